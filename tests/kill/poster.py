"""The bot's posting, in a process of its own that dies at a given point.

Started by the kill tests through a fork server; everything in it is the bot's own
code, wrapped so that the process kills itself with SIGKILL before or after a step.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import time_machine

from bot.clock import now
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.schedule import JobName, ScheduleEntry
from bot.logs import set_up_logs
from bot.runtime.build import build_services
from bot.services.posts.scheduled_posts import Schedule
from bot.settings import LogLevel, Settings
from bot.slack.lost_posts import LostPosts
from bot.slack.sending import Sender
from bot.storage.database import Database
from bot.storage.message_terms import MessageTerms
from bot.storage.posts.ledger import PostLedger
from tests.builders import a_glossary, a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

DUE_AT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
PERIOD = "2026-W48"
CONFIG = replace(
    DEFAULT_CONFIG, stewards={"Wei": "U0WEI00004"}, stewards_channel="glossary-stewards"
)
# What a post goes through, and what follows where that broke off.
STEPS: tuple[tuple[type, str], ...] = (
    (PostLedger, "claim"),
    (PostLedger, "start_sending"),
    (Sender, "send"),
    (MessageTerms, "remember"),
    (PostLedger, "record_posted"),
)
LATER_STEPS: tuple[tuple[type, str], ...] = (
    (PostLedger, "record_interrupted"),
    (LostPosts, "look_for"),
    (PostLedger, "record_missing"),
    (PostLedger, "record_found"),
    (PostLedger, "claim_report"),
    (PostLedger, "record_reported"),
)


@dataclass(frozen=True, slots=True)
class Life:
    """One process: what it works on, at what time by its clock, and where it ends."""

    database_url: str
    api_url: str
    token: str
    entry_ids: tuple[str, ...]
    minutes_after: int = 0
    dies: str = ""  # "before claim", "after send"; empty: it lives to the end
    begins_at: dt.datetime = field(default_factory=now)  # by the clock of the test, as Slack's


def entry_of(entry_id: str) -> ScheduleEntry:
    """Return an entry that is due at DUE_AT."""
    return ScheduleEntry(
        id=entry_id,
        job=JobName.TERM_OF_THE_WEEK,
        channel="general",
        weekday=DUE_AT.weekday(),
        time=DUE_AT.time(),
        zone=ZoneInfo("UTC"),
    )


def live(life: Life) -> None:
    """Make the posts that are due, as far as this process gets."""
    set_up_logs(LogLevel.ERROR)
    for owner, name in STEPS + LATER_STEPS:
        setattr(owner, name, _mortal(name, getattr(owner, name), life.dies))
    with time_machine.travel(life.begins_at):
        asyncio.run(_make_due_posts(life))


async def _make_due_posts(life: Life) -> None:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token=life.token,  # type: ignore[arg-type]
        slack_app_token="xapp-unused",  # type: ignore[arg-type]
        slack_api_url=life.api_url,
        database_url=life.database_url,  # type: ignore[arg-type]
    )
    due = DUE_AT + dt.timedelta(minutes=life.minutes_after)
    glossary = a_glossary(a_term("diffusion model"), a_term("token"), config=CONFIG)
    database = Database(life.database_url)
    schedule = Schedule(map(entry_of, life.entry_ids))
    services = build_services(settings, glossary, schedule, database, lambda: due)
    await services.make_due_posts()
    await database.close()


def _mortal(
    name: str, step: Callable[..., Awaitable[Any]], dies: str
) -> Callable[..., Awaitable[Any]]:
    async def mortal(*args: Any, **kwargs: Any) -> Any:
        if dies == f"before {name}":
            os.kill(os.getpid(), signal.SIGKILL)
        outcome = await step(*args, **kwargs)
        if dies == f"after {name}":
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome

    return mortal
