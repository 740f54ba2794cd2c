"""Reads spreadsheets: the sheet that holds terms, or the one that was named."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import Item, Options, Refusal, Unreadable
from bot.exchange.headers import is_header
from bot.exchange.limits import LARGEST_CELL, LARGEST_UNPACKED, MEBIBYTE, MOST_ENTRIES
from bot.exchange.readers.records import Record, items_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
_CHUNK = MEBIBYTE
_FARTHEST_HEADER = 20  # rows: titles and blank lines may stand before it
# A cell with a formula and without the value that it had when the file was saved.
_BARE_FORMULA = re.compile(
    rb'<c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is a spreadsheet by its name."""
    return path.suffix.lower() in _SUFFIXES and bool(head)


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what was seen, then an entry for each row of one sheet.

    Raises Unreadable for a file that is no spreadsheet or unpacks to more than the limit, and
    for a sheet that isn't there or has no known column of terms.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- in the extra

    bare = _bare_formulas(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheet = _chosen(book, options)
        if sheet.height > MOST_ENTRIES:
            raise Unreadable(
                f"The sheet “{sheet.name}” has {sheet.height:,} rows. At most {MOST_ENTRIES:,} "
                "can come in; divide it."
            )
        rows, start = list(sheet.iter_rows()), sheet.start or (0, 0)
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable(f"{path.name} can't be read as a spreadsheet: {error}.") from error
    place = _header_in(rows)
    header = [_text(cell) for cell in rows[place]] if rows else []
    if not any(header):
        raise Unreadable(f"The sheet “{sheet.name}” is empty.")
    notes = [_sheet_note(book, sheet.name)] if len(book.sheet_names) > 1 else []
    records = _records(rows[place + 1 :], start[0] + place + 2)
    faulty = bare.get(book.sheet_names.index(sheet.name), {})
    for item in items_of(header, records, options, notes):
        number = int(getattr(item, "at", "row 0").removeprefix("row "))
        if number in faulty:
            name = getattr(item, "name", "")
            yield Refusal(
                f"row {number}",
                name,
                f"the file does not hold the value of the formula in {faulty[number]}; open it "
                "in a spreadsheet program and save it once",
            )
        else:
            yield item


def _sheet_note(book: CalamineWorkbook, name: str) -> str:
    others = ", ".join(one for one in book.sheet_names if one != name)
    return f"The sheet “{name}” is read; --sheet chooses another of {others}."


def _chosen(book: CalamineWorkbook, options: Options) -> CalamineSheet:
    """Return the sheet that was named, else the first with a known header, else the first."""
    if options.sheet:
        if options.sheet not in book.sheet_names:
            there = ", ".join(book.sheet_names)
            raise Unreadable(f"There is no sheet “{options.sheet}”. There are: {there}.")
        return book.get_sheet_by_name(options.sheet)
    if not book.sheet_names:
        raise Unreadable("The spreadsheet has no sheet.")
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(nrows=_FARTHEST_HEADER)
        if any(is_header([_text(cell) for cell in row]) for row in rows):
            return sheet
    return book.get_sheet_by_index(0)


def _header_in(rows: Sequence[Sequence[Any]]) -> int:
    """Return where the header stands: the first known one, else the first row with cells."""
    first = rows[:_FARTHEST_HEADER]
    known = (place for place, row in enumerate(first) if is_header([_text(cell) for cell in row]))
    filled = (place for place, row in enumerate(first) if any(_text(cell) for cell in row))
    return next(known, next(filled, 0))


def _records(rows: Sequence[Sequence[Any]], number: int) -> Iterator[Record]:
    for at, row in enumerate(rows, number):
        cells = [_text(cell) for cell in row]
        if any(len(cell) > LARGEST_CELL for cell in cells):
            raise Unreadable(f"Row {at} has a cell of more than a million characters. Shorten it.")
        yield f"row {at}", cells


def _text(cell: object) -> str:
    """Return a cell as people see it."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell).replace("_x000D_", "").replace("\r\n", "\n").strip()


def _bare_formulas(path: Path) -> dict[int, dict[int, str]]:
    """Unpack the file, counting, and return by sheet and row the formulas without a value.

    Raises Unreadable where it comes to more than the limit. The sizes that an archive states
    are not trusted: its members are counted while they unpack.
    """
    if not zipfile.is_zipfile(path):
        return {}  # the old form of Excel, which isn't packed
    found: dict[int, dict[int, str]] = {}
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "word/document.xml" in names:
                raise Unreadable(
                    f"{path.name} is a Word document. Copy its table to a spreadsheet."
                )
            sheets = sorted(
                (one for one in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", one)),
                key=lambda one: int(re.sub(r"\D", "", one)),
            )
            for member in archive.infolist():
                parts = []
                with archive.open(member) as file:
                    while chunk := file.read(_CHUNK):
                        unpacked += len(chunk)
                        if unpacked > LARGEST_UNPACKED:
                            raise Unreadable(_bomb(path))
                        if member.filename in sheets:
                            parts.append(chunk)
                if parts:
                    cells = _BARE_FORMULA.findall(b"".join(parts))
                    found[sheets.index(member.filename)] = {
                        int(row): (column + row).decode() for column, row in reversed(cells)
                    }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(
            f"{path.name} is a damaged spreadsheet, or one with a password."
        ) from error
    return found


def _bomb(path: Path) -> str:
    return (
        f"{path.name} unpacks to more than {LARGEST_UNPACKED // MEBIBYTE} MiB. No glossary does: "
        "save the sheet with the terms as CSV, or divide it."
    )
