"""Tables as people keep them: titles above the header, merged cells, other languages."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.entry import Entry, Item, Look, Options
from bot.exchange.header_words import WORDS
from bot.exchange.headers import header_place, is_header
from bot.exchange.readers import delimited, xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KIT = ("Kit", "A set of tools.")


def in_csv(folder: Path, content: str | bytes, **options: Any) -> list[Item]:
    path = folder / "a.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(delimited.read(path, Options(**options)))


def in_workbook(folder: Path, rows: Sequence[Sequence[Any]], merged: str = "") -> list[Item]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    path = folder / "a.xlsx"
    book.save(path)
    return list(xlsx.read(path, Options()))


def found(items: list[Item]) -> dict[str, str]:
    return {
        one.name: "\n\n".join(text.text for text in one.definitions)
        for one in items
        if isinstance(one, Entry)
    }


ABOVE: list[list[list[str]]] = [
    [],
    [[]],
    [[], [], []],
    [["Our glossary"]],
    [["Acronyms"]],
    [["Acronyms"], [], ["As of 2024-01-01"]],
    [["Note: ask Maya before you change anything, please."]],
    [["Our glossary", "", ""], ["", "", ""]],
]


@pytest.mark.parametrize("above", ABOVE)
def test_what_stands_above_the_header_is_passed_over(
    tmp_path: Path, above: list[list[str]]
) -> None:
    """A blank row, a title, a note: in a text and in a workbook."""
    rows = [*above, ["Term", "Definition", "Category"], [*KIT, "Tools"]]
    text = io.StringIO()
    csv.writer(text).writerows(rows)

    assert dict([KIT]) == found(in_csv(tmp_path, text.getvalue()))
    assert dict([KIT]) == found(in_workbook(tmp_path, rows))


def test_rows_keep_their_numbers_below_a_title(tmp_path: Path) -> None:
    """People look for them in their spreadsheet."""
    rows = [["Our glossary"], [], ["Term", "Definition"], KIT]
    (entry,) = [one for one in in_workbook(tmp_path, rows) if isinstance(one, Entry)]
    (same,) = [
        one
        for one in in_csv(tmp_path, "Our glossary\n\nTerm,Definition\nKit,A set.\n")
        if isinstance(one, Entry)
    ]

    assert "row 4" == entry.at == same.at


def test_an_entry_that_reads_like_a_header_is_an_entry(tmp_path: Path) -> None:
    """Above a header fewer cells are filled than in it."""
    items = in_csv(tmp_path, "Kit,A set\nTerm,Definition\nBox,A thing\n")

    assert {"Kit": "A set", "Term": "Definition", "Box": "A thing"} == found(items)


def test_two_columns_may_do_without_a_known_name(tmp_path: Path) -> None:
    """The report says what was guessed; a workbook is read as a text is."""
    for items in (
        in_csv(tmp_path, "Kit,A set of tools.\n"),
        in_csv(tmp_path, "Term,What we say\nKit,A set of tools.\n"),
        in_workbook(tmp_path, [KIT]),
        in_workbook(tmp_path, [["Term", "What we say", None], KIT]),
    ):
        assert dict([KIT]) == found(items)
        look = next(item for item in items if isinstance(item, Look))
        assert any("taken for" in note for note in look.notes)


def test_a_cell_over_several_rows_holds_for_each(tmp_path: Path) -> None:
    """A workbook keeps the value in the first alone."""
    rows = [["Term", "Definition", "Category"], [*KIT, "Tools"], ["Box", "A thing.", None]]
    items = in_workbook(tmp_path, rows, merged="C2:C3")

    assert [("Tools",), ("Tools",)] == [one.categories for one in items if isinstance(one, Entry)]


def test_cells_of_other_kinds_are_read_as_people_see_them(tmp_path: Path) -> None:
    """A term may be called TRUE or 42; where a formula found nothing, nothing is said."""
    rows = [["Term", "Definition", "Category"], [True, "Yes.", "#N/A"], [42, "Many.", 1.5]]
    entries = [one for one in in_workbook(tmp_path, rows) if isinstance(one, Entry)]

    assert ["TRUE", "42"] == [one.name for one in entries]
    assert [(), ("1.5",)] == [one.categories for one in entries]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Terme;Définition;Synonymes;Remarques", ("term", "definition", "aliases", "note")),
        ("Begriff;Bedeutung;Synonyme;Quelle", ("term", "definition", "aliases", "source")),
        ("Término;Definición;Sinónimos;Fuente", ("term", "definition", "aliases", "source")),
        ("Termine;Definizione;Sinonimi;Fonte", ("term", "definition", "aliases", "source")),
        ("Termo;Definição;Sinônimos;Categoria", ("term", "definition", "aliases", "categories")),
        ("Begrip;Omschrijving;Synoniemen;Bron", ("term", "definition", "aliases", "source")),
        ("Sigle;Signification;Voir aussi;Statut", ("term", "definition", "related", "status")),
        ("Abkürzung;Bedeutung;Siehe auch;Hinweis", ("term", "definition", "related", "note")),
    ],
)
def test_headers_in_other_languages_are_known(
    tmp_path: Path, header: str, fields: tuple[str, ...]
) -> None:
    """What people call the columns of a glossary, in seven languages."""
    names = {"definition": "short_def, long_def", "note": "long_def", "source": "citations"}
    names["related"] = "relationships.related"
    look = in_csv(tmp_path, f"{header}\na;b;c;d\n")[0]

    assert isinstance(look, Look)
    assert tuple(names.get(field, field) for field in fields) == tuple(
        ours for _, ours in look.fields
    )


def test_no_word_is_claimed_by_two_fields() -> None:
    """Which field a column is must not depend on an order."""
    words = [word for listed in WORDS.values() for word in set(listed.split(", "))]

    assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize(
    "text",
    [
        "API - a way in\nCPU - a processor, of course\n",
        "API: a way in\nCPU: a processor, of course\n",
        "* API \u2013 a way in\n\n* CPU \u2013 a processor,\n  of course\n",
    ],
)
def test_a_list_in_plain_text_is_a_glossary_too(tmp_path: Path, text: str) -> None:
    """A line a term; what has no name belongs to the line above."""
    items = in_csv(tmp_path, text)

    assert {"API", "CPU"} == {one.name for one in items if isinstance(one, Entry)}
    (cpu,) = [one for one in items if isinstance(one, Entry) and one.name == "CPU"]
    said = cpu.definitions[0].text
    assert "a processor, of course" == " ".join(said.split())


def test_a_table_with_colons_is_no_list(tmp_path: Path) -> None:
    """Its columns come first."""
    items = in_csv(tmp_path, "Term,Definition\nKit,Note: a set\nBox,Note: a thing\n")

    assert {"Kit": "Note: a set", "Box": "Note: a thing"} == found(items)


CELLS = st.lists(st.sampled_from(["", "Kit", "A set", "Term", "Definition", "x"]), max_size=4)


@given(st.lists(CELLS, max_size=6))
def test_a_header_is_found_below_emptier_rows_alone(rows: list[list[str]]) -> None:
    """Whatever stands above it, it is a header by itself, and nothing above it is as wide."""
    place = header_place(rows, {})
    if place is not None:
        filled = [sum(map(bool, row)) for row in rows]
        assert is_header(rows[place])
        assert all(count < filled[place] for count in filled[:place])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_comes_in_however_it_was_saved(
    tmp_path: Path, delimiter: str, encoding: str, end: str
) -> None:
    """Quotation marks, line breaks in cells, and a title above it too."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerows([["Glossary"], ["Term", "Definition"], ["Kännchen", f'A "set"{delimiter} x']])
    items = in_csv(tmp_path, text.getvalue().encode(encoding))

    assert {"Kännchen": f'A "set"{delimiter} x'} == found(items)
