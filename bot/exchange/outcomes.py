"""The outcomes of a source's rows, and whose words stay if two differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """The outcome of one row."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    JOINED = "joined"
    REFUSED = "refused"


class Prefer(StrEnum):
    """Whose words stay where both the source and people here changed a field."""

    SOURCE = "source"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in which the source and the file differ, and people here changed the file.

    ``is_new`` says that the source changed it too since the last import.
    """

    field: str
    ours: Any
    theirs: Any
    is_new: bool
