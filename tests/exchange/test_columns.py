from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.columns import columns_for, from_row, guarded, is_own_header, to_row, unguarded
from bot.exchange.term_data import term_data
from tests.builders import a_term
from tests.exchange.random_terms import terms

if TYPE_CHECKING:
    from bot.glossary.model import Term


@given(terms)
def test_a_row_gives_the_term_again(term: Term) -> None:
    """Every field comes back from its cell as it was."""
    data = term_data(term)
    row = to_row(term.slug, data)

    assert data == from_row(row)
    assert is_own_header(list(row))


@given(st.text(max_size=8))
def test_what_is_guarded_comes_back(text: str) -> None:
    """The guard begins no formula, and taking it off gives the text."""
    cell = guarded(text)

    assert text == unguarded(cell)
    assert not cell.startswith(tuple("=+-@\t\r"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])  # noqa: RUF001 - these very signs
def test_every_start_of_a_formula_is_guarded(start: str) -> None:
    """Full-width signs begin a formula too, in Japanese spreadsheets."""
    assert f"'{start}1+1" == guarded(f"{start}1+1")


def test_a_cell_typed_by_hand_is_understood() -> None:
    """Without spaces, with a line for each label, with the line breaks of another system."""
    typed = {
        "slug": "x",
        "term": "x",
        "aliases": "one;two\r\nthree ;",
        "avoid": "old\r\nworse | rude",
    }

    assert {
        "term": "x",
        "aliases": ["one", "two", "three"],
        "avoid": ["old", {"name": "worse", "because": "rude"}],
    } == from_row(typed)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("avoid", "a | b | c", "more than 2 parts"),
        ("review_every_days", "often", "invalid literal"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused(column: str, cell: str, said: str) -> None:
    """Nothing of it is left out in silence."""
    with pytest.raises(ValueError, match=said):
        from_row({"slug": "x", "term": "x", column: cell})


def test_readers_have_columns_where_a_term_speaks_to_them() -> None:
    """Those of the glossary come first, in its order; others follow by name."""
    data = term_data(a_term(audiences={"zebra": "a", "exec": "b", "legal": "c", "ant": "d"}))
    columns = columns_for([data], ["exec", "engineer", "legal"])

    assert ["audiences.exec", "audiences.legal", "audiences.ant", "audiences.zebra"] == [
        column for column in columns if column.startswith("audiences")
    ]
    assert not is_own_header(["Term", "Definition"])
