"""What a reader makes of another glossary: entries, before they become terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning, as the source has it.

    ``place`` says where it stands there ("row 12", "line 40"), ``id`` is the source's own.
    ``definition`` is the whole text, in Markdown, still to be divided into a short and a long
    one; a source that has both puts them into ``fields``. ``fields`` are those of a term's file,
    in its form. ``relations`` leads by kind (broader, narrower, related, replaced_by) to the ids
    of other entries, or to labels. ``other_names`` are those in other languages.
    """

    place: str
    name: str
    definition: str = ""
    id: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    relations: Mapping[str, Sequence[str]] = field(default_factory=dict)
    other_names: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What can't become a term: where it stands, what it is called, and why."""

    place: str
    name: str
    reason: str
