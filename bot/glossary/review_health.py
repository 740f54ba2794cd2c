"""How the reviews stood on earlier days, as far as there are records of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.glossary.due import due_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term


@dataclass(frozen=True, slots=True)
class ReviewHealth:
    """On a day, how many of today's terms were in time, due, or of unknown review.

    Unknown is a term whose file names a later review than that day while nothing records an
    earlier one, and a term that nobody has reviewed and the bot has not seen yet.
    """

    day: date
    in_time: int
    due: int
    unknown: int


def health_on(
    days: Iterable[date], glossary: Glossary, reviewed_on: Mapping[str, Sequence[date]]
) -> tuple[ReviewHealth, ...]:
    """Return how the reviews stood on each day, by the dates in the files and the audit trail.

    ``reviewed_on`` are the reviews that the trail records, by slug, the oldest first. A term
    that the bot first saw later, and that nobody had reviewed by then, isn't counted.
    """
    return tuple(_health_on(day, glossary, reviewed_on) for day in days)


def _health_on(
    day: date, glossary: Glossary, reviewed_on: Mapping[str, Sequence[date]]
) -> ReviewHealth:
    in_time = due = unknown = 0
    for term in glossary.terms.values():
        reviewed = _last_review(term, day, reviewed_on)
        seen = glossary.first_seen.get(term.slug)
        if reviewed is None and seen and seen > day:
            continue
        if reviewed is None and (seen is None or term.last_reviewed_on):
            unknown += 1
        elif _was_due(term, reviewed, day, glossary):
            due += 1
        else:
            in_time += 1
    return ReviewHealth(day, in_time, due, unknown)


def _last_review(term: Term, day: date, reviewed_on: Mapping[str, Sequence[date]]) -> date | None:
    """Return the last review up to that day; the file has the last word on which there were."""
    newest = term.last_reviewed_on
    if newest is None:
        return None
    known = (*reviewed_on.get(term.slug, ()), newest)
    return max((one for one in known if one <= min(day, newest)), default=None)


def _was_due(term: Term, reviewed: date | None, day: date, glossary: Glossary) -> bool:
    as_it_was = replace(term, last_reviewed_on=reviewed)
    return due_on(as_it_was, glossary.config, glossary.first_seen) <= day
