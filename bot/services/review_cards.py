"""Draws the cards that ask for reviews from the database, again after each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.reviews.review import review_card
from bot.cards.reviews.reviews_due import build_reviews_due
from bot.decisions.outbox import MessageRef, OutboxItem, Task
from bot.reviews.queue import LOOKUPS_COUNTED
from bot.slack.errors import SlackCallError
from bot.slack.turns import KeyedLocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.cards.kit.card import Card
    from bot.decisions.publication import Publisher
    from bot.glossary.glossary import Glossary
    from bot.reviews.decision import ReviewDecision
    from bot.schedule.slots import Slot
    from bot.services.review_decisions import ReviewAct
    from bot.slack.steward_directory import StewardDirectory
    from bot.slack.updating import Updater
    from bot.storage.lookup_stats import LookupStats
    from bot.storage.posts.post_history import PostHistory
    from bot.storage.review_requests import ReviewRequests

_SEPARATOR = "/"
_CHANNELS = ("C", "G")  # how the ids of channels begin


def card_name(slot: Slot, reader: str | None = None) -> str:
    """Return a card's key: its entry and week, and the steward whose summary it is, if any."""
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
        publisher: Publisher,
        clock: Callable[[], datetime],
    ) -> None:
        self._glossary = glossary
        self._stewards = stewards
        self._requests = requests
        self._lookup_stats = lookup_stats
        self._posted = posted
        self._publisher = publisher
        self._clock = clock
        self.turns = KeyedLocks()  # one drawing of a message at a time

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
            writable={term.slug: self._publisher.is_possible(term) for term in terms if term},
            reader=reader_of(card),
        )
        return review_card(reviews)

    async def redraw(self, updater: Updater, deciding: ReviewAct) -> None:
        """Draw the pressed card at once, so that the person need not wait for the outbox.

        Raises SlackCallError if Slack doesn't take it; the outbox draws it then.
        """
        place = MessageRef.parse(deciding.pressed)
        if place is None:
            return
        async with self.turns.at(place):
            card = await self.draw(deciding.workspace_id, deciding.card)
            trouble = await updater.update(place.channel_id, place.ts, card) if card else None
        if trouble:
            raise SlackCallError(trouble)

    async def redraws(self, decided: ReviewAct | ReviewDecision) -> list[OutboxItem]:
        """Return that every card of that week with this term is drawn, and the pressed one."""
        workspace_id = decided.workspace_id
        entry_id, _, rest = decided.card.partition(_SEPARATOR)
        period, _, _ = rest.partition(_SEPARATOR)
        places = {decided.pressed: decided.card} if decided.pressed else {}
        for row in await self._posted.posted(workspace_id, entry_id, period):
            reader = row.key.channel_id
            is_summary = not reader.startswith(_CHANNELS)
            name = _SEPARATOR.join((entry_id, period, *([reader] if is_summary else [])))
            asked = await self._requests.of_card(workspace_id, name)
            if row.posted_in and any(request.slug == decided.slug for request in asked):
                places[MessageRef(row.posted_in, row.ts).to_words()] = name
        return [
            OutboxItem(
                workspace_id=workspace_id, subject_id=name, task=Task.REDRAW_REVIEWS, words=place
            )
            for place, name in places.items()
        ]
