from __future__ import annotations

import itertools
from datetime import date, timedelta

from bot.glossary.questions import Answered, Questions, answered, periods, trend
from bot.glossary.search.result import LookupOutcome

TUESDAY = date(2026, 12, 1)


def test_questions_are_added_up_by_what_they_got() -> None:
    """A choice between meanings is neither an answer at once nor a miss."""
    counts = [
        Questions(TUESDAY, LookupOutcome.FOUND, 5),
        Questions(TUESDAY, LookupOutcome.SEVERAL, 2),
        Questions(TUESDAY, LookupOutcome.SUGGESTIONS, 1),
        Questions(TUESDAY, LookupOutcome.NOTHING, 3),
    ]

    assert Answered(at_once=5, asked_back=2, missed=4) == answered(counts)
    assert 11 == answered(counts).questions


def test_weeks_begin_on_monday_and_an_empty_one_is_there() -> None:
    """The first and the last are cut off where the days begin and end."""
    counts = [Questions(TUESDAY - timedelta(days=14), LookupOutcome.FOUND, 1)]
    weeks = trend(counts, date(2026, 11, 14), TUESDAY)

    assert [date(2026, 11, 14), date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 30)] == [
        week.first for week in weeks
    ]
    assert TUESDAY == weeks[-1].last
    assert [0, 1, 0, 0] == [week.answered.questions for week in weeks]


def test_years_are_counted_by_month_without_a_gap() -> None:
    """Every day lies in exactly one of them."""
    months = periods(date(2023, 1, 15), TUESDAY)

    assert 48 == len(months)
    assert all(
        one.last + timedelta(days=1) == following.first
        for one, following in itertools.pairwise(months)
    )
