"""Tells whether a term says something else than before, and counts what changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.glossary.model import Term


@dataclass(frozen=True, slots=True)
class Changes:
    """How many terms were added, reworded and approved in some time."""

    new: int = 0
    revised: int = 0
    approved: int = 0


def words_of(term: Term) -> str:
    """Return a short text that differs as soon as a reader would read something else.

    A review that changes no word, another steward or another file is nothing to a reader.
    """
    read = (
        term.labels,
        term.short_def,
        term.long_def,
        sorted(term.audiences.items()),
        sorted(term.takeaways.items()),
        tuple(example.text for example in term.do),
        tuple(example.text for example in term.dont),
        term.risk_notes,
        term.replaced_by,
    )
    return hashlib.sha256(repr(read).encode(errors="replace")).hexdigest()[:32]
