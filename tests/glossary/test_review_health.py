from __future__ import annotations

from datetime import date

import pytest

from bot.glossary.review_health import ReviewHealth, health_on
from tests.builders import a_glossary, a_term

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)


@pytest.mark.parametrize(
    ("recorded", "first_seen", "expected"),
    [
        ([], None, (0, 0, 1)),  # the file says only that it was reviewed later
        ([JUNE], None, (1, 0, 0)),  # the trail knows an earlier review
        ([date(2025, 1, 1)], None, (0, 1, 0)),  # which was too long ago
        ([], AUGUST, (0, 0, 0)),  # it wasn't there yet
    ],
)
def test_an_earlier_day_is_told_as_far_as_it_is_on_record(
    recorded: list[date], first_seen: date | None, expected: tuple[int, int, int]
) -> None:
    """Nothing is made up of days that nobody recorded."""
    glossary = a_glossary(a_term("token", last_reviewed_on=AUGUST, review_every_days=90))
    glossary.note_first_seen({"token": first_seen} if first_seen else {})

    health = health_on([JULY], glossary, {"token": recorded})

    assert (ReviewHealth(JULY, *expected),) == health


def test_the_file_has_the_last_word_on_its_reviews() -> None:
    """A review that the trail has and the file lost again doesn't count."""
    glossary = a_glossary(a_term("token", last_reviewed_on=date(2026, 1, 1), review_every_days=30))

    (health,) = health_on([AUGUST], glossary, {"token": [JULY]})

    assert (0, 1, 0) == (health.in_time, health.due, health.unknown)
