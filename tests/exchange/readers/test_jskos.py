from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange.entry import Entry, Label, LabelKind, Options
from bot.exchange.readers.jskos import read

if TYPE_CHECKING:
    from pathlib import Path

SCHEME = "http://example.org/tools/"
KIT = {
    "uri": "http://example.org/tools/1",
    "type": ["http://www.w3.org/2004/02/skos/core#Concept"],
    "prefLabel": {"en": "kit"},
    "definition": {"en": ["A set."]},
    "notation": ["1", "I"],
}
NAMED = {
    "uri": SCHEME,
    "type": ["http://www.w3.org/2004/02/skos/core#ConceptScheme"],
    "prefLabel": {"en": "Words for tools"},
}


def entries(folder: Path, document: Any) -> list[Entry]:
    path = folder / "words.json"
    path.write_text(json.dumps(document))
    return [one for one in read(path, Options()) if isinstance(one, Entry)]


@pytest.mark.parametrize(
    ("document", "title"),
    [
        ([{**KIT, "inScheme": [{"uri": SCHEME}]}], "tools"),
        ([{**KIT, "inScheme": [NAMED]}], "Words for tools"),
        ([NAMED, {**KIT, "inScheme": [{"uri": SCHEME}]}], "Words for tools"),
        ({**NAMED, "concepts": [{**KIT, "inScheme": [{"uri": SCHEME}]}]}, "Words for tools"),
        ([{**KIT, "inScheme": [{"uri": "http://example.org"}]}], "example.org"),
    ],
)
def test_a_concept_cites_its_scheme_by_name(tmp_path: Path, document: Any, title: str) -> None:
    """Not by its whole address, where anything shorter names it."""
    (kit,) = entries(tmp_path, document)

    assert (title, KIT["uri"]) == (kit.citations[0].source, kit.citations[0].url)


def test_every_notation_finds_the_concept(tmp_path: Path) -> None:
    """The first is shown."""
    (kit,) = entries(tmp_path, [KIT])

    assert ("1", (Label("I", LabelKind.HIDDEN),)) == (kit.notation, kit.labels)
