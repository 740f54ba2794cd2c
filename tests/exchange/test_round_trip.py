"""What is exported comes in again as the same terms, for random glossaries, in every form."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from bot.exchange.drafts import Choices, Draft, drafts_of
from bot.exchange.entry import Entry, Look, Options
from bot.exchange.export import written_out
from bot.exchange.formats import ExportFormat
from bot.exchange.layout import laid_out
from bot.exchange.selection import select
from bot.glossary.files.parser import parse_term
from tests.exchange.random_terms import TODAY, glossaries
from tests.exchange.selections import a_selection

if TYPE_CHECKING:
    from bot.exchange.selection import Selection
    from bot.glossary.model import Term

ROOT = Path(__file__).parents[2]
# By form of the export: the reader of its file, and the file's ending.
READERS = {
    ExportFormat.CSV: ("delimited", "csv"),
    ExportFormat.XLSX: ("xlsx", "xlsx"),
    ExportFormat.JSON: ("json_list", "json"),
    ExportFormat.JSONL: ("jsonl", "jsonl"),
    ExportFormat.SKOS: ("skos", "ttl"),
    ExportFormat.JSONLD: ("skos", "jsonld"),
    ExportFormat.TBX: ("tbx", "tbx"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


def imported(selection: Selection, form: ExportFormat, folder: Path) -> dict[str, Term]:
    """Return the terms by slug that the export, read again, is written as."""
    name, ending = READERS[form]
    path = folder / f"words.{ending}"
    content = written_out(selection, form, "en")
    assert isinstance(content, bytes)
    path.write_bytes(content)
    terms = {}
    for item in import_module(f"bot.exchange.readers.{name}").read(path, Options()):
        if not isinstance(item, Look):
            assert isinstance(item, Entry), item
            (draft,) = drafts_of(item, Choices())
            terms[str(draft.slug)] = _term(draft)
    return terms


def _term(draft: Draft) -> Term:
    path = Path(f"terms/{draft.slug}.yml")
    parsed = parse_term(path, laid_out(draft.fields), TODAY)
    assert parsed.term, parsed.problems
    return parsed.term


@settings(max_examples=20)
@given(terms=glossaries)
@pytest.mark.parametrize("form", READERS)
def test_every_field_comes_back(folder: Path, terms: list[Term], form: ExportFormat) -> None:
    """Each form holds each field; SKOS no label twice (docs/exchange.md)."""
    if form in (ExportFormat.SKOS, ExportFormat.JSONLD):
        terms = [_without_repeated_labels(term) for term in terms]

    assert {term.slug: term for term in terms} == imported(a_selection(*terms), form, folder)


def _without_repeated_labels(term: Term) -> Term:
    """Return the term with each label once: SKOS lets none be of two kinds."""
    seen = {term.title, *([term.name] if term.context else [])}
    kept: dict[str, tuple[str, ...]] = {}
    for kind in ("aliases", "hidden_labels"):
        if kind == "hidden_labels":
            seen |= {one.name for one in term.avoid}
        labels = dict.fromkeys(getattr(term, kind))
        kept[kind] = tuple(label for label in labels if label not in seen)
        seen |= set(labels)
    return replace(term, **kept, categories=tuple(dict.fromkeys(term.categories)))


@pytest.mark.parametrize("form", READERS)
def test_the_shipped_glossary_comes_back(tmp_path: Path, form: ExportFormat) -> None:
    """Each of its terms, with every field."""
    selection = select(ROOT / "data")
    found = imported(selection, form, tmp_path)

    assert {
        term.slug: replace(term, path=found[term.slug].path) for term in selection.terms
    } == found
