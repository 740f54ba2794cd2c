from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.glossary.due import days_overdue, due_on
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Category, ReviewDate, Status
from tests.builders import a_term

CONFIG = replace(
    DEFAULT_CONFIG,
    categories=(
        Category("Security", review_every_days=90),
        Category("Agents", review_every_days=30),
        Category("Foundations"),
    ),
)
REVIEWED_ON = date(2026, 1, 1)


def test_the_status_sets_the_cadence():
    """A draft is due after half a year unless anything else is said."""
    term = a_term(status=Status.DRAFT, last_reviewed_on=REVIEWED_ON)

    assert date(2026, 6, 30) == due_on(term, CONFIG)


def test_the_shortest_cadence_of_the_categories_comes_before_the_status():
    """A term on two shelves is due when the stricter one asks."""
    term = a_term(
        categories=("Security", "Agents", "Foundations", "Unknown"), last_reviewed_on=REVIEWED_ON
    )

    assert date(2026, 1, 31) == due_on(term, CONFIG)


def test_a_term_s_own_cadence_comes_first():
    """What the term says of itself beats category and status."""
    term = a_term(categories=("Agents",), review_every_days=10, last_reviewed_on=REVIEWED_ON)

    assert date(2026, 1, 11) == due_on(term, CONFIG)


def test_days_overdue_begin_after_the_day_it_is_due():
    """On the day it is due nothing is overdue; the next day it is one day."""
    term = a_term(review_every_days=10, last_reviewed_on=REVIEWED_ON)

    days = [days_overdue(term, CONFIG, date(2026, 1, day)) for day in (5, 11, 12, 21)]

    assert [0, 0, 1, 10] == days


def test_a_date_at_the_end_of_the_calendar_is_survived():
    """A slip of the pen in a date must not break the card."""
    term = a_term(last_reviewed_on=date.max)

    assert date.max == due_on(term, CONFIG)


def test_a_first_review_is_due_by_cadence_from_the_day_a_term_was_first_seen() -> None:
    """Terms that came on one day fall due spread over a second cadence, never at once."""
    seen = date(2026, 1, 1)
    terms = [a_term(f"term {n}", last_reviewed_on=None, review_every_days=30) for n in range(300)]
    first_seen = {term.slug: seen for term in terms}

    days = [(due_on(term, CONFIG, first_seen) - seen).days for term in terms]

    assert (30, 59) == (min(days), max(days))
    assert max(map(days.count, days)) < 30
    assert date.max == due_on(terms[0], CONFIG)


def test_a_known_day_comes_before_the_cadence_if_it_is_sooner() -> None:
    """A day that the last review has seen already counts no more."""
    reviewed = date(2026, 1, 10)
    days = (ReviewDate(date(2026, 1, 5)), ReviewDate(date(2026, 2, 1)))
    term = a_term(last_reviewed_on=reviewed, review_every_days=365, review_on=days)

    assert date(2026, 2, 1) == due_on(term, CONFIG)
    assert date(2026, 1, 5) == due_on(replace(term, last_reviewed_on=None), CONFIG)
