"""The sandbox's clock set forward: both weekly posts within a minute."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.commands.sandbox.advance import advances
from bot.commands.sandbox.run import run_sandbox, with_stewards
from bot.runtime import process
from bot.runtime.process import load_glossary, running
from bot.runtime.scheduler import MAKE_DUE_POSTS, build_scheduler
from bot.sandbox.acts.table import act
from bot.sandbox.server import SandboxServer
from bot.sandbox.workspace.clock import SandboxClock
from bot.sandbox.workspace.people import MAYA
from bot.settings import ChangesTo, Settings
from tests.builders import a_term_file
from tests.clock import NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    from bot.commands.sandbox.run import Served
    from bot.runtime.scheduler import ScheduledJob
    from tests.clock import SetClock

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
SCHEDULE = """\
posts:
- {id: weekly, job: term_of_the_week, channel: general, day: monday, time: '10:00'}
- {id: reviews, job: review_reminders, channel: glossary-stewards, day: tuesday, time: '09:00'}
"""


class ClosedError(Exception):
    """Ends a sandbox that has just opened."""


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[SandboxServer]:
    """Give the sandbox with the whole bot in it, as ``parlance sandbox`` opens it."""
    write_glossary(tmp_path)
    clock = SandboxClock()
    server = SandboxServer(MANIFEST, clock=clock)
    await server.start()
    settings = Settings(
        _env_file=None,
        slack_bot_token=server.bot_token,
        slack_app_token=server.app_token,
        slack_api_url=server.api_url,
        glossary=tmp_path,
        database_url=f"sqlite:///{tmp_path}/parlance.db",
        changes=ChangesTo.FILES,
    )
    async with running(settings, with_stewards, clock, posts_by_itself=False) as services:
        server.sandbox.actions |= advances(server.sandbox, services, clock)
        yield server
    await server.stop()


def write_glossary(directory: Path) -> None:
    (directory / "terms").mkdir()
    for name in ("token", "agent"):
        (directory / "terms" / f"{name}.yml").write_text(a_term_file(name))
    (directory / "schedule.yml").write_text(SCHEDULE)


async def advance(sandbox: SandboxServer, job: str) -> None:
    await act(sandbox.sandbox, {"user": MAYA, "type": "action", "id": job})


def posts(sandbox: SandboxServer, channel: str, job: str) -> int:
    messages = sandbox.sandbox.workspace.messages(sandbox.channel(channel).id)
    return sum(bool(m.metadata and m.metadata["event_type"] == job) for m in messages)


def test_a_review_on_the_sandboxs_own_day_does_not_lie_in_the_future(
    tmp_path: Path, clock: SetClock
) -> None:
    """A steward who presses *Still correct* there has the sandbox's day written into the file."""
    clock.now = NOW + timedelta(days=1000)
    text = a_term_file("token", last_reviewed=clock.now.date().isoformat())
    (tmp_path / "token.yml").write_text(text, encoding="utf-8")
    settings = Settings(_env_file=None, glossary=tmp_path)

    loader, _, _ = load_glossary(settings, lambda config: config, clock)

    assert [] == loader.load().problems


async def test_the_next_term_of_the_week_comes_with_one_press(sandbox: SandboxServer) -> None:
    """And the one after it with the next press."""
    counts = []
    for _ in range(2):
        await advance(sandbox, "term_of_the_week")
        counts.append(posts(sandbox, "general", "term_of_the_week"))

    assert [1, 2] == counts


async def test_the_next_reviews_come_with_one_press(sandbox: SandboxServer) -> None:
    """However far away the day is on which the first term is due; it says who can read them."""
    told: list[Any] = []
    sandbox.sandbox.workspace.listen(MAYA, told.append)
    await advance(sandbox, "review_reminders")
    notices = [event["text"] for event in told if event["type"] == "notice"]

    assert "#glossary-stewards, which Amara and Wei can read" in notices[0]
    assert 1 == posts(sandbox, "glossary-stewards", "review_reminders")
    assert 0 == posts(sandbox, "general", "term_of_the_week")


async def test_nothing_is_posted_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page is the same on every day, on that of a weekly post and the day after it."""
    write_glossary(tmp_path)
    run: list[str] = []

    def build(table: Sequence[ScheduledJob]) -> AsyncIOScheduler:
        run.extend(job.id for job in table)
        return build_scheduler(table)

    def close(_: str, served: Served) -> None:
        raise ClosedError(served.sentence)

    monkeypatch.setattr(process, "build_scheduler", build)
    with pytest.raises(ClosedError):
        await run_sandbox(tmp_path, in_place=True, host="127.0.0.1", port=0, announce=close)

    assert "work-outbox" in run
    assert MAKE_DUE_POSTS not in run
