"""Decisions go as pull requests to a repository on GitHub; the bot serves merged changes."""

from __future__ import annotations

import hashlib
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog

from bot.clock import now
from bot.decisions.publication import Proposed
from bot.proxies import proxy_for
from bot.publishing.git import RepositoryPublisher, message_of
from bot.publishing.repository import GitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.clock import Clock
    from bot.decisions.publication import Publication, TermChange
    from bot.glossary.glossary import Glossary
    from bot.publishing.planner import Planned
    from bot.publishing.repository import Repository

log = structlog.get_logger(__name__)

CALL_SECONDS = 30
LONGEST_TITLE = 200


class GitHubError(GitError):
    """GitHub's API did not do it; the text says what it answered."""


class PullRequests:
    """The pull requests of one repository, through GitHub's REST API."""

    def __init__(self, api_url: str, repository: str, token: str) -> None:
        """``repository`` is ``owner/name``; GitHub Enterprise has an address of its own."""
        self._address = f"{api_url.rstrip('/')}/repos/{repository}/pulls"
        self._owner = repository.partition("/")[0]
        self._token = token

    async def open(self, branch: str, base: str, title: str, body: str) -> tuple[int, str]:
        """Open a pull request; return its number and address."""
        given = {"title": title, "body": body, "head": branch, "base": base}
        return _named(await self._call("POST", self._address, json=given))

    async def find(self, branch: str) -> tuple[int, str] | None:
        """Return the number and address of the branch's open pull request, if there is one."""
        wanted = {"head": f"{self._owner}:{branch}", "state": "open"}
        found = await self._call("GET", self._address, params=wanted)
        return _named(found[0]) if found else None

    async def fate_of(self, number: int) -> bool | None:
        """Return whether it was merged (True) or closed unmerged (False); None while open."""
        found = await self._call("GET", f"{self._address}/{number}")
        if found.get("merged"):
            return True
        return None if found.get("state") == "open" else False

    async def try_reading(self) -> None:
        """Raise GitHubError where the token does not lead to the repository."""
        await self._call("GET", self._address, params={"state": "open", "per_page": "1"})

    async def _call(
        self,
        method: str,
        address: str,
        *,
        params: Mapping[str, str] | None = None,
        json: Mapping[str, str] | None = None,
    ) -> Any:  # noqa: ANN401 -- JSON
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "User-Agent": "parlance",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        limit = aiohttp.ClientTimeout(total=CALL_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.request(
                    method,
                    address,
                    params=params,
                    json=json,
                    headers=headers,
                    proxy=proxy_for(address),
                ) as answer,
            ):
                said = await answer.json(content_type=None)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise GitHubError(f"GitHub's API can't be reached: {error!r}") from error
        if answer.status >= HTTPStatus.BAD_REQUEST:
            why = said.get("message", "") if isinstance(said, dict) else ""
            raise GitHubError(f"GitHub answered {answer.status} to {method} {address}: {why}")
        return said


def _named(pull_request: Mapping[str, Any]) -> tuple[int, str]:
    return int(pull_request["number"]), str(pull_request["html_url"])


class GitHubPublisher(RepositoryPublisher):
    """Opens a pull request for each decision; the old text is served until it is merged."""

    def __init__(  # noqa: PLR0913 -- what it is put together from
        self,
        repository: Repository,
        directory: str,
        glossary: Glossary,
        domain: str,
        pull_requests: PullRequests,
        *,
        clock: Clock = now,
    ) -> None:
        super().__init__(repository, directory, glossary, domain, clock=clock)
        self._pull_requests = pull_requests

    async def deliver(self, commit: str, change: TermChange, planned: Planned) -> Publication:
        """Push to a branch of the change's own, and open its pull request."""
        del planned
        branch = branch_of(change.slug, change.id)
        title, _, rest = message_of(change).partition("\n")
        return Proposed(*await self._open(commit, branch, title, quoted(rest.strip())))

    async def deliver_draft(self, commit: str, slug: str, name: str) -> None:
        """Push to a branch of the draft's own, and open its pull request."""
        branch = branch_of(slug, "draft")
        await self._open(commit, branch, f"{name}: a draft to be written", "")

    async def _open(self, commit: str, branch: str, title: str, body: str) -> tuple[int, str]:
        """Open the branch's pull request, or find it open.

        One that is open keeps its branch as it is: a reviewer may have added to it.
        """
        there = await self._pull_requests.find(branch)
        if there is not None:
            return there
        await self.repository.push(commit, branch, over=True)
        return await self._pull_requests.open(
            branch, self.repository.branch, title[:LONGEST_TITLE], body
        )

    async def fate_of(self, pull_request: int) -> bool | None:
        """Return whether it was merged (True) or closed unmerged (False); None while open.

        Fetches the merge before it reports it.
        """
        try:
            fate = await self._pull_requests.fate_of(pull_request)
            if fate:
                async with self._one_at_a_time:
                    await self.repository.fetch()
        except GitError as error:
            log.warning("a pull request can't be looked at", number=pull_request, error=str(error))
            return None
        return fate


def branch_of(slug: str, change_id: str) -> str:
    """Return the branch of one change: the same for the same decision, tried again."""
    digest = hashlib.sha256(change_id.encode()).hexdigest()[:10]
    return f"parlance/{slug[:60].strip('-')}-{digest}"


def quoted(text: str) -> str:
    """Return what people typed as a block without mentions or links."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", text))])
    return f"{fence}text\n{text}\n{fence}"
