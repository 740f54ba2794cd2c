"""Parts a table into its header and its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from bot.exchange.headers import FARTHEST_HEADER, header_place, is_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.exchange.entry import Options
    from bot.exchange.readers.records import Record

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns, and the rows below them.

    ``options`` also say what a column without a known name is taken for.
    """

    header: Sequence[str]
    records: Iterator[Record]
    options: Options


def table_of(rows: Iterator[Record], options: Options, notes: list[str]) -> Table:
    """Return the table in these rows; one of two columns may do without names.

    ``notes`` gets a sentence on what was guessed.
    """
    first = list(islice(rows, FARTHEST_HEADER))
    cells = [[str(cell) for cell in row] for _, row in first]
    place = header_place(cells, options.columns)
    if place is None:
        place = next((number for number, row in enumerate(cells) if any(row)), 0)
        if not options.columns and max(map(_width, cells), default=0) == _PAIR:
            if is_header(cells[place][:1]) and _width(cells[place]) == _PAIR:
                other = cells[place][1]
                notes.append(f"The column “{other}” is taken for meanings.")
                options = replace(options, columns={other: "definition"})
            else:
                notes.append(
                    "It has no header; the first column is taken for terms, the second for "
                    "meanings."
                )
                return Table(["term", "definition"], chain(first[place:], rows), options)
    header = cells[place] if cells else []
    return Table(header, chain(first[place + 1 :], rows), options)


def _width(row: Sequence[str]) -> int:
    """Return how many columns a row has, up to its last cell with a text."""
    return max((number for number, cell in enumerate(row, 1) if cell), default=0)
