"""The reviews that are due, once a week: a card for the stewards' channel, a summary for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.glossary.due import next_reviews
from bot.reviews.queue import (
    LOOKUPS_COUNTED,
    SUMMARY_SIZE,
    ReviewRequest,
    most_pressing,
    plan_reviews,
    review_of,
    unconfirmed,
)
from bot.services.posts.job import PostDraft
from bot.services.review_cards import card_name

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from datetime import date, datetime

    from bot.glossary.glossary import Glossary
    from bot.glossary.stewards import Stewards
    from bot.reviews.queue import DueTerm, ReviewPlan
    from bot.schedule.slots import Slot
    from bot.services.learning import Learning
    from bot.services.review_cards import ReviewCards
    from bot.slack.steward_directory import StewardDirectory
    from bot.storage.lookup_stats import LookupStats
    from bot.storage.review_requests import ReviewRequests

log = structlog.get_logger(__name__)

_PEOPLE = ("U", "W")  # how the ids of people begin


class ReviewReminders:
    """The reviews are chosen once a week and stored; the cards are drawn from that."""

    def __init__(  # noqa: PLR0913 -- what a week's choice depends on
        self,
        *,
        workspace_id: Callable[[], Awaitable[str]],
        glossary: Glossary,
        stewards: StewardDirectory,
        requests: ReviewRequests,
        cards: ReviewCards,
        lookup_stats: LookupStats,
        learning: Learning,
        clock: Callable[[], datetime],
    ) -> None:
        self._workspace_id = workspace_id
        self._glossary = glossary
        self._stewards = stewards
        self._requests = requests
        self._cards = cards
        self._lookup_stats = lookup_stats
        self._learning = learning
        self._clock = clock
        self._missed: Slot | None = None
        self._proposed: Slot | None = None

    async def channels(self, slot: Slot) -> Sequence[str]:
        """Return the stewards' channel and every steward who has something to answer this week.

        None at all where nobody is appointed or nothing is due. What was learned of the
        glossary's names is proposed at the same time, on cards of its own.
        """
        stewards = await self._stewards.with_departed()
        if not stewards.anyone_appointed:
            if (
                self._missed != slot
            ):  # tried again every minute, since a steward may be appointed soon
                log.info(
                    "there are no stewards, so no reminders are sent; parlance doctor says how"
                )
            self._missed = slot
            return ()
        workspace_id = await self._workspace_id()
        if self._proposed != slot:
            await self._learning.propose(workspace_id)
            self._proposed = slot
        asked = await self._requests.of_card(workspace_id, card_name(slot))
        if not asked:
            asked = await self._choose(workspace_id, slot, stewards)
        readers = [request.steward_id for request in asked]
        escalated = await self._requests.of_card(
            workspace_id, card_name(slot, stewards.fallback or "-")
        )
        if escalated:
            readers.append(stewards.fallback)
        # A steward may have left, or been forgotten, since the terms were chosen.
        people = [reader for reader in dict.fromkeys(readers) if reader in stewards.ids]
        return (slot.entry.channel, *people) if asked else ()

    async def draft(self, slot: Slot, channel_id: str, slug: str | None) -> PostDraft | None:  # noqa: ARG002 -- the card shows many terms
        """Return the week's card, or the summary of the person whose id this is."""
        reader = channel_id if channel_id.startswith(_PEOPLE) else None
        workspace_id, name = await self._workspace_id(), card_name(slot, reader)
        asked = await self._requests.of_card(workspace_id, name)
        if all(request.is_settled for request in asked):
            return None
        card = await self._cards.draw(workspace_id, name)
        return PostDraft(card) if card else None

    async def _choose(
        self, workspace_id: str, slot: Slot, stewards: Stewards
    ) -> list[ReviewRequest]:
        """Choose this week's reviews and their stewards; store it and return the channel's part."""
        today = self._clock().date()
        lookups = await self._lookup_stats.lookups(workspace_id, today - LOOKUPS_COUNTED)
        history = await self._requests.all(workspace_id)
        glossary = self._glossary
        terms, seen = glossary.terms.values(), glossary.first_seen
        reviews = list(next_reviews(terms, stewards.config, seen))
        by_pressure = most_pressing(reviews, stewards, today, lookups, len(reviews))
        plan = plan_reviews(unconfirmed(by_pressure, history), history, today)
        for reader, requests in _summaries(plan, stewards, today).items():
            await self._requests.ask(workspace_id, card_name(slot, reader), requests)
        # Last, as its being there says that all is chosen.
        return await self._requests.ask(
            workspace_id, card_name(slot), list(_requests(plan.asked, today))
        )


def _requests(asked: Iterable[DueTerm], today: date) -> Iterable[ReviewRequest]:
    for one in asked:
        yield ReviewRequest(
            slug=one.term.slug,
            last_reviewed_on=review_of(one.term),
            asked_on=today,
            steward_id=one.steward_id,
        )


def _summaries(plan: ReviewPlan, stewards: Stewards, today: date) -> dict[str, list[ReviewRequest]]:
    """Return by steward what their summary asks: theirs of the card, and what fell to them.

    Terms without a steward are on the stewards' card alone.
    """
    summaries: dict[str, list[ReviewRequest]] = {}
    fallback = stewards.fallback
    escalated = list(_requests(plan.escalated, today)) if fallback else []
    fallen = {request.slug for request in escalated}
    for request in _requests(plan.asked, today):
        reader = request.steward_id
        if reader and not (reader == fallback and request.slug in fallen):
            summaries.setdefault(reader, []).append(request)
    if fallback and escalated:
        told = [replace(request, escalated_on=today) for request in escalated]
        summaries[fallback] = (told + summaries.get(fallback, []))[:SUMMARY_SIZE]
    return summaries
