"""Reads tables in CSV and TSV, with any delimiter in any encoding."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from bot.exchange.columns import is_own_header, unguarded
from bot.exchange.entry import Item, Options, Unreadable
from bot.exchange.headers import FARTHEST_HEADER, header_place
from bot.exchange.limits import LARGEST_CELL, MEBIBYTE
from bot.exchange.readers.encoding import encoding_of
from bot.exchange.readers.plain_lines import is_list, rows_in
from bot.exchange.readers.records import Record, items_of
from bot.exchange.readers.table_header import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
_SAMPLE = 2**16  # characters
_SAMPLE_ROWS = 50
_EXCEL_SAYS = "sep="
_MOSTLY = 0.8  # of the rows of a table are equally long


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is called like a table and may be one: it begins with no bracket."""
    return path.suffix.lower() in _SUFFIXES and bool(head.strip())


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what was seen, then an entry for each row.

    Raises Unreadable for a file that is no text, has a cell of more than a mebibyte, or leaves
    open which column holds what.
    """
    encoding, name = encoding_of(path)
    csv.field_size_limit(LARGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(_SAMPLE)
        file.seek(0)
        if is_list(sample.splitlines()) and not _is_table(sample):
            notes = [f"{name}, a term a line."]
            yield from items_of(["term", "definition"], rows_in(file), options, notes)
            return
        delimiter = _delimiter_in(file, path)
        notes = [f"{name}, with a {_DELIMITERS[delimiter]} between the columns."]
        try:
            table = table_of(_rows(file, delimiter), options, notes)
            records = table.records
            if is_own_header(table.header):  # our tables guard cells against spreadsheets
                records = ((at, [unguarded(str(cell)) for cell in row]) for at, row in records)
            yield from items_of(table.header, records, table.options, notes)
        except UnicodeDecodeError as error:
            raise Unreadable(f"{path.name} is not {name} all through. Save it as UTF-8.") from error


def _rows(file: TextIO, delimiter: str) -> Iterator[Record]:
    """Yield the rows, numbered as a spreadsheet numbers them."""
    number = 0
    try:
        for number, row in enumerate(csv.reader(file, delimiter=delimiter), 1):
            yield f"row {number}", [cell.strip() for cell in row]
    except csv.Error as error:
        if "field larger" in str(error):
            raise Unreadable(
                f"Row {number + 1} has a cell of more than {LARGEST_CELL // MEBIBYTE} MiB. Shorten "
                "it, or look for a quotation mark that is never closed."
            ) from error
        raise Unreadable(f"Row {number + 1} can't be read: {error}.") from error


def _delimiter_in(file: TextIO, path: Path) -> str:
    """Return what stands between the cells, and leave the file before its first row."""
    sample = file.read(_SAMPLE)
    if not sample.strip():
        raise Unreadable(f"{path.name} is empty. Check that it is the right file.")
    file.seek(0)
    if sample.startswith(_EXCEL_SAYS) and sample[len(_EXCEL_SAYS)] in _DELIMITERS:
        file.readline()
        return sample[len(_EXCEL_SAYS)]
    return max(_DELIMITERS, key=lambda one: _likelihood(sample, one))


def _is_table(sample: str) -> bool:
    """Tell whether any delimiter makes most rows equally long, or a known header."""
    return any(_likelihood(sample, one)[:2] > (False, _MOSTLY) for one in _DELIMITERS)


def _likelihood(sample: str, delimiter: str) -> tuple[bool, float, int]:
    """Tell how well a delimiter makes a table: a known header, rows of one length, columns."""
    lines = sample.splitlines(keepends=True)
    if len(sample) == _SAMPLE:
        lines = lines[:-1] or lines  # the last one is cut
    try:
        rows = [row for row in islice(csv.reader(lines, delimiter=delimiter), _SAMPLE_ROWS) if row]
    except csv.Error:
        return False, 0, 0
    if not rows:
        return False, 0, 0
    place = header_place(rows[:FARTHEST_HEADER], {})
    has_header = place is not None and len(rows[place]) > 1
    width, count = Counter(map(len, rows)).most_common(1)[0]
    return (has_header, 0, 0) if width == 1 else (has_header, count / len(rows), width)
