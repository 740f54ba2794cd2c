"""Chooses this week's reviews: the few most pressing of all terms that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from heapq import nsmallest
from typing import TYPE_CHECKING

from bot.reviews.pace import CARD_SIZE, weekly_pace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.glossary.due import Review
    from bot.glossary.model import Term
    from bot.glossary.stewards import Stewards
    from bot.reviews.decision import ReviewDecision

# A person's summary holds theirs of these, and what fell to them: what fits into a message.
SUMMARY_SIZE = 14
SNOOZE = timedelta(weeks=2)
# After this long without an answer, the term is asked again, and the fallback steward hears of it.
PATIENCE = timedelta(weeks=4)
# Of a card, what terms may take that nobody answered before, as long as others wait.
MOST_ASKED_AGAIN = CARD_SIZE // 2
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
    """A review, how late it is, and how often people asked for the term recently.

    ``days_overdue`` is below 0 for a review before its day.
    """

    review: Review
    days_overdue: int
    lookups: int
    steward_id: str | None

    @property
    def term(self) -> Term:
        """The term to review."""
        return self.review.term

    @property
    def due_on(self) -> date:
        """The day by which it is to be reviewed."""
        return self.review.due_on


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """This week's reviews, and those of them and of others that fall to the fallback steward."""

    asked: tuple[DueTerm, ...]
    escalated: tuple[DueTerm, ...]


def due_reviews(
    reviews: Iterable[Review], stewards: Stewards, today: date, lookups: Mapping[str, int]
) -> list[DueTerm]:
    """Return those of all terms' next reviews that are due today, the most pressing first."""
    due = [review for review in reviews if review.due_on <= today]
    return most_pressing(due, stewards, today, lookups, len(due))


def unconfirmed(due: Iterable[DueTerm], history: Iterable[ReviewRequest]) -> list[DueTerm]:
    """Return those without a confirmation; a confirmation may be on its way into the file."""
    confirmed = _being_confirmed(history)
    return [one for one in due if (one.term.slug, review_of(one.term)) not in confirmed]


def most_pressing(  # noqa: PLR0913 -- the reviews, what makes them pressing, and for whom
    reviews: Sequence[Review],
    stewards: Stewards,
    today: date,
    lookups: Mapping[str, int],
    most: int,
    *,
    reader: str = "",
) -> list[DueTerm]:
    """Return at most so many of the reviews: the reader's own, then what presses.

    What presses are the days since the bot could have asked for it; a lookup weighs as much as one.
    """
    own = stewards.names_of(reader)

    def place(review: Review) -> tuple[bool, int, date, str]:
        term = review.term
        pressing = lookups.get(term.slug, 0) - review.ask_on.toordinal()
        return term.steward not in own, -pressing, review.due_on, term.slug

    return [
        DueTerm(
            review=review,
            days_overdue=(today - review.due_on).days,
            lookups=lookups.get(review.term.slug, 0),
            steward_id=stewards.steward_of(review.term),
        )
        for review in nsmallest(most, reviews, key=place)
    ]


def plan_reviews(
    reviews: Iterable[DueTerm], history: Iterable[ReviewRequest], today: date
) -> ReviewPlan:
    """Choose this week's reviews among all terms' next reviews, the most pressing first.

    A term without an answer rests for four weeks and is then asked again; such terms take at most
    half of the card while others wait, so that a silent steward holds nobody up. Those that the
    fallback steward hasn't heard of yet are escalated.
    """
    history = list(history)
    asked_before, rest = _by_review(history), resting(history, today)
    escalated: list[DueTerm] = []
    again: list[DueTerm] = []
    waiting: list[DueTerm] = []
    for one in reviews:
        review = one.term.slug, review_of(one.term)
        requests = asked_before.get(review, ())
        if review in rest:
            continue
        if any(_is_open(request, today) for request in requests):
            continue  # an earlier card asks for it
        waiting.append(one)
        since = waiting_since(requests)
        if since is None or today - since < PATIENCE:
            continue
        again.append(one)
        if not any(_is_told(request, today) for request in requests):
            escalated.append(one)
    pace = weekly_pace([one.review for one in waiting], today, CARD_SIZE)
    fresh = len(waiting) - len(again)
    others = {one.term.slug for one in again[max(MOST_ASKED_AGAIN, pace - fresh) :]}
    asked = [one for one in waiting if one.term.slug not in others]
    return ReviewPlan(asked=tuple(asked[:pace]), escalated=tuple(escalated[:CARD_SIZE]))


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
    history = list(history)
    rest = resting(history, today) | _being_confirmed(history)
    return [one for one in due if (one.term.slug, review_of(one.term)) not in rest]


def resting(history: Iterable[ReviewRequest], today: date) -> set[tuple[str, date]]:
    """Return the snoozed reviews: slug, and day of the last review."""
    return {(one.slug, one.last_reviewed_on) for one in history if _rests(one, today)}


def _being_confirmed(history: Iterable[ReviewRequest]) -> set[tuple[str, date]]:
    return {(one.slug, one.last_reviewed_on) for one in history if one.is_being_confirmed}


def _is_open(request: ReviewRequest, today: date) -> bool:
    """Whether a card of the last weeks waits for an answer."""
    unanswered = request.outcome is None and not request.is_settled
    return unanswered and today - request.asked_on < PATIENCE


def _is_told(request: ReviewRequest, today: date) -> bool:
    """Whether the fallback steward heard of it in the last weeks."""
    return request.escalated_on is not None and today - request.escalated_on < PATIENCE


def _rests(request: ReviewRequest, today: date) -> bool:
    return request.snoozed_until_on is not None and request.snoozed_until_on > today


def _by_review(
    history: Iterable[ReviewRequest],
) -> dict[tuple[str, date], list[ReviewRequest]]:
    requests: dict[tuple[str, date], list[ReviewRequest]] = {}
    for request in history:
        requests.setdefault((request.slug, request.last_reviewed_on), []).append(request)
    return requests
