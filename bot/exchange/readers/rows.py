"""The rows of a table in CSV, for forms whose columns are known."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from bot.exchange.entry import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.exchange.entry import Options

_SEPARATORS = ",;\t|"


def header_in(path: Path, head: bytes) -> list[str]:
    """Return the columns that a table begins with; none for what is no table."""
    if path.suffix.lower() not in (".csv", ".tsv", ".txt", ""):
        return []
    first = head.decode("utf-8-sig", "replace").partition("\n")[0]
    return next(csv.reader([first], delimiter=_separator_of(first)), [])


def rows_of(path: Path, _options: Options) -> tuple[list[str], Iterator[dict[str, str]]]:
    """Return the header, and the cells of each row by column.

    Raises Unreadable where the table is empty or not in UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("The table is not in UTF-8.") from error
    separator = _separator_of(text.partition("\n")[0])
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    return list(rows.fieldnames or ()), iter(rows)


def _separator_of(line: str) -> str:
    return max(_SEPARATORS, key=line.count)
