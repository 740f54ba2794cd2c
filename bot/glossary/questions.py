"""What people asked, counted by day, week or month, and how much of it was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.glossary.search.result import LookupOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# More weeks than this are drawn by month.
MOST_WEEKS = 53


@dataclass(frozen=True, slots=True)
class Questions:
    """So many questions of a day had this outcome."""

    day: date
    outcome: LookupOutcome
    count: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Questions, by what they got.

    ``at_once`` got a term, ``asked_back`` the choice between several meanings.
    """

    at_once: int = 0
    asked_back: int = 0
    missed: int = 0

    @property
    def questions(self) -> int:
        """How many there were in all."""
        return self.at_once + self.asked_back + self.missed


@dataclass(frozen=True, slots=True)
class Period:
    """A week or a month, from its first day that counts to its last; ends are included."""

    first: date
    last: date
    answered: Answered = Answered()


def answered(counts: Iterable[Questions]) -> Answered:
    """Add the questions up."""
    at_once = asked_back = missed = 0
    for one in counts:
        if one.outcome.is_miss:
            missed += one.count
        elif one.outcome is LookupOutcome.SEVERAL:
            asked_back += one.count
        else:
            at_once += one.count
    return Answered(at_once, asked_back, missed)


def periods(since: date, today: date) -> list[Period]:
    """Return the weeks (from Monday), or for a long time the months, in which these days lie.

    The first and the last are cut off where the days begin and end.
    """
    by_month = (today - since).days > MOST_WEEKS * 7
    return list(_periods(since, today, by_month=by_month))


def _periods(since: date, today: date, *, by_month: bool) -> Iterator[Period]:
    first = since
    while first <= today:
        if by_month:
            following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        else:
            following = first + timedelta(days=7 - first.weekday())
        yield Period(first, min(following - timedelta(days=1), today))
        first = following


def trend(counts: Iterable[Questions], since: date, today: date) -> tuple[Period, ...]:
    """Return the questions by week or month; a week without any is there too."""
    counts = list(counts)
    return tuple(
        Period(
            one.first,
            one.last,
            answered(count for count in counts if one.first <= count.day <= one.last),
        )
        for one in periods(since, today)
    )
