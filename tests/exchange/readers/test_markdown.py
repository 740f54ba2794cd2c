"""Every shape in which a Markdown page names a term, and what is none."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.entry import Entry, LabelKind, Look, Options, Unreadable
from bot.exchange.readers.markdown import read, recognises
from tests.shared import LISTS, needs

CNCF = LISTS / "cncf"
ONE_PAGE = LISTS / "single-file-airflow-like.md"


def entries(path: Path, language: str | None = None) -> list[Entry]:
    return [item for item in read(path, Options(language)) if isinstance(item, Entry)]


@pytest.fixture
def terms(tmp_path: Path) -> Any:
    """Give a function that reads a page: its terms with their whole texts."""

    def read_page(text: str) -> dict[str, str]:
        return {entry.name: _text(entry) for entry in on_page(tmp_path, text)}

    return read_page


def on_page(folder: Path, text: str) -> list[Entry]:
    path = folder / "glossary.md"
    path.write_text(text, encoding="utf-8")
    return entries(path)


def _text(entry: Entry) -> str:
    return "\n\n".join(one.text for one in entry.definitions)


def test_headings_are_terms(terms: Any) -> None:
    """The page's title and letters are none; parts below a term belong to it."""
    page = (
        "# Our glossary\n\nWords that we use.\n\n## A\n\n### API\n\nA way in.\n\n"
        "### Agent\n\nA program that acts.\n\n#### Example\n\nA bot.\n\n- **Note** one\n- two\n\n"
        "## B\n\n### Bot\n\nA program.\n"
    )

    assert {
        "API": "A way in.",
        "Agent": "A program that acts.\n\n**Example**\n\nA bot.\n\n- **Note** one\n- two",
        "Bot": "A program.",
    } == terms(page)


def test_lists_inside_a_term_are_part_of_it(terms: Any) -> None:
    """On a page of headings an item with a bold word is no term of its own."""
    page = (
        "## Container\n\nIt has:\n\n- **Image**: what runs\n- **Runtime**: what runs it\n\n"
        "## Cluster\n\nMany machines.\n\n## Pod\n\nThe smallest unit.\n\n"
        "**Example:** a web server\n"
    )
    found = terms(page)

    assert ["Container", "Cluster", "Pod"] == list(found)
    assert "**Runtime**: what runs it" in found["Container"]
    assert "a web server" in found["Pod"]


def test_an_introduction_is_no_term(terms: Any) -> None:
    """The heading above a table or a list is its category."""
    page = (
        "# Words\n\n## Data words\n\nThese come up in meetings.\n\n"
        "| Term | Definition |\n|---|---|\n| ETL | Extract, transform, load. |\n\n"
        "## People words\n\nAnd these.\n\n- **PM**: who plans\n- **SRE**: who runs\n"
    )

    assert {"ETL": "Extract, transform, load.", "PM": "who plans", "SRE": "who runs"} == terms(page)


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("**Term:** the text", "Term", "the text"),
        ("**Term**: the text", "Term", "the text"),
        ("**Term**. The text", "Term", "The text"),
        ("**Term** - the text", "Term", "the text"),
        ("**Term** — the text", "Term", "the text"),
        ("__Term__: the text", "Term", "the text"),
        ("**`term`**: the text", "term", "the text"),
        ("**Term**\nthe text", "Term", "the text"),
        ("**Term**\n\nthe text\n\nand more", "Term", "the text\n\nand more"),
        ("[**Term**](https://example.org): the text", "Term", "the text"),
    ],
)
def test_a_bold_word_before_its_meaning_is_a_term(
    terms: Any, line: str, name: str, text: str
) -> None:
    """Whatever stands between the two."""
    assert {name: text} == terms(line)


@pytest.mark.parametrize(
    "line",
    ["**Note:** read this", "**Important** words here are bold", "**Example:** one", "Text."],
)
def test_a_bold_word_in_a_text_is_no_term(terms: Any, line: str) -> None:
    """A note is none, and neither is a word that is only stressed."""
    assert {"Real": f"Meaning.\n\n{line}"} == terms(f"**Real**: Meaning.\n\n{line}")


def test_lines_of_one_paragraph_are_several_terms(terms: Any) -> None:
    """As people write without blank lines."""
    assert {"A1": "one", "B2": "two"} == terms("**A1**: one\n**B2**: two")


@pytest.mark.parametrize(
    "items",
    [
        "- **API**: a way in\n- **SDK**: tools",
        "* API: a way in\n* SDK: tools",
        "- API - a way in\n- SDK – tools",  # noqa: RUF001 - this very dash
        "1. **API** a way in\n2. SDK: tools".replace("** a", "**: a"),
    ],
)
def test_items_of_a_list_are_terms(terms: Any, items: str) -> None:
    """With or without bold words."""
    assert {"API": "a way in", "SDK": "tools"} == terms(items)


def test_a_term_in_a_list_keeps_what_is_below_it(terms: Any) -> None:
    """An item's own list and paragraphs belong to its meaning."""
    page = "- **API**: a way in\n  - REST\n  - RPC\n\n  More.\n- **SDK**: tools\n"

    assert {"API": "a way in\n- REST\n- RPC\n\nMore.", "SDK": "tools"} == terms(page)


def test_a_table_of_contents_is_no_list_of_terms(terms: Any) -> None:
    """Links alone say nothing."""
    assert {"A1": "one."} == terms("- [A1](#a1)\n- [B1](#b1)\n\n**A1**: one.\n")


def test_definition_lists(terms: Any) -> None:
    """Several meanings follow each other; a second name is an alias."""
    page = "Apple\n: A fruit.\n\n: A company.\n\nPear\nPyrus\n: Another fruit.\n"

    assert {"Apple": "A fruit.\n\nA company.", "Pear": "Another fruit."} == terms(page)


@pytest.mark.parametrize(
    "table",
    [
        "| Term | Definition |\n|---|---|\n| API | a way in |",
        "| **Acronym** | Meaning |\n|---|---|\n| `API` | a way in |",
        "| Meaning | Word |\n|---|---|\n| a way in | [API](#api) |",
        "| # | Name | Description |\n|---|---|---|\n| 1 | API | a way in |",
        "| Abbreviation | |\n|---|---|\n| API | a way in |",
    ],
)
def test_tables(terms: Any, table: str) -> None:
    """The columns are found by their usual words."""
    assert {"API": "a way in"} == terms(table)


def test_a_table_of_something_else_is_left_alone(tmp_path: Path) -> None:
    """A page without a term is refused, with what a term would be."""
    with pytest.raises(Unreadable, match="a term is a heading with a text"):
        on_page(tmp_path, "| Option | Default |\n|---|---|\n| x | 1 |\n")


def test_columns_of_a_table_become_fields(tmp_path: Path) -> None:
    """Expansions and synonyms are aliases."""
    (entry,) = on_page(
        tmp_path,
        "## Networks\n\n"
        "| Acronym | Stands for | Definition | Synonyms | Source |\n|---|---|---|---|---|\n"
        "| DNS | Domain Name System | Finds addresses. | names, zones "
        "| [RFC](https://example.org) |\n",
    )

    assert "Finds addresses." == _text(entry)
    assert ["Domain Name System", "names", "zones"] == [label.name for label in entry.labels]
    assert ("Networks",) == entry.categories
    assert ("RFC", "https://example.org") == (entry.citations[0].source, entry.citations[0].url)


@pytest.mark.parametrize(
    ("heading", "name", "aliases", "context"),
    [
        ("MP / Multiproduct", "MP", ["Multiproduct"], None),
        ("Health Record Ingestion service, HRI", "Health Record Ingestion service", ["HRI"], None),
        (
            "Application Programming Interface (API)",
            "Application Programming Interface",
            ["API"],
            None,
        ),
        (
            "API (Application Programming Interface)",
            "API",
            ["Application Programming Interface"],
            None,
        ),
        ("token (Security)", "token", [], "Security"),
        ("C\\# {#c-sharp}", "C#", [], None),
        ("2.1. [Scope](https://example.org)", "Scope", [], None),
        ("TCP/IP", "TCP/IP", [], None),
    ],
)
def test_names_as_people_write_them(
    tmp_path: Path, heading: str, name: str, aliases: list[str], context: str | None
) -> None:
    """What is behind a name is an alias where one shortens the other, else the context."""
    (entry,) = on_page(tmp_path, f"# Glossary\n\n## {heading}\n\nA meaning.\n")

    assert (name, context) == (entry.name, entry.context)
    assert aliases == [label.name for label in entry.labels]


def test_particulars_of_a_term_become_fields(tmp_path: Path) -> None:
    """As our own export writes them behind the definition."""
    (entry,) = on_page(
        tmp_path,
        "# G\n\n## Token\n\nA secret.\n\n"
        "- **Also called:** access token; key\n- **Avoid:** password\n"
        "- **Related:** credential\n- **Do:** Rotate it.\n- **License:** CC0\n"
        "- **Status:** approved, last reviewed 2026-01-02\n",
    )

    assert "A secret." == _text(entry)
    assert [
        ("access token", LabelKind.ALIAS),
        ("key", LabelKind.ALIAS),
        ("password", LabelKind.AVOID),
    ] == [(label.name, label.kind) for label in entry.labels]
    assert ["credential"] == [link.name for link in entry.related]
    assert "Rotate it." == entry.do[0].text
    assert ("CC0", "approved", "2026-01-02") == (entry.license, entry.status, entry.last_reviewed)


def test_a_link_to_another_term_is_a_relation(tmp_path: Path) -> None:
    """The link itself would lead nowhere."""
    first, _ = on_page(
        tmp_path, "**API key**: opens an [interface](#the-api).\n\n**The API**: a way in.\n"
    )

    assert "opens an interface." == _text(first)
    assert ["The API"] == [link.name for link in first.related]


@needs(ONE_PAGE)
def test_a_page_in_four_shapes() -> None:
    """None of its terms is lost."""
    found = {entry.name: _text(entry) for entry in entries(ONE_PAGE)}

    assert [
        "DAG",
        "Operator",
        "MP",
        "Health Record Ingestion service",
        "Legacy account",
        "Disperser",
    ] == list(found)
    assert (
        'This service provides a "front door" for Data Integrators.'
        == (found["Health Record Ingestion service"])
    )


@needs(CNCF)
def test_a_folder_of_pages() -> None:
    """A page a term; its category and its tags, and the pages that it leads to."""
    found = {entry.id: entry for entry in entries(CNCF / "en")}
    gateway = found["api-gateway"]

    assert 40 == len(found)
    assert all(entry.definitions for entry in found.values())
    assert "API Gateway" == gateway.name
    assert ("technology", "networking") == gateway.categories
    assert "application-programming-interface" in [link.id for link in gateway.related]
    assert _text(gateway).startswith("An API gateway is a tool that aggregates unique")
    assert "**How it helps**" in _text(gateway)
    assert not [entry.name for entry in found.values() if "{{%" in _text(entry)]


@needs(CNCF)
def test_a_folder_a_language() -> None:
    """One language is read; the others' titles are foreign names."""
    look = next(item for item in read(CNCF, Options()) if isinstance(item, Look))
    gateway = next(entry for entry in entries(CNCF) if entry.id == "api-gateway")

    assert "those in “en” are read" in look.notes[0]
    assert {"de", "fr", "ja"} <= {one.language for one in gateway.foreign_names}
    assert 8 == len(entries(CNCF, "de"))
    with pytest.raises(
        Unreadable, match=r"language “it”\. Name one of these with --language: de, en"
    ):
        entries(CNCF, "it")


def test_a_page_of_one_term(tmp_path: Path) -> None:
    """Its front matter names it."""
    path = tmp_path / "sla.md"
    path.write_text(
        "---\nterm: SLA\naliases: [Service Level Agreement]\ndefinition: A promise.\n"
        "status: Draft\nweight: 3\n---\n\nIt has numbers.\n"
    )
    (entry,) = entries(path)

    assert ("SLA", "A promise.\n\nIt has numbers.") == (entry.name, _text(entry))
    assert "draft" == entry.status
    assert ("weight",) == entry.left_out


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """With what to do."""
    path = tmp_path / "x.md"
    path.write_bytes(b"## Kit\n\n\x00\x00\x07 is no text.\n")

    assert recognises(path, b"")
    with pytest.raises(Unreadable, match="isn't a text file"):
        entries(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_page_may_be_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    """Editors save as they please; a table of the same words would come in too."""
    path = tmp_path / "x.md"
    path.write_bytes(
        "## Café\r\n\r\nEin Ort für Kaffee.\r\n\r\n## Bär\r\n\r\nEin Tier.\r\n".encode(encoding)
    )

    assert ["Café", "Bär"] == [entry.name for entry in entries(path)]


@pytest.mark.parametrize(
    "page",
    [
        "Kit\n: A set.\n\nBox\n: A thing.\n",
        "# G\n\nKit\n: A set.\n\nBox\n: A thing.",
        "Kit\n\n: A set.\n\nBox\n\n: A thing.\n",
        "Kit\n:   A set.\n\nBox\n:   A thing.\n\nText behind it.\n",
    ],
)
def test_the_last_term_of_a_definition_list_is_as_sound_as_the_first(terms: Any, page: str) -> None:
    """No mark of the list is taken for a text."""
    assert {"Kit": "A set.", "Box": "A thing."} == terms(page)


def test_a_definition_list_may_say_several_things_of_a_term(terms: Any) -> None:
    """Each in a paragraph of its own, code and lists as they are."""
    page = "Kit\n: One\n  thing.\n: Another.\n\nBox\n: First.\n\n    - x\n    - y\n\nBag\n: End.\n"

    assert {
        "Kit": "One\nthing.\n\nAnother.",
        "Box": "First.\n\n- x\n- y",
        "Bag": "End.",
    } == terms(page)


TABLE = (
    "| Term | Meaning |\n|---|---|\n| Kit | A set. |\n| Box | A thing. |\n| Bag | A soft one. |\n"
)
HEADINGS = "Kit\n---\n\nA set.\n\nBox\n---\n\nA thing.\n\nBag\n---\nA soft one.\n"


@pytest.mark.parametrize(
    "page",
    [
        f"---\ntitle: Our words\n---\n\n{HEADINGS}",
        f"---\ntitle: Glossary\nlayout: page\n---\n\nWords that we use.\n\n{HEADINGS}",
        f"+++\ntitle = 'Team lingo'\n+++\n{HEADINGS}",
        f"---\ntitle: Onboarding\n---\nRead this first.\n\n{HEADINGS}",
        f"---\ntitle: Glossary\n---\n\n{TABLE}",
        "---\ntitle: Terms\n---\n\n**Kit**: A set.\n\n**Box**: A thing.\n\n**Bag**: A soft one.\n",
    ],
)
def test_a_page_with_a_title_may_have_many_terms(terms: Any, page: str) -> None:
    """The title of front matter is that of a page, not always that of a term."""
    assert {"Kit": "A set.", "Box": "A thing.", "Bag": "A soft one."} == terms(page)


@pytest.mark.parametrize(
    "body",
    [
        "A kit is a set.\n\n## Tools\n\nMany.\n\n## Sizes\n\nTwo.\n\n## Colours\n\nOne.\n",
        "## What it is\n\nA set.\n\n## Problem it addresses\n\nNone.\n\n## How it helps\n\nWell.\n",
        "A set.\n\n## See also\n\n- Box\n",
        "A set of tools.\n",
    ],
)
def test_a_page_about_one_term_has_one(tmp_path: Path, body: str) -> None:
    """Headings below its title are parts of its text."""
    (entry,) = on_page(tmp_path, f"---\ntitle: Kit\n---\n{body}")

    assert "Kit" == entry.name


def test_front_matter_may_be_in_toml(tmp_path: Path) -> None:
    """As Hugo and Zola write it, with what a site adds below a key of its own."""
    front = "title = 'Kit'\ntags = ['tools']\nweight = 3\n[params]\naliases = ['set']\n"
    (entry,) = on_page(tmp_path, f"+++\n{front}+++\n\nA set of tools.\n")

    assert "A set of tools." == _text(entry)
    assert ("Kit", ("tools",), ("set",), ("weight",)) == (
        entry.name,
        entry.categories,
        tuple(label.name for label in entry.labels),
        entry.left_out,
    )


def test_the_report_names_the_fields_that_pages_have(tmp_path: Path) -> None:
    """Not all that they could have."""
    (tmp_path / "kit.md").write_text("---\ntitle: Kit\ncategory: tools\nweight: 3\n---\nA set.\n")
    (tmp_path / "box.md").write_text("---\ntitle: Box\naka: case\n---\nA thing.\n")
    look = next(item for item in read(tmp_path, Options()) if isinstance(item, Look))

    assert (
        ("title", "term"),
        ("aka", "aliases"),
        ("category", "categories"),
        ("weight", None),
        ("the text", "short_def, long_def"),
    ) == look.fields


def test_an_item_without_a_sign_is_a_term_of_its_list(terms: Any) -> None:
    """Nothing of a list of terms is lost."""
    page = "- **Kit** - a set\n- **Box** — a thing\n- **Bag**: soft\n- **Pot** a round thing\n"

    assert {"Kit": "a set", "Box": "a thing", "Bag": "soft", "Pot": "a round thing"} == terms(page)


def test_columns_and_lines_may_be_in_other_languages(tmp_path: Path) -> None:
    """Those of a table as those of a spreadsheet; lines where they are surely none of a term."""
    header = "| Terme | Définition | Synonymes |\n|---|---|---|\n"
    table = f"{header}| Trousse | Un ensemble. | étui, sac |\n"
    lines = "**Trousse** : Un ensemble.\n\n**Synonymes :** étui, sac\n\n**Boîte** : Une chose.\n"
    for page in (table, lines):
        first, *_ = on_page(tmp_path, page)
        assert ("Trousse", "Un ensemble.") == (first.name, _text(first))
        assert ["étui", "sac"] == [label.name for label in first.labels]


def test_a_page_of_sections_with_bold_terms(terms: Any) -> None:
    """Where most sections have terms below their text, the text only introduces them."""
    page = "# Words\n" + "".join(
        f"\n## Part {number}\n\nThese are words.\n\n"
        f"**A{number}**:\nFirst.\n\n**B{number}**:\nSecond.\n"
        for number in range(3)
    )

    assert ["A0", "B0", "A1", "B1", "A2", "B2"] == list(terms(page))


def test_what_should_be_avoided_stands_below_a_term(tmp_path: Path) -> None:
    """With the reason in brackets, on one line or more."""
    first, second = on_page(
        tmp_path,
        "**Cav member**:\nSomebody with a rank,\nof 29.\n_Avoid_: rank holder (in copy, and\n"
        "in code), trooper.\n\n**Zulu**:\nUTC.\n*Aliases*: Z\n_Avoid_: GMT.\n",
    )

    assert "Somebody with a rank,\nof 29." == _text(first)
    assert [("rank holder", "in copy, and in code"), ("trooper", None)] == [
        (label.name, label.because) for label in first.labels
    ]
    assert ("UTC.", ["Z", "GMT"]) == (_text(second), [label.name for label in second.labels])


def test_headings_without_a_text_are_terms_too(terms: Any) -> None:
    """On a page of headings; what is said of one may be a list, or nothing yet."""
    page = (
        "# Words\n\nAn introduction.\n\n##### One\n\nA.\n\n##### Two\n\n##### Three (3)\n\nC.\n\n"
        "##### Four\n\n* D\n* E\n\n##### Five\n\nSee [One](#one).\n"
    )

    assert {"One": "A.", "Two": "", "Three": "C.", "Four": "* D\n* E", "Five": "See One."} == (
        terms(page)
    )


def test_several_titles_of_a_page_are_terms(terms: Any) -> None:
    """Where a page has no title of its own."""
    assert {"OSI": "One.", "FSF": "Two."} == terms("# OSI\nOne.\n\n# FSF\nTwo.\n")


def test_rows_with_cells_too_many_or_too_few(terms: Any) -> None:
    """As people type tables."""
    page = (
        "| Term | Other | Definition | Example |\n| - | - | - | - |\n"
        "| Zone | Region | Tiles. | |\n| *.pack | | Ids. | | |\n| Short | x |\n"
    )

    assert {"Zone": "Tiles.", "*.pack": "Ids.", "Short": ""} == terms(page)


NAMES = st.text("abcdefghkmü", min_size=2, max_size=9)
SHAPES = {
    "headings": "## {name}\n\nMeans {name}.\n\n",
    "underlined headings": "{name}\n---\n\nMeans {name}.\n\n",
    "bold words": "**{name}**: Means {name}.\n\n",
    "items": "- **{name}**: Means {name}.\n",
    "definitions": "{name}\n: Means {name}.\n\n",
    "loose definitions": "{name}\n\n:   Means {name}.\n\n",
    "rows": "| {name} | Means {name}. |\n",
}


@given(
    st.lists(NAMES.map(lambda name: f"Q{name}"), min_size=3, max_size=6, unique_by=str.lower),
    st.sampled_from(sorted(SHAPES)),
    st.sampled_from(["", "# Glossary\n\n", "---\ntitle: Our words\n---\n\n"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_shape_gives_every_term(names: list[str], shape: str, above: str, end: str) -> None:
    """Whatever they are called, however many there are, and whatever stands above them."""
    head = "| Term | Meaning |\n|---|---|\n" if shape == "rows" else ""
    page = above + head + "".join(SHAPES[shape].format(name=name) for name in names)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "glossary.md"
        path.write_bytes(page.replace("\n", end).encode())
        found = {entry.name: _text(entry) for entry in entries(path)}

    assert {name: f"Means {name}." for name in names} == found
