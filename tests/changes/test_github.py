from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from bot.changes.git import RepositoryUpkeep
from bot.changes.github import GitHubPublisher, PullRequests, quoted
from bot.clarifications.ports import NotYet, Proposed, Published
from bot.glossary.editor import SetField
from bot.glossary.upkeep import ChangeRefusedError, fingerprint
from tests.changes.conftest import REWORDED, SLUG, git

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.changes.conftest import Place

TOKEN = "ghp_made_up"


class Stand:
    """Answers as GitHub's REST API does to what we ask, over one bare repository."""

    def __init__(self) -> None:
        self.pull_requests: list[dict[str, Any]] = []
        self.refuses = 0
        self.address = ""

    async def serve(self) -> web.AppRunner:
        """Begin to answer."""
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/api/v3/repos/words/glossary/pulls", self._list)
        app.router.add_post("/api/v3/repos/words/glossary/pulls", self._open)
        app.router.add_get("/api/v3/repos/words/glossary/pulls/{number}", self._get)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.address = f"http://{host}:{port}/api/v3"
        return runner

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"message": "Bad credentials"}, status=401)
        if self.refuses:
            self.refuses -= 1
            return web.json_response({"message": "Service unavailable"}, status=503)
        return await handler(request)

    async def _list(self, request: web.Request) -> web.Response:
        owner, _, branch = request.query["head"].partition(":")
        found = [
            one
            for one in self.pull_requests
            if (owner, branch, request.query["state"]) == ("words", one["head"], one["state"])
        ]
        return web.json_response(found)

    async def _open(self, request: web.Request) -> web.Response:
        asked = await request.json()
        number = len(self.pull_requests) + 1
        new = {
            **asked,
            "number": number,
            "state": "open",
            "merged": False,
            "html_url": f"https://git.example.org/words/glossary/pull/{number}",
        }
        self.pull_requests.append(new)
        return web.json_response(new, status=201)

    async def _get(self, request: web.Request) -> web.Response:
        return web.json_response(self.pull_requests[int(request.match_info["number"]) - 1])


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    stand = Stand()
    runner = await stand.serve()
    yield stand
    await runner.cleanup()


@pytest.fixture
def publisher(place: Place, stand: Stand) -> GitHubPublisher:
    pulls = PullRequests(stand.address, "words/glossary", TOKEN)
    return GitHubPublisher(place.repository, "words", place.glossary, "example.org", pulls)


def merge(place: Place, branch: str) -> None:
    """Merge as a person does on GitHub."""
    git(place.person, "pull", "-q", "--rebase", "origin", "main")
    git(place.person, "fetch", "-q", "origin", branch)
    git(place.person, "merge", "-q", "--no-ff", "-m", "Merge", "FETCH_HEAD")
    git(place.person, "push", "-q", "origin", "HEAD:main")


async def test_a_decision_becomes_a_pull_request_and_the_old_text_stays(
    place: Place, stand: Stand, publisher: GitHubPublisher
) -> None:
    """The branch holds the one commit; the title says which term, the body why and who."""
    before = place.file()

    outcome = await publisher.publish(place.change(REWORDED))

    asked = stand.pull_requests[0]
    assert Proposed(1, "https://git.example.org/words/glossary/pull/1") == outcome
    assert ("main", "diffusion model: reword short def") == (asked["base"], asked["title"])
    assert "Suggested-by: Ann (UANN)" in asked["body"]
    assert REWORDED.text in git(place.bare, "show", f"{asked['head']}:words/terms/{SLUG}.yml")
    assert before == place.file() == place.served()
    assert await publisher.fate_of(1) is None


async def test_doing_it_twice_opens_one_pull_request(
    place: Place, stand: Stand, publisher: GitHubPublisher
) -> None:
    """A process that was killed after opening it finds it open."""
    change = place.change(REWORDED)

    outcomes = [await publisher.publish(change) for _ in range(2)]

    assert outcomes[0] == outcomes[1]
    assert 1 == len(stand.pull_requests)


async def test_what_is_merged_is_served(
    place: Place, stand: Stand, publisher: GitHubPublisher
) -> None:
    """The merge is seen, and the clone has the new text when it is."""
    change = place.change(REWORDED)
    await publisher.publish(change)
    merge(place, stand.pull_requests[0]["head"])
    stand.pull_requests[0] |= {"state": "closed", "merged": True}

    assert await publisher.fate_of(1) is True
    assert REWORDED.text in place.served()
    assert Published() == await publisher.publish(change)


async def test_what_is_closed_unmerged_is_told_apart(
    place: Place, stand: Stand, publisher: GitHubPublisher
) -> None:
    """The old text stays; the same decision made again opens another."""
    change = place.change(REWORDED)
    await publisher.publish(change)
    stand.pull_requests[0] |= {"state": "closed"}

    assert await publisher.fate_of(1) is False
    again = await publisher.publish(change)

    assert isinstance(again, Proposed)
    assert 2 == again.number


async def test_github_out_of_order_is_waited_for(
    place: Place, stand: Stand, publisher: GitHubPublisher
) -> None:
    """The decision stays where it is, and what GitHub said is kept for the log."""
    stand.refuses = 2

    outcome = await publisher.publish(place.change(REWORDED))

    assert isinstance(outcome, NotYet)
    assert "503" in outcome.reason
    assert await publisher.fate_of(1) is None  # it does not know, and guesses nothing
    assert isinstance(await publisher.publish(place.change(REWORDED)), Proposed)


async def test_a_wrong_token_is_said_without_showing_it(place: Place, stand: Stand) -> None:
    """GitHub's words reach the log, the token does not."""
    pulls = PullRequests(stand.address, "words/glossary", "ghp_wrong")
    publisher = GitHubPublisher(place.repository, "words", place.glossary, "example.org", pulls)

    outcome = await publisher.publish(place.change(REWORDED))

    assert isinstance(outcome, NotYet)
    assert "Bad credentials" in outcome.reason
    assert "ghp_wrong" not in json.dumps(outcome.reason)


async def test_a_stewards_press_waits_for_its_merge_too(
    place: Place, stand: Stand, publisher: GitHubPublisher
) -> None:
    """Whoever pressed reads where it waits; nothing is served before."""
    upkeep = RepositoryUpkeep(publisher, place.glossary)

    with pytest.raises(ChangeRefusedError, match="pull/1"):
        await upkeep.change(SLUG, [SetField(("status",), "draft")], seen=fingerprint(place.term))

    assert "status: draft" not in place.served()
    assert 1 == len(stand.pull_requests)


def test_what_people_typed_mentions_nobody() -> None:
    """It stands in a block of its own, whose end it can't write."""
    assert "````text\n@everyone ``` x\n````" == quoted("@everyone ``` x")
