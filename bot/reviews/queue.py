"""Chooses this week's reviews: the few most pressing of all terms that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from heapq import nsmallest
from typing import TYPE_CHECKING

from bot.glossary.due import NOT_SEEN, next_reviews

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.glossary.due import Review
    from bot.glossary.model import Term
    from bot.glossary.stewards import Stewards
    from bot.reviews.decision import ReviewDecision

# A glossary that was reviewed on a single day falls due on a single day: this many a week.
CARD_SIZE = 10
# A person's summary holds theirs of these, and what fell to them: what fits into a message.
SUMMARY_SIZE = 14
SNOOZE = timedelta(weeks=2)
# After this long without an answer, other terms get their turn, and the fallback steward decides.
PATIENCE = timedelta(weeks=4)
# How far back lookups count: what people ask for now.
LOOKUPS_COUNTED = timedelta(days=30)


# The last review that a request gives for a term without one.
NEVER = date.min


def review_of(term: Term) -> date:
    """Return the day of a term's last review, which identifies the review request."""
    return term.last_reviewed_on or NEVER


class ReviewOutcome(StrEnum):
    """A steward's answer."""

    CONFIRMED = "confirmed"
    SNOOZED = "snoozed"
    GIVEN = "given"  # to another steward; the review is still due
    SUGGESTED = "suggested"  # a change of the term; asked again like a snoozed term


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest:
    """One term on one card. It belongs to the review that was due then, by ``last_reviewed_on``.

    ``under_way`` is a decision that isn't in the file yet.
    """

    slug: str
    last_reviewed_on: date
    asked_on: date
    steward_id: str | None = None
    outcome: ReviewOutcome | None = None
    actor_id: str | None = None
    outcome_on: date | None = None
    given_to: str | None = None
    snoozed_until_on: date | None = None
    escalated_on: date | None = None
    under_way: ReviewDecision | None = None

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to decide on it."""
        return self.is_being_confirmed or self.outcome in {
            ReviewOutcome.CONFIRMED,
            ReviewOutcome.SNOOZED,
            ReviewOutcome.SUGGESTED,
        }

    @property
    def is_being_confirmed(self) -> bool:
        """Whether a steward confirmed it, and that's on its way into the file."""
        return self.under_way is not None and self.under_way.outcome is ReviewOutcome.CONFIRMED


@dataclass(frozen=True, slots=True)
class DueTerm:
    """A term that is due for review, how late it is, and how often people asked for it recently."""

    term: Term
    due_on: date
    days_overdue: int
    lookups: int
    steward_id: str | None

    @property
    def pressing(self) -> int:
        """How much it presses: one lookup weighs as much as one day."""
        return self.days_overdue + self.lookups


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """This week's reviews, those that wait for later weeks, and those for the fallback steward."""

    asked: tuple[DueTerm, ...]
    later: tuple[DueTerm, ...]
    snoozed: tuple[DueTerm, ...]
    escalated: tuple[DueTerm, ...]


def due_terms(
    terms: Iterable[Term],
    stewards: Stewards,
    today: date,
    lookups: Mapping[str, int],
    first_seen: Mapping[str, date] = NOT_SEEN,
) -> list[DueTerm]:
    """Return every term that is due for review today, the most pressing first."""
    reviews = next_reviews(terms, stewards.config, first_seen)
    due = [review for review in reviews if review.due_on <= today]
    return most_pressing(due, stewards, today, lookups, len(due))


def unconfirmed(due: Iterable[DueTerm], history: Iterable[ReviewRequest]) -> list[DueTerm]:
    """Return those without a confirmation; a confirmation may be on its way into the file."""
    confirmed = {(one.slug, one.last_reviewed_on) for one in history if one.is_being_confirmed}
    return [one for one in due if (one.term.slug, one.term.last_reviewed_on) not in confirmed]


def most_pressing(  # noqa: PLR0913 -- the due terms, what makes them pressing, and for whom
    due: Sequence[Review],
    stewards: Stewards,
    today: date,
    lookups: Mapping[str, int],
    most: int,
    *,
    reader: str = "",
) -> list[DueTerm]:
    """Return at most so many of the reviews that are due: the reader's own, then what presses."""
    own = stewards.names_of(reader)

    def place(review: Review) -> tuple[bool, int, date, str]:
        day, term = review
        pressing = lookups.get(term.slug, 0) - day.toordinal()
        return term.steward not in own, -pressing, day, term.slug

    return [
        DueTerm(term, day, (today - day).days, lookups.get(term.slug, 0), stewards.steward_of(term))
        for day, term in nsmallest(most, due, key=place)
    ]


def plan_reviews(
    due: Iterable[DueTerm], history: Iterable[ReviewRequest], today: date
) -> ReviewPlan:
    """Choose this week's reviews from all due terms and the earlier requests.

    Terms that waited four weeks without an answer step back behind the others; those that the
    fallback steward hasn't heard of yet are escalated.
    """
    asked_before = _by_review(history)
    snoozed, waiting, first = [], [], []
    escalated = []
    for one in due:
        requests = asked_before.get((one.term.slug, review_of(one.term)), ())
        if any(_rests(request, today) for request in requests):
            snoozed.append(one)
            continue
        since = waiting_since(requests)
        if since is None or today - since < PATIENCE:
            first.append(one)
            continue
        waiting.append(one)
        if not any(request.escalated_on for request in requests):
            escalated.append(one)
    queue = first + waiting
    return ReviewPlan(
        asked=tuple(queue[:CARD_SIZE]),
        later=tuple(queue[CARD_SIZE:]),
        snoozed=tuple(snoozed),
        escalated=tuple(escalated[:CARD_SIZE]),
    )


def waiting_since(requests: Iterable[ReviewRequest]) -> date | None:
    """Return the first day without an answer; None where it was not asked since."""
    since: date | None = None
    for request in sorted(requests, key=lambda request: request.asked_on):
        if request.is_settled:
            since = None
        elif request.outcome is ReviewOutcome.GIVEN:  # another steward, a new start
            since = request.outcome_on
        elif since is None:
            since = request.asked_on
    return since


def unsnoozed(due: Iterable[Review], history: Iterable[ReviewRequest], today: date) -> list[Review]:
    """Return the reviews without a snooze or a confirmation."""
    rest = {
        (one.slug, one.last_reviewed_on)
        for one in history
        if _rests(one, today) or one.is_being_confirmed
    }
    return [one for one in due if (one.term.slug, review_of(one.term)) not in rest]


def _rests(request: ReviewRequest, today: date) -> bool:
    return request.snoozed_until_on is not None and request.snoozed_until_on > today


def _by_review(
    history: Iterable[ReviewRequest],
) -> dict[tuple[str, date], list[ReviewRequest]]:
    requests: dict[tuple[str, date], list[ReviewRequest]] = {}
    for request in history:
        requests.setdefault((request.slug, request.last_reviewed_on), []).append(request)
    return requests
