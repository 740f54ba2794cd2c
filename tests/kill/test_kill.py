"""Once means once, whatever dies: real processes, killed at every step of a post.

PARLANCE_KILL_ROUNDS says how often every step is tried (``make soak``); once by default.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import os
import random
import signal
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.responses import Response

from bot.sandbox.server import SandboxServer
from bot.sandbox.workspace.people import TEAM_ID
from bot.storage.database import Database
from bot.storage.posts.ledger import PostLedger
from bot.storage.posts.ledger_row import PostKey, PostState
from tests.kill.poster import DUE_AT, LATER_STEPS, PERIOD, STEPS, Life, live

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from multiprocessing.process import BaseProcess

    from starlette.requests import Request

MANIFEST = Path(__file__).parent.parent.parent / "manifest.yml"
GENERAL, STEWARDS = "C0GENERAL1", "C0STEWARD6"
ROUNDS = int(os.environ.get("PARLANCE_KILL_ROUNDS", "1"))
PATIENCE = 60
AT_ONCE = 4

PROCESSES: Any = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.kill.poster"])


def moments(steps: tuple[tuple[type, str], ...]) -> list[str]:
    return [f"{when} {name}" for _, name in steps for when in ("before", "after")]


# In a call itself: Slack has not got it yet, or has done it and not answered.
LOST_REQUEST, LOST_ANSWER, AT_RANDOM = "request lost", "answer lost", "at random"
DEATHS = [*moments(STEPS), LOST_REQUEST, LOST_ANSWER, AT_RANDOM]
LATER_DEATHS = [*DEATHS, *moments(LATER_STEPS)]


class Slack:
    """A sandbox that kills who calls it, on request."""

    def __init__(self, *, has_history: bool) -> None:
        self.server = SandboxServer(MANIFEST)
        if not has_history:
            self.server.sandbox.scopes -= {"channels:history", "groups:history"}
        web_api = self.server._web_api
        self._answer = web_api.answer
        self._tokens = web_api._kind_of_token
        web_api.answer = self.answer  # type: ignore[method-assign]
        self._victims: dict[str, tuple[BaseProcess, str, asyncio.Event]] = {}

    def token_for(self, name: str) -> str:
        """Return a token by which a process is known."""
        token = f"xoxb-{name}"
        self._tokens[token] = "bot"
        return token

    def kill_in_call(
        self, token: str, process: BaseProcess, death: str, ended: asyncio.Event
    ) -> None:
        """Kill the process when it posts, and answer only once it has ended."""
        self._victims[f"Bearer {token}"] = (process, death, ended)

    async def answer(self, request: Request) -> Response:
        """Answer a call; the caller may not live to hear it."""
        victim = self._victims.get(request.headers.get("authorization", ""))
        if victim is None or request.path_params["method"] != "chat.postMessage":
            return await self._answer(request)
        await request.body()
        process, death, ended = victim
        response = (
            Response(status_code=500) if death == LOST_REQUEST else await self._answer(request)
        )
        process.kill()
        await ended.wait()
        return response

    def posts(self, entry_id: str) -> int:
        """Count what the channel reads of an entry."""
        messages = self.server.sandbox.workspace.messages(GENERAL)
        told = [message.metadata["event_payload"] for message in messages if message.metadata]
        return sum(payload["entry"] == entry_id for payload in told)

    def reports(self, entry_id: str) -> int:
        """Count the cards on which the stewards are asked about an entry."""
        messages = self.server.sandbox.workspace.messages(STEWARDS)
        return sum(f"|{entry_id}|" in str(message.blocks) for message in messages)


class Graveyard:
    """Starts processes, a few at once, and counts how they ended."""

    def __init__(self, slack: Slack, database_url: str, chance: random.Random) -> None:
        self._slack = slack
        self._database_url = database_url
        self._chance = chance
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._numbers = itertools.count()
        self.lives = 0
        self.deaths: Counter[str] = Counter()

    async def live(self, *entry_ids: str, minutes: int, dies: str = "") -> None:
        """Let one process live at this time, to its end."""
        token = self._slack.token_for(str(next(self._numbers)))
        life = Life(self._database_url, self._slack.server.api_url, token, entry_ids, minutes, dies)
        ended = asyncio.Event()
        async with self._at_once:
            process = PROCESSES.Process(target=live, args=(life,))
            process.start()
            if dies in {LOST_REQUEST, LOST_ANSWER}:
                self._slack.kill_in_call(token, process, dies, ended)
            if dies == AT_RANDOM:
                await asyncio.sleep(self._chance.uniform(0, 0.2))
                process.kill()
            await self._end_of(process)
            ended.set()
        assert process.exitcode in {0, -signal.SIGKILL}, f"{life}: exit code {process.exitcode}"
        self.lives += 1
        if process.exitcode:
            self.deaths[dies] += 1

    @staticmethod
    async def _end_of(process: BaseProcess) -> None:
        """Wait in this thread: multiprocessing looks at every child when it starts another."""
        has_ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(process.sentinel, has_ended.set)
        try:
            async with asyncio.timeout(PATIENCE):
                await has_ended.wait()
        finally:
            loop.remove_reader(process.sentinel)
        process.join()


@pytest.fixture(params=["history", "no history"])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[Slack]:
    slack = Slack(has_history=request.param == "history")
    await slack.server.start()
    yield slack
    await slack.server.stop()


async def test_whatever_dies_a_post_is_made_once_or_somebody_is_asked(
    slack: Slack, database_url: str, request: pytest.FixtureRequest
) -> None:
    """Two race for each post, one dies at a step, the other perhaps; so do those who come after.

    With the history of the channel, each post is there exactly once. Without, never
    twice, and a steward heard of each missing one.
    """
    has_history = "channels:history" in slack.server.sandbox.scopes
    chance = random.Random(ROUNDS)  # noqa: S311 -- to choose deaths
    trials = {f"trial-{n}-{i}": death for n in range(ROUNDS) for i, death in enumerate(DEATHS)}
    graveyard = Graveyard(slack, database_url, chance)

    async def race(entry_id: str, death: str) -> None:
        rival = chance.choice(["", *DEATHS])
        await asyncio.gather(
            graveyard.live(entry_id, minutes=0, dies=death),
            graveyard.live(entry_id, minutes=0, dies=rival),
        )

    async def follow(entry_id: str, minutes: int) -> None:
        death = chance.choice(LATER_DEATHS)
        await graveyard.live(entry_id, minutes=minutes, dies=death)

    await asyncio.gather(*(race(entry_id, death) for entry_id, death in trials.items()))
    # Past every lease, within the grace: who comes then finds what the dead have left.
    for minutes in (11, 22):
        await asyncio.gather(*(follow(entry_id, minutes) for entry_id in trials))
    for minutes in (33, 50, 70):
        await graveyard.live(*trials, minutes=minutes)

    states = await _states(database_url, list(trials))
    posted = {entry_id: slack.posts(entry_id) for entry_id in trials}
    reports = {entry_id: slack.reports(entry_id) for entry_id in trials}
    _print_counts(request.node.callspec.id, graveyard, states, posted, reports)

    assert max(posted.values()) == 1
    assert sum(graveyard.deaths.values()) >= len(trials)
    for entry_id, count in posted.items():
        if has_history:
            assert (1, PostState.POSTED) == (count, states[entry_id]), entry_id
        elif count == 0 or states[entry_id] is not PostState.POSTED:
            assert states[entry_id] is PostState.UNKNOWN, entry_id
            assert reports[entry_id] >= 1, entry_id


async def _states(database_url: str, entry_ids: list[str]) -> dict[str, PostState | None]:
    database = Database(database_url)
    ledger = PostLedger(database, lambda: DUE_AT)
    rows = [await ledger.get(PostKey(TEAM_ID, GENERAL, one, PERIOD)) for one in entry_ids]
    await database.close()
    return {one: row.state if row else None for one, row in zip(entry_ids, rows, strict=True)}


def _print_counts(
    name: str,
    graveyard: Graveyard,
    states: dict[str, PostState | None],
    posted: dict[str, int],
    reports: dict[str, int],
) -> None:
    """Say what was tried: pytest shows it with -s, as ``make soak`` does."""
    missing = sum(count == 0 for count in posted.values())
    print(  # noqa: T201 -- the counts are what the long run is for
        f"\n{name}: {len(posted)} posts, {graveyard.lives} processes, "
        f"{sum(graveyard.deaths.values())} killed; messages "
        f"{dict(sorted(Counter(posted.values()).items()))}, states "
        f"{dict(Counter(str(state) for state in states.values()))}, {missing} missing, reports "
        f"{dict(sorted(Counter(reports.values()).items()))}\n  killed {dict(graveyard.deaths)}"
    )
