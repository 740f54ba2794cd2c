from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.loader import Loader
from bot.glossary.files.sources import read_sources
from bot.glossary.model import Source
from tests.builders import a_term_file

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = "- id: book\n  title: The Book\n  edition: 2\n  date: 2024-05-01\n  url: https://a.b/c\n"


@pytest.mark.parametrize("begin", ["", "sources:\n"])
def test_a_bibliography_is_a_list_of_sources(tmp_path: Path, begin: str) -> None:
    """The list may stand alone or under its key; a year or a day needs no quotes."""
    path = tmp_path / "sources.yml"
    path.write_text(begin + ENTRY, encoding="utf-8")

    sources, problems = read_sources(path)

    assert [] == problems
    book = Source("book", "The Book", url="https://a.b/c", edition="2", date="2024-05-01")
    assert {"book": book} == sources


def test_what_is_wrong_in_it_is_said(tmp_path: Path) -> None:
    """An id stands for one source, and what took its place is one, too."""
    path = tmp_path / "sources.yml"
    path.write_text(ENTRY + ENTRY + "- id: b\n  title: B\n  superseded_by: c\n", encoding="utf-8")

    _, problems = read_sources(path)

    assert ['a source repeats the id "book"', '`superseded_by` names no source: "c"'] == [
        problem.message for problem in problems
    ]


def test_an_unknown_source_is_a_warning(tmp_path: Path) -> None:
    """A citation names a source of the bibliography, which a reload reads again."""
    (tmp_path / "terms").mkdir()
    text = a_term_file("alpha", citations=[{"source_id": "book"}])
    (tmp_path / "terms" / "alpha.yml").write_text(text, encoding="utf-8")
    loader = Loader(tmp_path)

    (problem,) = loader.load().problems
    assert 'unknown source "book" in `citations`' == problem.message

    (tmp_path / "sources.yml").write_text(ENTRY, encoding="utf-8")
    change = loader.reload()
    assert change.config
    assert ["book"] == list(change.config.sources)
    assert [] == Loader(tmp_path).load().problems
