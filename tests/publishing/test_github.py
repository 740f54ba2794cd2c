from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.clarifications.proposal import Kind, Proposal
from bot.decisions.delivery import NotYet
from bot.decisions.publication import Proposed, Published
from bot.publishing.github import GitHubPublisher, PullRequests, quoted
from tests.publishing.conftest import REWORDED, SLUG, git
from tests.publishing.github_stand import TOKEN, Stand, merge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.publishing.conftest import Place


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


async def test_what_a_reviewer_adds_to_a_pull_request_stays(
    place: Place, stand: Stand, publisher: GitHubPublisher
) -> None:
    """A second attempt finds it open, and overwrites nobody's commit."""
    change = place.change(REWORDED)
    await publisher.publish(change)
    branch = stand.pull_requests[0]["head"]
    git(place.person, "fetch", "-q", "origin", branch)
    git(place.person, "checkout", "-q", "--detach", "FETCH_HEAD")
    git(place.person, "commit", "-q", "--allow-empty", "-m", "By the reviewer")
    git(place.person, "push", "-q", "origin", f"HEAD:refs/heads/{branch}")

    again = await publisher.publish(change)

    assert Proposed(1, "https://git.example.org/words/glossary/pull/1") == again
    assert "By the reviewer" == git(place.bare, "log", "-1", "--format=%s", branch)


async def test_what_is_merged_is_served(
    place: Place, stand: Stand, publisher: GitHubPublisher
) -> None:
    """The merge is seen, and the clone has the new text when it is."""
    change = place.change(REWORDED)
    await publisher.publish(change)
    merge(place.person, stand.pull_requests[0]["head"])
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


async def test_two_decisions_on_one_term_are_two_pull_requests(
    place: Place, stand: Stand, publisher: GitHubPublisher
) -> None:
    """What one steward decided is not written over by what another does next."""
    decisions = [
        place.change(proposal, number)
        for number, proposal in enumerate((REWORDED, Proposal(Kind.ADD_ALIAS, "denoiser")))
    ]
    for one in (*decisions, decisions[1]):
        assert isinstance(await publisher.publish(one), Proposed)

    first, second = (
        git(place.bare, "show", f"{one['head']}:words/terms/{SLUG}.yml")
        for one in stand.pull_requests
    )
    assert REWORDED.text in first
    assert "denoiser" in second


def test_what_people_typed_mentions_nobody() -> None:
    """It stands in a block of its own, whose end it can't write."""
    assert "````text\n@everyone ``` x\n````" == quoted("@everyone ``` x")
