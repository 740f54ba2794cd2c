"""Posts by the clock: the entry that is due, what channels read, and what the ledger says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.schedule import JobName, ScheduleEntry
from bot.sandbox.workspace.people import TEAM_ID, WEI
from bot.storage.posts.ledger_row import PostKey, PostState
from bot.storage.tables import POST_LEDGER
from tests.builders import a_term
from tests.clock import NOW

if TYPE_CHECKING:
    from bot.sandbox.server import SandboxServer
    from bot.sandbox.workspace.records import Message
    from tests.flows.conftest import RunningBot

GENERAL, PRODUCT = "C0GENERAL1", "C0PRODUCT2"
STEWARDS = "glossary-stewards"
PERIOD = "2026-W48"
CONFIG = replace(
    DEFAULT_CONFIG, stewards={"Wei": WEI}, fallback_steward="Wei", stewards_channel=STEWARDS
)
TERMS = (
    a_term("diffusion model", related=("token",), takeaways={"legal": "Check the licence. Twice."}),
    a_term("token"),
)
HISTORY = ("channels:history", "groups:history")


def an_entry(entry_id: str = "weekly", **fields: object) -> ScheduleEntry:
    """Return an entry that is due at noon today: at NOW."""
    values = {
        "id": entry_id,
        "job": JobName.TERM_OF_THE_WEEK,
        "channel": "general",
        "weekday": 0,
        "time": dt.time(12),
        "zone": ZoneInfo("UTC"),
    }
    return ScheduleEntry(**(values | fields))  # type: ignore[arg-type]


async def due(bot: RunningBot, *, after: dt.timedelta = dt.timedelta(0)) -> None:
    """Let the clock wake the bot, so long after the post was due."""
    bot.clock.now = NOW + after
    await bot.services.make_due_posts()


def posts(bot: RunningBot, channel: str = "general") -> list[Message]:
    return bot.slack.sandbox.workspace.messages(bot.slack.channel(channel).id)


def reports(bot: RunningBot) -> list[Message]:
    return posts(bot, STEWARDS)


async def state(bot: RunningBot, channel_id: str = GENERAL) -> PostState | None:
    row = await bot.services.ledger.get(PostKey(TEAM_ID, channel_id, "weekly", PERIOD))
    return row.state if row else None


def without_history(slack: SandboxServer) -> None:
    slack.sandbox.scopes.difference_update(HISTORY)


async def broken_off(bot: RunningBot) -> None:
    """Let the ledger be as if the bot had died before it recorded the post."""
    async with bot.database.engine.begin() as connection:
        await connection.execute(update(POST_LEDGER).values(state="sending", ts=""))
