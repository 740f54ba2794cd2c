"""How many reviews are asked for each week; and two years of the shipped glossary's reviews."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.glossary.due import Review, next_reviews
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.stewards import Stewards
from bot.reviews.pace import CARD_SIZE, overload, weekly_pace
from bot.reviews.queue import ReviewRequest, most_pressing, plan_reviews, review_of
from tests.builders import a_term
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.glossary.model import Term

TODAY = date(2026, 12, 1)
WEEKS = 104


def reviews_of(count: int, *, every_days: int, reviewed_on: date = TODAY) -> list[Review]:
    """Return the next reviews of so many terms, all reviewed on one day."""
    terms = [
        a_term(f"term {number}", last_reviewed_on=reviewed_on, review_every_days=every_days)
        for number in range(count)
    ]
    return list(next_reviews(terms, DEFAULT_CONFIG))


def test_few_terms_are_asked_for_on_their_day() -> None:
    """A card holds all that were reviewed on one day."""
    reviews = reviews_of(CARD_SIZE, every_days=180)

    assert 0 == weekly_pace(reviews, TODAY, CARD_SIZE)
    assert CARD_SIZE == weekly_pace(reviews, TODAY + timedelta(days=180), CARD_SIZE)


def test_many_terms_of_one_day_are_spread_from_the_first_week_on() -> None:
    """As many a week as their cadence takes, so that all are done when it ends."""
    reviews = reviews_of(104, every_days=364)

    assert 2 == weekly_pace(reviews, TODAY, CARD_SIZE)


def test_a_card_never_asks_for_more_than_it_holds() -> None:
    """However much has piled up."""
    reviews = reviews_of(500, every_days=30, reviewed_on=TODAY - timedelta(days=90))

    assert CARD_SIZE == weekly_pace(reviews, TODAY, CARD_SIZE)


def test_cadences_that_ask_for_too_much_are_named_with_what_would_fit() -> None:
    """In figures, and nothing where a card a week is enough."""
    terms = [a_term(f"term {number}", review_every_days=28) for number in range(200)]

    said = overload(list(next_reviews(terms, DEFAULT_CONFIG)))

    assert "ask for 50 reviews a week, and the weekly card holds 10" in said
    assert "every 150 days would fit" in said
    slower = [replace(term, review_every_days=150) for term in terms]
    assert "" == overload(list(next_reviews(slower, DEFAULT_CONFIG)))


@dataclass(frozen=True)
class Years:
    """What two years of cards did to a glossary."""

    most_due: int
    worst: int  # days overdue
    terms: list[Term]


def two_years(diligence: float, seed: int = 1) -> Years:
    """Send a card a week; each term on it is answered with this probability."""
    loaded = Loader(ROOT / "data").load()
    terms = dict(loaded.terms)
    stewards = Stewards(loaded.config)
    first_seen = dict.fromkeys(terms, TODAY)
    luck = random.Random(seed)  # noqa: S311 -- a simulation
    history: list[ReviewRequest] = []
    most_due = worst = 0
    for week in range(WEEKS):
        today = TODAY + timedelta(weeks=week)
        reviews = list(next_reviews(terms.values(), loaded.config, first_seen))
        late = [(today - review.due_on).days for review in reviews]
        most_due, worst = max(most_due, sum(days >= 0 for days in late)), max(worst, *late)
        queue = most_pressing(reviews, stewards, today, {}, len(reviews))
        plan = plan_reviews(queue, history, today)
        for asked, escalated_on in ((plan.asked, None), (plan.escalated, today)):
            for term in (one.term for one in asked):
                history.append(
                    ReviewRequest(
                        slug=term.slug,
                        last_reviewed_on=review_of(term),
                        asked_on=today,
                        escalated_on=escalated_on,
                    )
                )
                if luck.random() < diligence:
                    terms[term.slug] = replace(term, last_reviewed_on=today)
    return Years(most_due, worst, list(terms.values()))


def never_reviewed(terms: Iterable[Term]) -> list[str]:
    return [term.slug for term in terms if term.last_reviewed_on is None]


def test_stewards_who_answer_each_card_never_have_more_than_one_due() -> None:
    """Although most of the shipped glossary was reviewed on one day."""
    years = two_years(1.0)

    assert years.most_due <= CARD_SIZE
    assert [] == never_reviewed(years.terms)


@pytest.mark.parametrize("seed", range(5))
def test_stewards_who_answer_half_fall_only_so_far_behind(seed: int) -> None:
    """No term waits for over 260 days, and none for ever."""
    years = two_years(0.5, seed)

    assert years.worst <= 260
    assert [] == never_reviewed(years.terms)


@pytest.mark.parametrize("weeks", [1, 4])
def test_a_term_without_an_answer_rests_for_four_weeks(weeks: int) -> None:
    """It stays open on its card, and other terms get their turn."""
    terms = [a_term("token", last_reviewed_on=TODAY - timedelta(days=800))]
    stewards = Stewards(DEFAULT_CONFIG)
    asked = ReviewRequest(
        slug="token",
        last_reviewed_on=review_of(terms[0]),
        asked_on=TODAY - timedelta(weeks=weeks),
    )
    queue = most_pressing(list(next_reviews(terms, DEFAULT_CONFIG)), stewards, TODAY, {}, 1)

    plan = plan_reviews(queue, [asked], TODAY)

    assert ([] if weeks < 4 else ["token"]) == [one.term.slug for one in plan.asked]


def test_terms_without_an_answer_take_half_a_card_while_others_wait() -> None:
    """A silent steward's terms hold nobody else's up."""
    silent = [
        a_term(f"silent {number:02}", last_reviewed_on=TODAY - timedelta(days=900))
        for number in range(40)
    ]
    others = [
        a_term(f"other {number:02}", last_reviewed_on=TODAY - timedelta(days=500))
        for number in range(40)
    ]
    history = [
        ReviewRequest(
            slug=term.slug,
            last_reviewed_on=review_of(term),
            asked_on=TODAY - timedelta(weeks=5),
        )
        for term in silent
    ]
    reviews = list(next_reviews([*silent, *others], DEFAULT_CONFIG))
    queue = most_pressing(reviews, Stewards(DEFAULT_CONFIG), TODAY, {}, len(reviews))

    asked = [one.term.slug for one in plan_reviews(queue, history, TODAY).asked]

    assert CARD_SIZE == len(asked)
    assert CARD_SIZE // 2 == sum(slug.startswith("silent") for slug in asked)
