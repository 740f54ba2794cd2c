"""The term of the week from the command line: what would be posted where and why, or posted now."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import OperatorError
from bot.glossary.files.loader import Loader
from bot.glossary.files.schedule import JobName
from bot.glossary.glossary import Glossary
from bot.proxies import settle_proxies
from bot.runtime.scheduled_posts import build_scheduled_posts
from bot.schedule.slots import latest_slot, next_slot
from bot.services.posts.channel_troubles import ChannelTroubles
from bot.services.posts.scheduled_posts import Schedule
from bot.services.posts.term_of_the_week import TermOfTheWeek
from bot.slack.channels import Channels
from bot.slack.clock import REMEDY, SlackClock
from bot.slack.errors import reason_of
from bot.slack.steward_directory import StewardDirectory
from bot.slack.workspace import Installation
from bot.storage.channel_troubles import StoredChannelTroubles
from bot.storage.database import Database
from bot.storage.ledger import PostLedger
from bot.storage.ledger_row import PostState
from bot.storage.lookup_stats import LookupStats
from bot.storage.message_terms import MessageTerms
from bot.storage.term_history import TermHistory

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.glossary.files.schedule import ScheduleEntry
    from bot.schedule.slots import Slot
    from bot.schedule.term_of_the_week import Choice
    from bot.services.posts.scheduled_posts import ScheduledPosts
    from bot.settings import Settings
    from bot.storage.ledger_row import LedgerRow

_UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)
_LONGEST_WAIT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes next of an entry; without a choice there is no term that may be posted."""

    slot: Slot
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class _Parts:
    entries: tuple[ScheduleEntry, ...]
    ledger: PostLedger
    job: TermOfTheWeek
    scheduled_posts: ScheduledPosts
    workspace: Installation
    slack_clock: SlackClock


async def plan(
    settings: Settings, entry_id: str | None, clock: Callable[[], datetime]
) -> list[Plan]:
    """Return what each entry posts next; nothing is posted, and Slack need not be there."""
    async with _parts(settings, entry_id, clock) as parts:
        plans = []
        for entry in parts.entries:
            now = clock()
            slot = latest_slot(entry, now)
            last = await parts.ledger.last_posted_at(None, entry.id)
            if not slot.is_within_grace(now) or (last and last >= slot.at):
                slot = next_slot(entry, now)
            plans.append(Plan(slot, await parts.job.choose(slot)))
        return plans


async def post(
    settings: Settings, entry_id: str | None, clock: Callable[[], datetime]
) -> list[tuple[ScheduleEntry, LedgerRow | None]]:
    """Make this week's post of each entry where it was not made; return what the ledger says."""
    if settings.slack_bot_token is None:
        raise OperatorError(
            "Nothing can be posted without SLACK_BOT_TOKEN.\n"
            "Set it as for the bot itself, or look at what would be posted with --dry-run."
        )
    async with _parts(settings, entry_id, clock) as parts:
        try:
            await parts.workspace.id()
        except SlackApiError as error:
            raise OperatorError(
                f"Slack refuses SLACK_BOT_TOKEN: {reason_of(error)}.\n"
                "`parlance doctor` says what to do."
            ) from error
        except _UNREACHABLE as error:
            reason = str(error) or type(error).__name__
            raise OperatorError(f"Slack cannot be reached: {reason}.\nTry again.") from error
        if not await parts.slack_clock.agrees():
            raise OperatorError(f"This machine's clock is wrong, or can't be compared.\n{REMEDY}")
        made: list[tuple[ScheduleEntry, LedgerRow | None]] = []
        for entry in parts.entries:
            rows = await _post(parts, entry, clock)
            made += [(entry, row) for row in rows] or [(entry, None)]
        return made


async def _post(
    parts: _Parts, entry: ScheduleEntry, clock: Callable[[], datetime]
) -> list[LedgerRow]:
    """Post, and where Slack says to wait for a moment, wait."""
    rows = await parts.scheduled_posts.post_now(entry)
    until = [row.lease_until for row in rows if row.state is PostState.CLAIMED]
    seconds = (max(until) - clock()).total_seconds() if until else 0
    if 0 < seconds <= _LONGEST_WAIT_SECONDS:
        await asyncio.sleep(seconds)
        rows = await parts.scheduled_posts.post_now(entry)
    return rows


@contextlib.asynccontextmanager
async def _parts(
    settings: Settings, entry_id: str | None, clock: Callable[[], datetime]
) -> AsyncIterator[_Parts]:
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
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
    if token:
        settle_proxies(settings.slack_api_url)
    client = AsyncWebClient(token, base_url=settings.slack_api_url)
    workspace = Installation(client)

    async def workspace_id() -> str | None:
        """Return it where Slack can say; else all that this database knows is one workspace's."""
        if token is None:
            return None
        with contextlib.suppress(SlackApiError, *_UNREACHABLE):
            return await workspace.id()
        return None

    database = Database(settings.database_url.get_secret_value())
    await database.open()
    try:
        glossary = Glossary(loaded.config, loaded.terms.values())
        ledger = PostLedger(database, clock)
        job = TermOfTheWeek(
            glossary=glossary,
            posted=ledger,
            lookup_stats=LookupStats(database),
            history=TermHistory(database),
            clock=clock,
            workspace_id=workspace_id,
        )
        stewards, channels = StewardDirectory(client, glossary), Channels(client, clock)
        slack_clock = SlackClock(client)
        troubles = ChannelTroubles(
            workspace=workspace,
            stewards=stewards,
            channels=channels,
            glossary=glossary,
            stored=StoredChannelTroubles(database),
            wake=lambda: None,  # the bot finds what is left to be said
            clock=clock,
        )
        scheduled_posts = build_scheduled_posts(
            client=client,
            workspace=workspace,
            glossary=glossary,
            schedule=Schedule(entries),
            jobs={JobName.TERM_OF_THE_WEEK: job},
            ledger=ledger,
            message_terms=MessageTerms(database),
            stewards=stewards,
            channels=channels,
            troubles=troubles,
            slack_clock=slack_clock,
            clock=clock,
        )
        yield _Parts(entries, ledger, job, scheduled_posts, workspace, slack_clock)
    finally:
        await database.close()
