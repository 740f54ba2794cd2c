from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.due import next_reviews
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Status
from bot.glossary.stewards import Stewards
from bot.reviews.pace import CARD_SIZE
from bot.reviews.queue import (
    PATIENCE,
    DueTerm,
    ReviewOutcome,
    ReviewRequest,
    due_reviews,
    most_pressing,
    plan_reviews,
    unsnoozed,
    waiting_since,
)
from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.glossary.model import Term

TODAY = date(2026, 11, 23)
REVIEWED = date(2025, 11, 1)
ALEX = "U0ALEX0000"
STEWARDS = Stewards(replace(DEFAULT_CONFIG, stewards={"Alex": ALEX}))


def a_request(slug: str = "token", **fields: object) -> ReviewRequest:
    values = {"slug": slug, "last_reviewed_on": REVIEWED, "asked_on": TODAY} | fields
    return ReviewRequest(**values)  # type: ignore[arg-type]


def due_of(terms: Iterable[Term], lookups: Mapping[str, int] | None = None) -> list[DueTerm]:
    reviews = next_reviews(terms, STEWARDS.config)
    return due_reviews(reviews, STEWARDS, TODAY, lookups or {})


def due(*names: str, **fields: object) -> list:  # type: ignore[type-arg]
    terms = [a_term(name, last_reviewed_on=REVIEWED, **fields) for name in names]
    return due_of(terms)


def slugs(plan_part: object) -> list[str]:
    return [one.term.slug for one in plan_part]  # type: ignore[attr-defined]


def test_a_term_is_due_from_the_day_on_which_its_cadence_ends() -> None:
    """Not a day before; on the day itself nothing is overdue yet."""
    year = timedelta(days=DEFAULT_CONFIG.review_every_days[Status.APPROVED])
    today, yesterday, tomorrow = (
        a_term(name, last_reviewed_on=TODAY - year + timedelta(days=shift))
        for name, shift in (("today", 0), ("yesterday", -1), ("tomorrow", 1))
    )

    found = due_of([today, yesterday, tomorrow])

    assert [("yesterday", 1), ("today", 0)] == [(one.term.slug, one.days_overdue) for one in found]


@pytest.mark.parametrize(("lookups", "first"), [(4, ["asked", "older"]), (2, ["older", "asked"])])
def test_what_people_ask_for_presses_more(lookups: int, first: list[str]) -> None:
    """One lookup weighs as much as one day."""
    older = a_term("older", last_reviewed_on=REVIEWED - timedelta(days=3))
    asked = a_term("asked", last_reviewed_on=REVIEWED)

    assert first == slugs(due_of([older, asked], {"asked": lookups}))


def test_the_readers_own_come_before_what_presses_more() -> None:
    """By whichever name the term's file calls its steward; no more are returned than wanted."""
    terms = (
        a_term("oldest", last_reviewed_on=REVIEWED - timedelta(days=9)),
        a_term("another's", last_reviewed_on=REVIEWED - timedelta(days=5), steward="U0SOMEBODY"),
        a_term("by name", last_reviewed_on=REVIEWED - timedelta(days=1), steward="Alex"),
        a_term("by id", last_reviewed_on=REVIEWED, steward=ALEX),
    )
    reviews = list(next_reviews(terms, DEFAULT_CONFIG))

    found = most_pressing(reviews, STEWARDS, TODAY, {}, 3, reader=ALEX)

    assert ["by-name", "by-id", "oldest"] == slugs(found)


def test_who_answers_for_a_term_is_found() -> None:
    """The file's name becomes the person's id."""
    (one,) = due("token", steward="Alex")

    assert one.steward_id == ALEX


@given(st.integers(0, 40))
def test_a_card_asks_for_what_it_holds_and_none_is_lost(count: int) -> None:
    """What is not asked for this week comes with the cards of the next ones."""
    names = [f"term {number:02}" for number in range(count)]
    history: list[ReviewRequest] = []
    for week in range(4):
        asked = plan_reviews(due(*names), history, TODAY + timedelta(weeks=week)).asked
        assert len(asked) == min(count - len(history), CARD_SIZE)
        history += [
            a_request(slug, asked_on=TODAY + timedelta(weeks=week)) for slug in slugs(asked)
        ]
    assert sorted(request.slug for request in history) == [name.replace(" ", "-") for name in names]


def test_a_snoozed_term_rests_until_its_day() -> None:
    """On that day it is asked about again."""
    until = TODAY + timedelta(days=3)
    snoozed = a_request(outcome=ReviewOutcome.SNOOZED, outcome_on=TODAY, snoozed_until_on=until)

    assert [] == slugs(plan_reviews(due("token"), [snoozed], TODAY).asked)
    assert ["token"] == slugs(plan_reviews(due("token"), [snoozed], until).asked)
    reviews = list(next_reviews([a_term("token", last_reviewed_on=REVIEWED)], DEFAULT_CONFIG))
    assert [] == unsnoozed(reviews, [snoozed], TODAY)
    assert reviews == unsnoozed(reviews, [snoozed], until)


@pytest.mark.parametrize(("days", "escalated"), [(27, []), (28, ["token"])])
def test_four_weeks_without_an_answer_are_escalated(days: int, escalated: list[str]) -> None:
    """Counted from the day on which it was asked for."""
    first = a_request(asked_on=TODAY - timedelta(days=days))

    assert escalated == slugs(plan_reviews(due("token"), [first], TODAY).escalated)


@pytest.mark.parametrize(("weeks", "escalated"), [(3, []), (4, ["token"])])
def test_the_fallback_steward_hears_of_it_every_four_weeks(
    weeks: int, escalated: list[str]
) -> None:
    """As long as nobody answers."""
    told_on = TODAY - timedelta(weeks=weeks)
    told = a_request(asked_on=TODAY - 2 * PATIENCE, escalated_on=told_on)

    assert escalated == slugs(plan_reviews(due("token"), [told], TODAY).escalated)


def test_a_gift_is_asked_for_in_the_next_week() -> None:
    """The new steward need not wait until the old one's four weeks are over."""
    given_away = a_request(
        asked_on=TODAY - timedelta(weeks=1), outcome=ReviewOutcome.GIVEN, outcome_on=TODAY
    )

    assert ["token"] == slugs(plan_reviews(due("token"), [given_away], TODAY).asked)


def test_a_request_of_an_earlier_review_counts_no_more() -> None:
    """Who has reviewed the term since, in whatever way, has answered."""
    earlier = a_request(
        last_reviewed_on=REVIEWED - timedelta(days=365), asked_on=TODAY - 10 * PATIENCE
    )
    plan = plan_reviews(due("token"), [earlier], TODAY)

    assert () == plan.escalated
    assert ["token"] == slugs(plan.asked)


@pytest.mark.parametrize(
    ("outcome", "since"),
    [
        (None, TODAY - PATIENCE),
        (ReviewOutcome.SNOOZED, None),
        (ReviewOutcome.GIVEN, TODAY - timedelta(days=2)),
    ],
)
def test_an_answer_ends_the_wait_and_a_new_steward_starts_it_anew(
    outcome: ReviewOutcome | None, since: date | None
) -> None:
    """Nobody is escalated for what they were given the day before."""
    request = a_request(
        asked_on=TODAY - PATIENCE, outcome=outcome, outcome_on=TODAY - timedelta(days=2)
    )

    assert since == waiting_since([request])
