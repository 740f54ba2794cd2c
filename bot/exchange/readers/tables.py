"""Tables whose columns mean something of their own, in CSV or a workbook."""

from __future__ import annotations

import csv
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.exchange.entry import Item, Options

_SUFFIXES = (".csv", ".tsv", ".txt")
_SEPARATORS = ",;\t|"


def header_in(path: Path, head: bytes) -> list[str]:
    """Return the columns that a text table begins with; none for what is no table."""
    if path.suffix.lower() not in _SUFFIXES:
        return []
    first = head.decode("utf-8-sig", "replace").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    return next(csv.reader([first], delimiter=separator), [])


def read_table(path: Path, options: Options) -> Iterator[Item]:
    """Yield what a table holds; by its columns, what reads tables knows whose it is."""
    name = "xlsx" if path.suffix.lower() in (".xlsx", ".xlsm") else "delimited"
    items: Iterator[Item] = import_module(f"bot.exchange.readers.{name}").read(path, options)
    return items
