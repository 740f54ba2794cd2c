"""The term of the week from the command line: what would be posted where and why, or posted now."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import OperatorError
from bot.glossary.files.loader import Loader
from bot.glossary.files.schedule import JobName
from bot.glossary.glossary import Glossary
from bot.proxies import settle_proxies
from bot.runtime.build import Parts
from bot.schedule.slots import latest_slot, next_slot
from bot.services.posts.scheduled_posts import Schedule
from bot.slack.clock import REMEDY
from bot.slack.errors import SlackCallError
from bot.storage.database import Database
from bot.storage.posts.ledger_row import PostState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.clock import Clock
    from bot.glossary.files.schedule import ScheduleEntry
    from bot.schedule.slots import Slot
    from bot.schedule.term_of_the_week import Choice
    from bot.settings import Settings
    from bot.storage.posts.ledger_row import LedgerRow

_LONGEST_WAIT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes next of an entry; without a choice there is no term that may be posted."""

    slot: Slot
    choice: Choice | None


async def plan(settings: Settings, entry_id: str | None, clock: Clock) -> list[Plan]:
    """Return what each entry posts next; nothing is posted, and Slack need not be there."""
    async with _parts(settings, entry_id, clock) as (entries, parts):
        workspace_id = await _workspace_id(settings, parts)
        plans = []
        for entry in entries:
            now = clock()
            slot = latest_slot(entry, now)
            last = await parts.ledger.last_posted_at(None, entry.id)
            if not slot.is_within_grace(now) or (last and last >= slot.at):
                slot = next_slot(entry, now)
            choice = await parts.term_of_the_week.choose(slot, workspace_id)
            plans.append(Plan(slot, choice))
        return plans


async def post(
    settings: Settings, entry_id: str | None, clock: Clock
) -> list[tuple[ScheduleEntry, LedgerRow | None]]:
    """Make this week's post of each entry where it was not made; return what the ledger says."""
    if settings.slack_bot_token is None:
        raise OperatorError(
            "Nothing can be posted without SLACK_BOT_TOKEN.\n"
            "Set it as for the bot itself, or look at what would be posted with --dry-run."
        )
    async with _parts(settings, entry_id, clock) as (entries, parts):
        try:
            await parts.workspace.id()
        except SlackCallError as error:
            raise OperatorError(_why_not(error)) from error
        if not await parts.slack_clock.agrees():
            raise OperatorError(f"This machine's clock is wrong, or can't be compared.\n{REMEDY}")
        made: list[tuple[ScheduleEntry, LedgerRow | None]] = []
        for entry in entries:
            rows = await _post(parts, entry, clock)
            made += [(entry, row) for row in rows] or [(entry, None)]
        return made


def _why_not(error: SlackCallError) -> str:
    if error.is_refused:
        return f"Slack refuses SLACK_BOT_TOKEN: {error.reason}.\n`parlance doctor` says what to do."
    return f"Slack can't be reached: {error.reason}.\nTry again."


async def _post(parts: Parts, entry: ScheduleEntry, clock: Clock) -> list[LedgerRow]:
    """Post, and where Slack says to wait for a moment, wait."""
    rows = await parts.scheduled_posts.post_now(entry)
    until = [row.lease_until for row in rows if row.state is PostState.CLAIMED]
    seconds = (max(until) - clock()).total_seconds() if until else 0
    if 0 < seconds <= _LONGEST_WAIT_SECONDS:
        await asyncio.sleep(seconds)
        rows = await parts.scheduled_posts.post_now(entry)
    return rows


async def _workspace_id(settings: Settings, parts: Parts) -> str | None:
    """Return it where Slack can say; else all that this database knows is one workspace's."""
    if settings.slack_bot_token is None:
        return None
    with contextlib.suppress(SlackCallError):
        return await parts.workspace.id()
    return None


@contextlib.asynccontextmanager
async def _parts(
    settings: Settings, entry_id: str | None, clock: Clock
) -> AsyncIterator[tuple[tuple[ScheduleEntry, ...], Parts]]:
    """Give the entries in question, and the bot's parts over them."""
    loaded = Loader(settings.glossary).load()
    entries = tuple(
        entry
        for entry in loaded.schedule
        if entry.job is JobName.TERM_OF_THE_WEEK and entry_id in {None, entry.id}
    )
    if not entries:
        known = ", ".join(entry.id for entry in loaded.schedule) or "none"
        raise OperatorError(
            f"{settings.glossary} schedules no such term of the week; its posts: {known}.\n"
            "docs/scheduling.md says how to write one into schedule.yml."
        )
    if settings.slack_bot_token:
        settle_proxies(settings.slack_api_url)
    database = Database(settings.database_url.get_secret_value())
    await database.open()
    try:
        glossary = Glossary(loaded.config, loaded.terms.values())
        schedule = Schedule(entries)
        # The running bot finds and sends the remaining reports about these posts.
        yield entries, Parts(settings, glossary, schedule, database, clock, works_outbox=False)
    finally:
        await database.close()
