"""Chooses the words of a term that a role reads, and says honestly whose words they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.glossary.model import Example, Role, Term


class WordingSource(StrEnum):
    """For whom a wording was written."""

    OWN = "own"  # for this very role
    AUDIENCE = "audience"  # for the audience that the role belongs to
    GENERAL = "general"  # for everybody: it is the definition in brief


@dataclass(frozen=True, slots=True)
class Wording:
    """A role's text. ``audience`` is the audience's id where the words are an audience's."""

    text: str
    source: WordingSource
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class Takeaway:
    """What a term asks of a role; not its own where it is what every term asks of that role."""

    text: str
    is_own: bool


def wording_for(term: Term, role: Role) -> Wording:
    """Return the role's own wording, else its audience's, else the definition in brief."""
    if own := term.audiences.get(role.id):
        return Wording(own, WordingSource.OWN)
    if audience := term.audiences.get(role.audience):
        return Wording(audience, WordingSource.AUDIENCE, role.audience)
    return Wording(term.definition, WordingSource.GENERAL)


def takeaway_for(term: Term, role: Role) -> Takeaway | None:
    """Return the term's takeaway for the role, else the role's default, else None.

    The role's general advice doesn't fit a term without readers.
    """
    if own := term.takeaways.get(role.id):
        return Takeaway(own, is_own=True)
    is_general = role.takeaway and term.addresses_readers
    return Takeaway(role.takeaway, is_own=False) if is_general else None


def for_role(examples: Iterable[Example], role: Role) -> tuple[str, ...]:
    """Return the texts of examples: those for this role, then those for all, then the others'."""

    def place(example: Example) -> int:
        if not example.roles:
            return 1
        return 0 if role.id in example.roles else 2

    return tuple(example.text for example in sorted(examples, key=place))
