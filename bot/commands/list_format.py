"""How a list is written at a terminal; apart, so that the command line starts fast."""

from __future__ import annotations

from enum import StrEnum


class ListFormat(StrEnum):
    """The forms: one for people, two for programs."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
