from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from openpyxl import load_workbook

from bot.errors import OperatorError
from bot.exchange.columns import from_row
from bot.exchange.term_data import term_data
from bot.exchange.writers.workbook import LONGEST_CELL, write_xlsx
from tests.builders import a_term
from tests.exchange.random_terms import glossaries
from tests.exchange.selections import a_selection

if TYPE_CHECKING:
    from bot.glossary.model import Term


@given(glossaries)
def test_xlsx_holds_every_field(terms: list[Term]) -> None:
    """What a spreadsheet reads gives the same terms."""
    sheet = load_workbook(io.BytesIO(write_xlsx(a_selection(*terms)))).active
    header, *rows = sheet.iter_rows(values_only=True)
    read = [
        from_row({c: _as_read(cell) for c, cell in zip(header, row, strict=True) if cell})
        for row in rows
    ]

    assert [term_data(term) for term in terms] == read


def _as_read(cell: str) -> str:
    return cell.replace("_x005F_", "_")  # a spreadsheet reads this escape, this library doesn't


def test_a_workbook_is_made_to_be_read() -> None:
    """The header and the names stay in sight, columns are wide enough, no text is a formula."""
    content = write_xlsx(a_selection(a_term("=1+1"), a_term("-b"), name="Our words"))
    workbook = load_workbook(io.BytesIO(content))
    sheet = workbook.active
    header = [cell.value for cell in sheet[1]]
    widths = {
        column: sheet.column_dimensions[sheet.cell(1, number).column_letter].width
        for number, column in enumerate(header, 1)
    }

    assert ("C2", "s", "=1+1") == (sheet.freeze_panes, sheet["B2"].data_type, sheet["B2"].value)
    assert sheet["B2"].quotePrefix
    assert sheet["B2"].alignment.wrap_text
    assert all(cell.font.bold for cell in sheet[1])
    assert 90 == widths["long_def"]
    assert min(widths.values()) >= 14
    assert "Our words" == workbook.properties.title


def test_the_licence_travels_with_a_workbook() -> None:
    """Each row has its own, the workbook's properties have all."""
    terms = a_term("a", license="CC BY 4.0"), a_term("b", license="CC0"), a_term("c", license=None)
    workbook = load_workbook(io.BytesIO(write_xlsx(a_selection(*terms))))

    assert "CC BY 4.0; CC0" == workbook.properties.description


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    """A spreadsheet would cut it off without a word."""
    selection = a_selection(a_term(long_def="x" * (LONGEST_CELL + 1)))

    with pytest.raises(OperatorError, match="Write CSV or JSON"):
        write_xlsx(selection)
