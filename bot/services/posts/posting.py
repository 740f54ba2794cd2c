"""Claims, sends and records a scheduled post; there is no other way to make one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, assert_never

import structlog

from bot.cards.posts.channel_trouble import ChannelTrouble
from bot.slack.sending import CHANNEL_REASONS, NotSent, Posted, PostRefused, PostUnanswered, Sender

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.schedule.slots import Slot
    from bot.services.posts.channel_troubles import ChannelTroubles
    from bot.services.posts.job import PostJob
    from bot.storage.message_terms import MessageTerms
    from bot.storage.posts.ledger import PostLedger
    from bot.storage.posts.ledger_row import LedgerRow, PostKey

log = structlog.get_logger(__name__)

# A refused post is tried again after this long, in case the cause is fixed.
FAILED_AGAIN_AFTER = timedelta(minutes=10)


class Posting:
    """Makes each post once, even if another copy tries at the same time."""

    def __init__(
        self,
        sender: Sender,
        ledger: PostLedger,
        message_terms: MessageTerms,
        troubles: ChannelTroubles,
        clock: Callable[[], datetime],
    ) -> None:
        self._sender = sender
        self._ledger = ledger
        self._message_terms = message_terms
        self._troubles = troubles
        self._clock = clock

    async def post(self, key: PostKey, slot: Slot, job: PostJob, slug: str | None = None) -> bool:
        """Make this post unless another process has it; return whether there was anything to say.

        ``slug`` is the term of an earlier attempt, which stays the term of this post.
        """
        draft = await job.draft(slot, key.channel_id, slug)
        if draft is None:
            return False
        row = await self._ledger.claim(
            key, job=slot.entry.job.value, slot_at=slot.at, slug=draft.slug
        )
        if row is None or not await self._ledger.start_sending(row):
            return True  # another process has it
        result = await self._sender.send(key.channel_id, draft.card, metadata_of(row))
        post = {"entry": key.entry_id, "channel": key.channel_id, "period": key.period}
        match result:
            case Posted():
                await self._record_posted(row, result)
                log.info("posted", **post, term=row.slug)
                if not key.is_to_a_person:
                    await self._troubles.overcome(key.entry_id)
            case PostRefused(reason):
                again_at = self._clock() + FAILED_AGAIN_AFTER
                await self._ledger.record_failed(row, reason, again_at=again_at)
                log.warning("a post was refused", **post, reason=reason)
                if reason in CHANNEL_REASONS and not key.is_to_a_person:
                    await self._troubles.meet(ChannelTrouble(key.entry_id, key.channel_id, reason))
            case NotSent(reason, wait_seconds):
                # The claim itself is the wait: no process sends before it expires, even if this one
                # dies.
                again_at = self._clock() + timedelta(seconds=wait_seconds)
                await self._ledger.record_unsent(row, again_at=again_at)
                log.warning("a post waits", **post, reason=reason, until=again_at.isoformat())
            case PostUnanswered(reason):
                await self._ledger.record_unknown(row, reason)
                log.warning("a post may or may not have arrived", **post, reason=reason)
            case _:
                assert_never(result)
        return True

    async def _record_posted(self, row: LedgerRow, posted: Posted) -> None:
        # In this order: what the ledger calls posted is never looked for again.
        if row.slug:
            key = row.key
            await self._message_terms.remember(
                key.workspace_id, posted.channel_id, posted.ts, row.slug
            )
        await self._ledger.record_posted(row, posted.ts, posted.channel_id)


def metadata_of(row: LedgerRow) -> dict[str, Any]:
    """Return the hidden metadata that finds a post again in its channel."""
    payload = {"period": row.key.period, "entry": row.key.entry_id}
    return {
        "event_type": row.job,
        "event_payload": {"term": row.slug, **payload} if row.slug else payload,
    }
