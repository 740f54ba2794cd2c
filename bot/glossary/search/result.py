"""A lookup's possible results, as values: found, several, nearest, suggestions, nothing.

A lookup never raises for want of a match, and never shows a guess as an answer:
``Found`` and ``Several`` are sure, ``Nearest`` and ``Suggestions`` are not, ``Nothing`` says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.glossary.model import Term


class MatchedBy(StrEnum):
    """How a sure answer was reached, from the most literal to the least."""

    NAME = "name"
    ALIAS = "alias"
    SPELLING = "spelling"  # the same letters, joined or split another way
    INFLECTION = "inflection"  # plural, -ing, -ed, or the same words in another order
    TYPO = "typo"
    HIDDEN = "hidden"  # a spelling or a phrase that finds the term and is never shown
    AVOIDED = "avoided"  # what the term should not be called


@dataclass(frozen=True, slots=True)
class Found:
    """One term, surely. ``label`` is its name or alias that matched, or what to avoid.

    Of a hidden one that matched, the name stands in its place. ``because`` says why a label is
    to be avoided, if the glossary says so. ``also`` are other terms that list the same label as
    an alias: the answer names them in a line, since a preferred name wins over another's alias.
    """

    query: str
    term: Term
    by: MatchedBy
    label: str
    also: tuple[Term, ...] = ()
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """One label with two or more meanings, in the order to offer them.

    ``left_out`` counts those that cannot be shown, since their files have errors. With
    ``is_avoided``, the label is one to avoid for all of them. ``lookups`` says how often people
    looked each up, by slug, where that is known.
    """

    query: str
    label: str
    terms: tuple[Term, ...]
    left_out: int = 0
    is_avoided: bool = False
    lookups: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nearest:
    """One term that is far nearer than all others, though it isn't sure.

    ``others`` come near as well, best first, at most four.
    """

    query: str
    term: Term
    others: tuple[Term, ...] = ()

    def without(self, slug: str) -> Suggestions | Nothing:
        """Return what else is near if this term isn't the right one."""
        return Suggestions(self.query, (self.term, *self.others)).without(slug)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Near hits, best first, one to five; none is sure."""

    query: str
    terms: tuple[Term, ...]

    def without(self, slug: str) -> Suggestions | Nothing:
        """Return the others if this term isn't the right one."""
        others = tuple(term for term in self.terms if term.slug != slug)
        return Suggestions(self.query, others) if others else Nothing(self.query)


@dataclass(frozen=True, slots=True)
class Nothing:
    """No term comes near. ``query`` is the query without question wording and marks."""

    query: str


Result = Found | Several | Nearest | Suggestions | Nothing


class LookupOutcome(StrEnum):
    """The kind of a result, as it is counted."""

    FOUND = "found"
    SEVERAL = "several"
    SUGGESTIONS = "suggestions"
    NOTHING = "nothing"

    @property
    def is_miss(self) -> bool:
        """Whether the glossary had no sure answer."""
        return self in {LookupOutcome.SUGGESTIONS, LookupOutcome.NOTHING}
