"""Chooses the words of a term that a role reads, and says honestly whose words they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.glossary.model import Role, Term


class WordingSource(StrEnum):
    """For whom a wording was written."""

    OWN = "own"  # for this very role
    AUDIENCE = "audience"  # for the audience that the role belongs to
    GENERAL = "general"  # for everybody: it is the short definition


@dataclass(frozen=True, slots=True)
class Wording:
    """What a role reads. ``audience`` is the audience's id where the words are an audience's."""

    text: str
    source: WordingSource
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class Takeaway:
    """What a term asks of a role; not its own where it is what every term asks of that role."""

    text: str
    is_own: bool


def wording_for(term: Term, role: Role) -> Wording:
    """Return the role's own wording, else its audience's, else the short definition."""
    if own := term.audiences.get(role.id):
        return Wording(own, WordingSource.OWN)
    if audience := term.audiences.get(role.audience):
        return Wording(audience, WordingSource.AUDIENCE, role.audience)
    return Wording(term.short_def, WordingSource.GENERAL)


def takeaway_for(term: Term, role: Role) -> Takeaway | None:
    """Return the term's takeaway for the role, else the role's default, else None."""
    if own := term.takeaways.get(role.id):
        return Takeaway(own, is_own=True)
    return Takeaway(role.takeaway, is_own=False) if role.takeaway else None
