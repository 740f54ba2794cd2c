from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hypothesis import given

from bot.exchange.columns import from_row, unguarded
from bot.exchange.term_data import term_data
from bot.exchange.writers.csv_text import write_csv
from tests.exchange.random_terms import glossaries
from tests.exchange.selections import a_selection

if TYPE_CHECKING:
    from bot.glossary.model import Term


@given(glossaries)
def test_csv_holds_every_field(terms: list[Term]) -> None:
    """What a CSV reader reads, unguarded, gives the same terms."""
    rows = csv.DictReader(io.StringIO(write_csv(a_selection(*terms)).decode(), newline=""))
    read = [from_row({column: unguarded(cell) for column, cell in row.items()}) for row in rows]

    assert [term_data(term) for term in terms] == read


@given(glossaries)
def test_no_cell_begins_a_formula(terms: list[Term]) -> None:
    """Neither a name nor a definition does, whatever the file says."""
    rows = csv.reader(io.StringIO(write_csv(a_selection(*terms)).decode(), newline=""))

    assert [] == [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]
