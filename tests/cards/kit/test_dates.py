from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.cards.kit.dates import dated, reader_day, reader_moment


@pytest.mark.parametrize("hours", [-10, -5, 0, 8, 13])
def test_a_day_is_the_same_day_for_every_reader(hours: int) -> None:
    """A review's day has no hour: no reader should see the day before or after."""
    token = reader_day(date(2026, 11, 23))
    seconds = int(token.removeprefix("<!date^").partition("^")[0])
    there = datetime.fromtimestamp(seconds, timezone(timedelta(hours=hours)))

    assert date(2026, 11, 23) == there.date()
    assert token.endswith("^{date_short}|23 November 2026>")


def test_a_moment_is_told_by_the_readers_clock() -> None:
    """The text after the bar names the time zone."""
    at = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)

    assert "<!date^1795435500^{date} at {time}|23 November 2026 at 12:05 UTC>" == reader_moment(at)


@pytest.mark.parametrize("year", [1, 1969, 2100, 9999])
def test_a_day_that_slack_cannot_count_stays_in_words(year: int) -> None:
    """A typing error in a file fails no card."""
    assert "<" not in reader_day(date(year, 5, 5))


def test_only_that_day_is_replaced() -> None:
    """The words around it stay as they were escaped."""
    said = dated("R&amp;D, last reviewed 5 May 2026", date(2026, 5, 5))

    assert said.startswith("R&amp;D, last reviewed <!date^")
