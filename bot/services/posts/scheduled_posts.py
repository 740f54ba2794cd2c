"""Runs every minute: makes the posts that are due and settles those left open.

The clock only wakes it. Which posts are due follows from the schedule's rules and the
time, and whether one was made already from the ledger: so missed minutes, repeated hours and
several copies of the bot need no special case.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

import structlog

from bot.cards.posts.channel_trouble import ChannelTrouble
from bot.glossary.files.schedule import LONGEST_GRACE_HOURS
from bot.schedule.slots import Slot, latest_slot
from bot.services.posts.posting import FAILED_AGAIN_AFTER, metadata_of
from bot.slack.channels import UnresolvedChannelError
from bot.slack.errors import SlackCallError
from bot.slack.lost_posts import CannotTell, IsMissing, IsThere
from bot.storage.posts.ledger_row import PostKey, PostState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from datetime import datetime

    from bot.glossary.files.schedule import JobName, ScheduleEntry
    from bot.services.posts.channel_troubles import ChannelTroubles
    from bot.services.posts.job import PostJob
    from bot.services.posts.posting import Posting
    from bot.services.posts.reports import Reports
    from bot.slack.channels import Channels
    from bot.slack.clock import SlackClock
    from bot.slack.lost_posts import LostPosts
    from bot.slack.workspace import Installation
    from bot.storage.message_terms import MessageTerms
    from bot.storage.posts.ledger import PostLedger
    from bot.storage.posts.ledger_row import LedgerRow

log = structlog.get_logger(__name__)

# The ledger's prefix for the name of a channel that was not found: Slack would post
# to such a name, and to the channel's id once more when it is known.
_NAME = "#"
LONGEST_GRACE = timedelta(hours=LONGEST_GRACE_HOURS)


class Schedule:
    """The entries in force; replaced when the file changes."""

    def __init__(self, entries: Iterable[ScheduleEntry] = ()) -> None:
        self.entries = tuple(entries)

    def entry(self, entry_id: str) -> ScheduleEntry | None:
        """Return the entry of this id."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)


class ScheduledPosts:
    """All entries of the schedule, each post made once."""

    def __init__(  # noqa: PLR0913 -- the parts of the path, put together in one place
        self,
        *,
        workspace: Installation,
        schedule: Schedule,
        jobs: Mapping[JobName, PostJob],
        ledger: PostLedger,
        posting: Posting,
        message_terms: MessageTerms,
        channels: Channels,
        troubles: ChannelTroubles,
        lost_posts: LostPosts,
        slack_clock: SlackClock,
        reports: Reports,
        clock: Callable[[], datetime],
    ) -> None:
        self._workspace = workspace
        self._schedule = schedule
        self._jobs = jobs
        self._ledger = ledger
        self._posting = posting
        self._message_terms = message_terms
        self._channels = channels
        self._troubles = troubles
        self._lost_posts = lost_posts
        self._reports = reports
        self._slack_clock = slack_clock
        self._clock = clock
        # By entry, the post of this period that needs no more look into the ledger.
        self._settled: dict[tuple[str, str], str] = {}
        self._one_at_a_time = asyncio.Lock()

    async def run(self, only: JobName | None = None) -> None:
        """Make the posts that are due, of one job or of all, and settle those left open."""
        async with self._one_at_a_time:
            try:
                workspace_id = await self._workspace.id()
            except SlackCallError as error:
                log.warning("Slack can't be reached for a scheduled post", reason=error.reason)
                return
            if not await self._slack_clock.agrees():
                return
            await _all([self._troubles.look(self._schedule.entries)])
            await self._ledger.record_interrupted(workspace_id)
            now = self._clock()
            due = (one for one in self._schedule.entries if only is None or one.job is only)
            await _all(self._attend(latest_slot(entry, now)) for entry in due)
            for row in await self._ledger.unsettled(workspace_id):
                # One by one: a process that dies here leaves one report that may come again.
                await _all([self._settle(row)])

    async def post_now(self, entry: ScheduleEntry) -> list[LedgerRow]:
        """Make an entry's post of this week now, where it was not made; return its rows."""
        now = self._clock()
        year, week, _ = now.astimezone(entry.zone).isocalendar()
        slot = Slot(entry, now, f"{year}-W{week:02d}")
        rows = []
        for channel_id in await self._channels_of(slot):
            await self._post(slot, channel_id)
            row = await self._ledger.get(await self._key(slot, channel_id))
            if row:
                rows.append(row)
        return rows

    async def _attend(self, slot: Slot) -> None:
        """Make one entry's latest post, everywhere it belongs."""
        entry = slot.entry
        if self._settled.get((entry.id, entry.channel)) == slot.period:
            return
        if not slot.is_within_grace(self._clock()):
            self._settled[entry.id, entry.channel] = slot.period
            log.info("too late for this post", entry=entry.id, period=slot.period)
            return
        channels = await self._channels_of(slot)
        is_settled = bool(channels)  # where there is none yet, there may be soon
        for channel_id in channels:
            is_settled &= await self._post(slot, channel_id)
        if is_settled:
            self._settled[entry.id, entry.channel] = slot.period

    async def _channels_of(self, slot: Slot) -> list[str]:
        """Return the ids of the channels that a post goes to; report those that can't be found."""
        job = self._jobs.get(slot.entry.job)
        found = []
        for name in await job.channels(slot) if job else ():
            try:
                found.append(await self._channels.id_of(name))
            except UnresolvedChannelError as error:
                if error.is_passing:
                    log.warning("a channel can't be looked up", channel=name, reason=error.reason)
                else:
                    await self._record_unresolved(slot, name, error.reason)
        return found

    async def _record_unresolved(self, slot: Slot, name: str, reason: str) -> None:
        """Let the ledger hold, under its name, that a channel was not found."""
        key = await self._key(slot, f"{_NAME}{name.removeprefix(_NAME)}")
        row = await self._ledger.claim(key, job=slot.entry.job.value, slot_at=slot.at, slug=None)
        if row:
            await self._ledger.record_failed(
                row, reason, again_at=self._clock() + FAILED_AGAIN_AFTER
            )
            await self._troubles.meet(ChannelTrouble(slot.entry.id, name, reason))

    async def _post(self, slot: Slot, channel_id: str) -> bool:
        """Make a post where it is still to be made; return whether it needs no more attention."""
        job = self._jobs[slot.entry.job]
        key = await self._key(slot, channel_id)
        row = await self._ledger.get(key)
        if row and row.state in {PostState.POSTED, PostState.UNKNOWN}:
            return True
        is_free = row is None or (
            row.state is not PostState.SENDING and row.lease_until <= self._clock()
        )
        if is_free:
            await self._posting.post(key, slot, job, row.slug if row else None)
        return False

    async def _settle(self, row: LedgerRow) -> None:
        """Settle a post that was left open, or report one that a steward must hear of."""
        match row.state:
            case PostState.FAILED:
                await self._reports.tell(row)
            case PostState.CLAIMED:
                await self._settle_claimed(row.key)
            case PostState.UNKNOWN:
                await self._settle_unknown(row)

    async def _settle_unknown(self, row: LedgerRow) -> None:
        found = await self._lost_posts.look_for(
            row.key.channel_id, row.sent_at or row.slot_at, metadata_of(row)
        )
        match found:
            case IsThere(ts):
                if row.slug:
                    key = row.key
                    await self._message_terms.remember(
                        key.workspace_id, key.channel_id, ts, row.slug
                    )
                await self._ledger.record_found(row, ts)
                log.info("a post was found in its channel", entry=row.key.entry_id, ts=ts)
            case IsMissing():
                log.info("a post is not in its channel", entry=row.key.entry_id)
                await self._ledger.record_missing(row)
                await self._settle_claimed(row.key)
            case CannotTell(reason, is_passing=True):
                log.warning("the channel cannot be read now", reason=reason)
            case CannotTell():
                await self._reports.tell(row)
            case _:
                assert_never(found)

    async def _settle_claimed(self, key: PostKey) -> None:
        """Make a post whose claim ran out, where it is not too late for it."""
        row = await self._ledger.get(key)
        if row is None or row.state is not PostState.CLAIMED or row.lease_until > self._clock():
            return  # another process handles it
        if key.channel_id.startswith(_NAME):
            await self._ledger.record_failed(
                row, "channel_not_found", again_at=self._clock() + FAILED_AGAIN_AFTER
            )
            return
        entry = self._schedule.entry(row.key.entry_id)
        if entry is None:
            if self._clock() - row.slot_at > LONGEST_GRACE:  # until then another copy may have it
                await self._ledger.give_up(row, "no longer in the schedule")
            return
        slot = Slot(entry, row.slot_at, row.key.period)
        if row.by_hand or slot.is_within_grace(self._clock()):
            if job := self._jobs.get(entry.job):
                await self._posting.post(row.key, slot, job, row.slug)
        elif await self._ledger.give_up(row, "too late"):
            log.warning(
                "a post was not made, and now it is too late for it",
                entry=row.key.entry_id,
                channel=row.key.channel_id,
                period=row.key.period,
            )

    async def _key(self, slot: Slot, channel_id: str) -> PostKey:
        return PostKey(await self._workspace.id(), channel_id, slot.entry.id, slot.period)


async def _all(work: Iterable[Awaitable[None]]) -> None:
    """Do everything at once; what fails keeps nothing else from being done."""
    for result in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(result, Exception):
            log.error("a scheduled post failed", exc_info=result)
