"""Drawing the cards that ask for reviews, from what is stored: as often as something changes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.cards.reviews.review import review_card
from bot.cards.reviews.reviews_due import build_reviews_due
from bot.clarifications.records import MessageRef, OutboxItem, Task
from bot.reviews.queue import LOOKUPS_COUNTED
from bot.slack.errors import Failure
from bot.slack.turns import KeyedLocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.cards.kit.card import Card
    from bot.clarifications.ports import Outbox
    from bot.glossary.files.term_writer import TermWriter
    from bot.glossary.glossary import Glossary
    from bot.schedule.slots import Slot
    from bot.services.review_decisions import ReviewAct
    from bot.slack.steward_directory import StewardDirectory
    from bot.slack.updating import Updater
    from bot.storage.lookup_stats import LookupStats
    from bot.storage.post_history import PostHistory
    from bot.storage.review_requests import ReviewRequests

log = structlog.get_logger(__name__)

REDRAWN_AFTER = timedelta(seconds=10)
_SEPARATOR = "/"
_CHANNELS = ("C", "G")  # how the ids of channels begin


def card_name(slot: Slot, reader: str | None = None) -> str:
    """Return what a card is known by: its entry and week, and whose summary it is, if anybody's."""
    return _SEPARATOR.join((slot.entry.id, slot.period, *([reader] if reader else [])))


def reader_of(card: str) -> str | None:
    """Return whose summary the card is; None for the stewards' channel's."""
    parts = card.split(_SEPARATOR)
    return parts[2] if len(parts) > 2 else None  # noqa: PLR2004 - entry, week, reader


class ReviewCards:
    """The cards as they are to look now."""

    def __init__(  # noqa: PLR0913 - what a card is drawn from
        self,
        *,
        glossary: Glossary,
        stewards: StewardDirectory,
        requests: ReviewRequests,
        lookup_stats: LookupStats,
        posted: PostHistory,
        term_writer: TermWriter,
        outbox: Outbox,
        clock: Callable[[], datetime],
    ) -> None:
        self._glossary = glossary
        self._stewards = stewards
        self._requests = requests
        self._lookup_stats = lookup_stats
        self._posted = posted
        self._term_writer = term_writer
        self._outbox = outbox
        self._clock = clock
        self._locks = KeyedLocks()

    async def draw(self, workspace_id: str, card: str) -> Card | None:
        """Return the card; None where it asks nothing that the bot knows of."""
        requests = await self._requests.of_card(workspace_id, card)
        if not requests:
            return None
        today = self._clock().date()
        terms = (self._glossary.get(request.slug) for request in requests)
        reviews = build_reviews_due(
            self._glossary,
            await self._stewards.current(),
            card=card,
            requests=requests,
            history=await self._requests.all(workspace_id),
            today=today,
            lookups=await self._lookup_stats.lookups(workspace_id, today - LOOKUPS_COUNTED),
            writable={term.slug: self._term_writer.is_possible(term) for term in terms if term},
            reader=reader_of(card),
        )
        return review_card(reviews)

    async def redraw(self, updater: Updater, deciding: ReviewAct, channel_id: str, ts: str) -> bool:
        """Draw the pressed card again, if it was on one, and all of that week's with this term.

        Return whether the pressed one shows what is so now.
        """
        workspace_id, slug = deciding.workspace_id, deciding.slug
        places = {(channel_id, ts): deciding.card} if channel_id else {}
        entry_id, _, rest = deciding.card.partition(_SEPARATOR)
        period, _, _ = rest.partition(_SEPARATOR)
        for row in await self._posted.posted(workspace_id, entry_id, period):
            reader = row.key.channel_id
            is_summary = not reader.startswith(_CHANNELS)
            name = _SEPARATOR.join((entry_id, period, *([reader] if is_summary else [])))
            asked = await self._requests.of_card(workspace_id, name)
            if row.posted_in and any(request.slug == slug for request in asked):
                places[row.posted_in, row.ts] = name
        drawn = await asyncio.gather(
            *(
                self._redraw_one(updater, workspace_id, name, *place)
                for place, name in places.items()
            )
        )
        return all(
            is_drawn
            for place, is_drawn in zip(places, drawn, strict=True)
            if place == (channel_id, ts)
        )

    async def _redraw_one(
        self, updater: Updater, workspace_id: str, card: str, channel_id: str, ts: str
    ) -> bool:
        """Draw one card; return whether Slack took it. If it may later, the worker draws then."""
        async with self._locks.at((channel_id, ts)):
            drawn = await self.draw(workspace_id, card)
            if drawn is None:
                return True
            trouble = await updater.update(channel_id, ts, drawn)
            if trouble is None:
                return True
            log.warning("a review card stays as it was", reason=trouble.reason)
            if trouble.failure is not Failure.REFUSED:
                await self._redraw_later(workspace_id, card, channel_id, ts)
            return False

    async def _redraw_later(self, workspace_id: str, card: str, channel_id: str, ts: str) -> None:
        redraw = OutboxItem(
            workspace_id=workspace_id,
            subject_id=card,
            task=Task.REDRAW_REVIEWS,
            words=MessageRef(channel_id, ts).to_words(),
        )
        await self._outbox.leave(redraw, self._clock() + REDRAWN_AFTER)
