"""The reviews that a card asks for, as a value: each with its outcome so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.glossary.due import next_reviews
from bot.reviews.pace import CARD_SIZE, overload
from bot.reviews.queue import (
    SUMMARY_SIZE,
    most_pressing,
    resting,
    review_of,
    unconfirmed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term
    from bot.glossary.stewards import Stewards
    from bot.reviews.queue import DueTerm, ReviewRequest


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One term of the card; ``due`` is None once it was reviewed."""

    request: ReviewRequest
    term: Term | None
    due: DueTerm | None
    is_writable: bool
    left: str | None  # its steward's name, where that person has left Slack

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide."""
        same_review = self.term and review_of(self.term) == self.request.last_reviewed_on
        return bool(same_review) and not self.request.is_settled

    @property
    def is_early(self) -> bool:
        """Whether the bot asks for it before it is due."""
        return self.due is not None and self.due.days_overdue < 0


@dataclass(frozen=True, slots=True)
class ReviewsDue:
    """One card's reviews, and how many more are due.

    ``reader`` is whose summary it is, or None for the stewards' channel; ``due`` counts the
    reader's due reviews that aren't ``snoozed``, ``later`` those for coming weeks, ``escalated``
    those for the fallback steward. ``overload`` is a sentence where the cadences ask for too much.
    """

    card: str
    items: tuple[ReviewItem, ...]
    stewards: Stewards
    reader: str | None
    due: int
    later: int
    snoozed: int
    escalated: int
    overload: str = ""

    @property
    def can_write(self) -> bool:
        """Whether any of the files may be changed from here."""
        return any(item.is_writable for item in self.items if item.term)


def build_reviews_due(  # noqa: PLR0913 - what there is to know, each by its name
    glossary: Glossary,
    stewards: Stewards,
    *,
    card: str,
    requests: Sequence[ReviewRequest],
    history: Iterable[ReviewRequest],
    today: date,
    lookups: Mapping[str, int],
    writable: Mapping[str, bool],
    reader: str | None = None,
) -> ReviewsDue:
    """Put together what a card is to show now; ``writable`` says by slug whose file may change."""
    history = list(history)
    rest = resting(history, today)
    shown = {request.slug for request in requests}
    reviews = list(next_reviews(glossary.terms.values(), stewards.config, glossary.first_seen))
    # The card may ask for some before they are due.
    told = [one for one in reviews if one.due_on <= today or one.term.slug in shown]
    open_ones = unconfirmed(most_pressing(told, stewards, today, lookups, len(told)), history)
    due = {one.term.slug: one for one in open_ones if one.days_overdue >= 0}
    asked_of = {(request.slug, request.last_reviewed_on) for request in requests}
    asked = {
        one.term.slug: one for one in open_ones if (one.term.slug, review_of(one.term)) in asked_of
    }
    mine = [one for one in due.values() if reader is None or _answers(one, reader, stewards)]
    awake = [one for one in mine if (one.term.slug, review_of(one.term)) not in rest]
    return ReviewsDue(
        card=card,
        items=tuple(
            ReviewItem(
                request=request,
                term=(term := glossary.get(request.slug)),
                due=asked.get(request.slug),
                is_writable=writable.get(request.slug, False),
                left=stewards.departed_steward_of(term) if term else None,
            )
            for request in requests[: SUMMARY_SIZE if reader else CARD_SIZE]
        ),
        stewards=stewards,
        reader=reader,
        due=len(awake),
        later=len([one for one in awake if one.term.slug not in shown]),
        snoozed=len(mine) - len(awake),
        escalated=len({one.slug for one in history if one.escalated_on and one.slug in due}),
        overload="" if reader else overload(reviews),
    )


def _answers(one: DueTerm, reader: str, stewards: Stewards) -> bool:
    """Whether the reader answers for the term: as its steward, or where it has none."""
    return (one.steward_id or stewards.fallback) == reader
