"""The common parts of data catalogues' tables: statuses, lists and links in one cell."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.exchange.readers.records import Record

_STATUSES = {
    "draft": "draft",
    "in review": "draft",
    "approved": "approved",
    "deprecated": "deprecated",
    "expired": "deprecated",
    "rejected": "deprecated",
}
ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;)]")


def keyed(header: Sequence[str], records: Iterable[Record]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row with its place, its cells by columns that can be compared."""
    keys = [key_of(name) for name in header]
    for at, cells in records:
        texts = (one if isinstance(one, str) else "\n".join(one) for one in cells)
        row = {key: text.strip() for key, text in zip(keys, texts, strict=False) if key}
        if any(row.values()):
            yield at, row


def key_of(name: str) -> str:
    """Return a column's name in small letters, without the * that marks needed ones."""
    return " ".join(name.lower().replace("*", " ").replace("_", " ").split())


def status_of(text: str) -> str:
    """Return our status for a catalog's; empty for an unknown one."""
    return _STATUSES.get(text.lower(), "")


def several(cell: str, separators: str = ";") -> list[str]:
    """Return the values that share a cell, each once.

    Of several separators the first that occurs counts. A value in quotation marks may hold it.
    """
    separator = next((one for one in separators if one in cell), separators[0])
    rows = csv.reader(cell.split("\n"), delimiter=separator, skipinitialspace=True)
    return list(dict.fromkeys(filter(None, (one.strip() for row in rows for one in row))))


def references_in(cell: str) -> list[dict[str, str]]:
    """Return the citations of a cell in which names and addresses stand in turn."""
    found: list[dict[str, str]] = []
    for part in several(cell):
        if not ADDRESS.match(part):
            found.append({"source": part})
        elif found and "url" not in found[-1]:
            found[-1]["url"] = part
        else:
            found.append({"source": part, "url": part})
    return found
