"""Says when a term is due for review, and by how many days it is overdue.

A term that was never reviewed counts from the day the bot first saw it. Many are
first seen on one day, so that they fall due spread over a second cadence behind the first.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from bot.glossary.model import Term  # noqa: TC001 -- a NamedTuple's fields are read at run time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.glossary.model import GlossaryConfig


# By slug, the day the bot first saw a term.
NOT_SEEN: Mapping[str, date] = MappingProxyType({})


class Review(NamedTuple):
    """A term's next review: when it is due, and the days from one review to the next.

    ``ask_on`` is the day from which the bot may ask for it: the due day, but for a term that was
    never reviewed a day within its first cadence.
    """

    due_on: date
    term: Term
    every_days: int
    ask_on: date


def next_reviews(
    terms: Iterable[Term], config: GlossaryConfig, first_seen: Mapping[str, date] = NOT_SEEN
) -> Iterator[Review]:
    """Yield the next review of each term; terms on the same shelves share their cadence."""
    cadences: dict[object, int] = {}
    for term in terms:
        kind = (term.review_every_days, term.categories, term.status)
        if kind not in cadences:
            cadences[kind] = _cadence(term, config)
        yield _review(term, cadences[kind], first_seen)


def due_on(term: Term, config: GlossaryConfig, first_seen: Mapping[str, date] = NOT_SEEN) -> date:
    """Return the due day of the term's next or first review.

    The end of the calendar for a term that was never reviewed and that the bot hasn't seen yet.
    """
    return _review(term, _cadence(term, config), first_seen).due_on


def days_overdue(
    term: Term,
    config: GlossaryConfig,
    today: date,
    first_seen: Mapping[str, date] = NOT_SEEN,
) -> int:
    """Return by how many days a review is late; 0 on the day it is due and before."""
    return max(0, (today - due_on(term, config, first_seen)).days)


def _review(term: Term, cadence: int, first_seen: Mapping[str, date]) -> Review:
    reviewed_on = term.last_reviewed_on
    if reviewed_on:
        ask_on = due = _days_after(reviewed_on, cadence)
    elif seen_on := first_seen.get(term.slug):
        ask_on = _days_after(seen_on, crc32(term.slug.encode()) % cadence)
        due = _days_after(ask_on, cadence)
    else:
        ask_on = due = date.max
    if term.review_on:
        known = (day.on for day in term.review_on if reviewed_on is None or day.on > reviewed_on)
        first_known = min(known, default=date.max)
        ask_on, due = min(ask_on, first_known), min(due, first_known)
    return Review(due, term, cadence, ask_on)


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
    except OverflowError:  # the file has a date at the end of the calendar
        return date.max
