"""Says when a term is due for review, and by how many days it is overdue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.glossary.model import Term  # noqa: TC001 -- a NamedTuple's fields are read at run time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.glossary.model import GlossaryConfig


class Review(NamedTuple):
    """A term's next review, and the day by which it is due."""

    due_on: date
    term: Term


def next_reviews(terms: Iterable[Term], config: GlossaryConfig) -> Iterator[Review]:
    """Yield the next review of each term; terms on the same shelves share their cadence."""
    cadences: dict[object, int] = {}
    for term in terms:
        kind = (term.review_every_days, term.categories, term.status)
        if kind not in cadences:
            cadences[kind] = _cadence(term, config)
        yield Review(_days_after(term.last_reviewed_on, cadences[kind]), term)


def due_on(term: Term, config: GlossaryConfig) -> date:
    """Return the day by which the term is to be reviewed again."""
    return _days_after(term.last_reviewed_on, _cadence(term, config))


def days_overdue(term: Term, config: GlossaryConfig, today: date) -> int:
    """Return by how many days a review is late; 0 on the day it is due and before."""
    return max(0, (today - due_on(term, config)).days)


def _cadence(term: Term, config: GlossaryConfig) -> int:
    """Return the term's own cadence, else its categories' shortest, else its status's."""
    if term.review_every_days is not None:
        return term.review_every_days
    shelves = [category for name in term.categories if (category := config.category(name))]
    days = [shelf.review_every_days for shelf in shelves if shelf.review_every_days is not None]
    return min(days, default=config.review_every_days[term.status])


def _days_after(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:  # somebody wrote a date at the end of the calendar
        return date.max
