"""The glossary as a workbook, for people: one sheet, a row a term."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.errors import OperatorError
from bot.exchange.columns import guarded
from bot.exchange.writers.tables import table_of

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from bot.exchange.selection import Selection

LONGEST_CELL = 32_767  # characters: what a spreadsheet's cell takes
_WIDE = {"short_def": 60, "long_def": 90, "citations": 50, "governance.risk_notes": 50}
_WIDE_BEGINNINGS = ("audiences.", "takeaways.", "examples.")
_NARROW = ("part_of_speech", "status", "last_reviewed", "review_every_days", "notation")
_ESCAPE = re.compile("_(x[0-9A-Fa-f]{4}_)")  # reads as a character where it is not escaped
_MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip's first day


def write_xlsx(selection: Selection) -> bytes:
    """Return the table as a workbook; every cell holds text, and the header stays in sight.

    Raises OperatorError where a text is longer than a cell may be.
    """
    columns, rows = table_of(selection)
    _refuse_what_is_cut_off(rows)
    workbook = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = workbook.create_sheet("Glossary")
    sheet.freeze_panes = "C2"  # the header, and which term a row is of
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    _fill(sheet, columns, rows)
    workbook.properties.title = selection.config.name
    workbook.properties.creator = "Parlance"
    workbook.properties.description = "; ".join(selection.licenses) or None
    written = io.BytesIO()
    workbook.save(written)
    return _undated(written)


def _refuse_what_is_cut_off(rows: list[dict[str, str]]) -> None:
    for row in rows:
        for column, text in row.items():
            if len(text) > LONGEST_CELL:
                raise OperatorError(
                    f"{column} of “{row['term']}” has {len(text):,} characters, and a "
                    f"spreadsheet's cell takes {LONGEST_CELL:,}. Write CSV or JSON."
                )


def _fill(sheet: WriteOnlyWorksheet, columns: list[str], rows: list[dict[str, str]]) -> None:
    bold, shaded = Font(bold=True), PatternFill("solid", fgColor="E8EDF3")
    wrapped = Alignment(wrap_text=True, vertical="top")

    def cell_of(text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, _ESCAPE.sub(r"_x005F_\1", text))
        cell.data_type = "s"  # never a formula
        cell.quotePrefix = guarded(text) != text  # nor one once somebody edits it
        cell.alignment = wrapped
        return cell

    header = [cell_of(column) for column in columns]
    for cell in header:
        cell.font, cell.fill = bold, shaded
    sheet.append(header)
    for row in rows:
        texts = (row.get(column) for column in columns)
        sheet.append([cell_of(text) if text else None for text in texts])


def _width(column: str) -> int:
    """Return how many characters of a column are in sight."""
    if column in _NARROW:
        return 14
    return 60 if column.startswith(_WIDE_BEGINNINGS) else _WIDE.get(column, 26)


def _undated(workbook: io.BytesIO) -> bytes:
    """Return the file without the moment of its writing, so that the same terms give it again."""
    undated = io.BytesIO()
    with ZipFile(workbook) as dated, ZipFile(undated, "w", ZIP_DEFLATED) as out:
        for info in dated.infolist():
            content = dated.read(info)
            if info.filename == "docProps/core.xml":
                content = _MOMENTS.sub(b"", content)
            entry = ZipInfo(info.filename, _EPOCH)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            out.writestr(entry, content)
    return undated.getvalue()
