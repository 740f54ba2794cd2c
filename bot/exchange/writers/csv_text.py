"""The glossary as CSV, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from bot.exchange.columns import guarded
from bot.exchange.writers.tables import table_of

if TYPE_CHECKING:
    from bot.exchange.selection import Selection


def write_csv(selection: Selection) -> bytes:
    """Return the table as UTF-8, a comma between the cells, each guarded against formulas."""
    columns, rows = table_of(selection)
    lines = io.StringIO()
    writer = csv.DictWriter(lines, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: guarded(cell) for column, cell in row.items()})
    return lines.getvalue().encode()
