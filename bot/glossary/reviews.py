"""Says when a term is due for review, and by how many days it is overdue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig, Term


def due_on(term: Term, config: GlossaryConfig) -> date:
    """Return the day by which the term is to be reviewed again."""
    try:
        return term.last_reviewed_on + timedelta(days=_cadence(term, config))
    except OverflowError:  # somebody wrote a date at the end of the calendar
        return date.max


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
