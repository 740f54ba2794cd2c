"""Reads spreadsheets: the sheet that holds terms, or the one that was named."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Mapping  # noqa: TC003 -- a dataclass has it
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import Item, Options, Refusal, Unreadable
from bot.exchange.headers import FARTHEST_HEADER, header_place
from bot.exchange.limits import LARGEST_CELL, LARGEST_UNPACKED, MEBIBYTE, MOST_ENTRIES
from bot.exchange.readers.records import Record, items_of
from bot.exchange.readers.table_header import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
_CHUNK = MEBIBYTE
# A cell with a formula and without the value that it had when the file was saved.
_BARE_FORMULA = re.compile(
    rb'<c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is a spreadsheet by its name."""
    return path.suffix.lower() in _SUFFIXES and bool(head)


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what was seen, then an entry for each row of one sheet.

    Raises Unreadable for a file that is no spreadsheet or unpacks to more than the limit, and
    for a sheet that isn't there or has no known column of terms.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- in the extra

    looked = _looked_into(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheet = _chosen(book, options)
        if sheet.height > MOST_ENTRIES:
            raise Unreadable(
                f"The sheet “{sheet.name}” has {sheet.height:,} rows. At most {MOST_ENTRIES:,} "
                "can come in; divide it."
            )
        rows, (top, left) = list(sheet.iter_rows()), sheet.start or (0, 0)
        _fill_merged(rows, sheet.merged_cell_ranges or (), top, left)
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable(
            f"{path.name} is damaged, or no spreadsheet ({error}). Open it in a spreadsheet "
            "program and save it again."
        ) from error
    if not any(any(map(_text, row)) for row in rows):
        raise Unreadable(f"The sheet “{sheet.name}” is empty. Name another with --sheet.")
    notes = [_sheet_note(book, sheet.name)] if len(book.sheet_names) > 1 else []
    seen = looked.get(book.sheet_names.index(sheet.name), _Sheet())
    if seen.hidden:
        notes.append("Hidden rows are read too.")
    table = table_of(_records(rows, top + 1), options, notes)
    for item in items_of(table.header, table.records, table.options, notes):
        number = int(getattr(item, "at", "row 0").removeprefix("row "))
        if number in seen.bare:
            name = getattr(item, "name", "")
            yield Refusal(
                f"row {number}",
                name,
                f"the file does not hold the value of the formula in {seen.bare[number]}; open it "
                "in a spreadsheet program and save it once",
            )
        else:
            yield item


def _fill_merged(rows: list[list[Any]], ranges: Iterable[Any], top: int, left: int) -> None:
    """Repeat in each row what a cell says that reaches over several rows."""
    for (first, column), (last, _) in ranges:
        first_row, place = first - top, column - left
        if last > first and 0 <= first_row < len(rows) and 0 <= place < len(rows[first_row]):
            for row in rows[first_row + 1 : last - top + 1]:
                row[place] = rows[first_row][place]


def _sheet_note(book: CalamineWorkbook, name: str) -> str:
    others = ", ".join(one for one in book.sheet_names if one != name)
    return f"The sheet “{name}” is read; --sheet chooses another of {others}."


def _chosen(book: CalamineWorkbook, options: Options) -> CalamineSheet:
    """Return the sheet that was named, else the first with a known header, else the first.

    Hidden sheets come last.
    """
    from python_calamine import SheetVisibleEnum  # noqa: PLC0415 -- in the extra

    if options.sheet:
        if options.sheet not in book.sheet_names:
            there = ", ".join(book.sheet_names)
            raise Unreadable(f"There is no sheet “{options.sheet}”. There are: {there}.")
        return book.get_sheet_by_name(options.sheet)
    if not book.sheet_names:
        raise Unreadable("The spreadsheet has no sheet. Check that it is the right file.")
    metadata = zip(book.sheets_metadata, book.sheet_names, strict=True)
    visible_first = sorted(metadata, key=lambda one: one[0].visible != SheetVisibleEnum.Visible)
    for _, name in visible_first:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(nrows=FARTHEST_HEADER)
        if header_place([[*map(_text, row)] for row in rows], options.columns) is not None:
            return sheet
    return book.get_sheet_by_name(visible_first[0][1])


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
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell).replace("_x000D_", "").replace("\r\n", "\n").strip()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the sheet's file says: by row a formula without a value, and whether rows are hidden."""

    bare: Mapping[int, str] = field(default_factory=dict)
    hidden: bool = False


def _looked_into(path: Path) -> dict[int, _Sheet]:
    """Unpack the file, counting, and return by number what the file of each sheet says.

    Raises Unreadable where it comes to more than the limit. The sizes that an archive states
    are not trusted: its members are counted while they unpack.
    """
    if not zipfile.is_zipfile(path):
        return {}  # the old form of Excel, which isn't packed
    found: dict[int, _Sheet] = {}
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
                    content = b"".join(parts)
                    cells = _BARE_FORMULA.findall(content)
                    found[sheets.index(member.filename)] = _Sheet(
                        {int(row): (column + row).decode() for column, row in reversed(cells)},
                        bool(_HIDDEN_ROW.search(content)),
                    )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(
            f"{path.name} is a damaged spreadsheet, or one with a password. Open it in a "
            "spreadsheet program and save it again, without a password."
        ) from error
    return found


def _bomb(path: Path) -> str:
    return (
        f"{path.name} unpacks to more than {LARGEST_UNPACKED // MEBIBYTE} MiB. No glossary does: "
        "save the sheet with the terms as CSV, or divide it."
    )
