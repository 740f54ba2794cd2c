"""JSON and YAML as people have them: lists, maps, and documents that hold either."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange.entry import Entry, Options, Refusal, Unreadable
from bot.exchange.forms import reader_of, recognised

if TYPE_CHECKING:
    from pathlib import Path

KIT = {"term": "kit", "definition": "A set."}
BOX = {"term": "box", "definition": "A thing."}
WEB = {
    "@context": "https://schema.org",
    "@type": "DefinedTermSet",
    "hasDefinedTerm": [
        {"@type": "DefinedTerm", "name": "kit", "description": "A set."},
        {"@type": "DefinedTerm", "name": "box", "description": "A thing."},
    ],
}
BOTH = {"kit": "A set.", "box": "A thing."}


def items(folder: Path, name: str, content: str | bytes) -> list[Any]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(reader_of(recognised(path)).read(path, Options()))


def found(read: list[Any]) -> dict[str, str]:
    return {one.name: one.definitions[0].text for one in read if isinstance(one, Entry)}


@pytest.mark.parametrize(
    "document",
    [
        [KIT, BOX],
        BOTH,
        {"terms": [KIT, BOX]},
        {"glossary": BOTH},
        {"data": {"terms": [KIT, BOX]}},
        {"meta": {"version": 1}, "data": {"terms": [KIT, BOX]}},
        {"version": 3, "our words": [KIT, BOX]},
        {"K": [KIT], "B": [BOX]},
        {"kit": {"definition": "A set."}, "box": {"meaning": "A thing."}},
        WEB,
    ],
)
@pytest.mark.parametrize("name", ["words.json", "words"])
def test_terms_are_found_wherever_a_document_has_them(
    tmp_path: Path, document: Any, name: str
) -> None:
    """In a list, in a map of names, under a key, or by letter."""
    assert BOTH == found(items(tmp_path, name, json.dumps(document)))


def test_the_words_of_schema_org_need_no_context(tmp_path: Path) -> None:
    """A glossary for search engines is plain objects."""
    assert BOTH == found(items(tmp_path, "words.jsonld", json.dumps(WEB)))


def test_a_subject_is_the_category_of_its_terms(tmp_path: Path) -> None:
    """A letter is none."""
    read = items(tmp_path, "words.json", json.dumps({"Tools": [KIT], "B": [BOX]}))

    assert [("Tools",), ()] == [one.categories for one in read if isinstance(one, Entry)]


def test_values_of_other_kinds_are_names_as_they_are_written(tmp_path: Path) -> None:
    """A term may be called true, 12, no or 1.10; null is no name."""
    document = [{**KIT, "term": name} for name in (True, 12, None, "  ")]
    read = items(tmp_path, "words.json", json.dumps(document))
    in_yaml = items(
        tmp_path,
        "words.yml",
        "".join(
            f"- term: {name}\n  definition: x\n" for name in ("no", "on", "1.10", "2024-01-01")
        ),
    )

    assert ["true", "12"] == list(found(read))
    assert ["it has no name"] * 2 == [one.reason for one in read if isinstance(one, Refusal)]
    assert ["no", "on", "1.10", "2024-01-01"] == list(found(in_yaml))


def test_lines_of_json_may_be_blank_or_faulty(tmp_path: Path) -> None:
    """A faulty one is refused alone."""
    lines = f"{json.dumps(KIT)}\n\n  \n{json.dumps(BOX)}\r\nnone\n[1]\n"
    read = items(tmp_path, "words.jsonl", lines)

    assert BOTH == found(read)
    assert {"line 5", "line 6"} == {one.at for one in read if isinstance(one, Refusal)}


def test_a_context_of_skos_that_lies_elsewhere_is_named(tmp_path: Path) -> None:
    """In a file that is only called JSON too."""
    document = {
        "@context": "https://example.org/skos.jsonld",
        "@graph": [{"@type": "skos:Concept"}],
    }
    with pytest.raises(Exception, match="nothing is fetched"):
        items(tmp_path, "words.json", json.dumps(document))


def test_an_export_of_ours_is_read_field_by_field(tmp_path: Path) -> None:
    """So that what was taken out comes back as it was."""
    ours = {"slug": "kit", "term": "kit", "status": "reviewed", "short_def": "A set."}
    look, entry = items(tmp_path, "ours.json", json.dumps([ours]))

    assert ("It is an export of Parlance.",) == look.notes
    assert ("kit", "kit", "reviewed", "A set.") == (
        entry.slug,
        entry.name,
        entry.status,
        entry.short_def,
    )


def test_inner_objects_are_fields_and_what_is_no_object_is_refused(tmp_path: Path) -> None:
    """An object with a name is that name; another's fields have both names."""
    document = [
        {**KIT, "owner": {"name": "Amara"}, "meta": {"is_new": True, "note": None}},
        "box",
    ]
    look, entry, refusal = items(tmp_path, "a.json", json.dumps(document))
    seen = {name for name, _ in look.fields}

    assert {"term", "definition", "owner", "meta.is_new", "meta.note"} == seen
    assert "kit" == entry.name
    assert isinstance(refusal, Refusal)
    assert "isn't an object with fields" in refusal.reason


@pytest.mark.parametrize("document", ['"kit"', "[]", "3"])
def test_a_document_without_terms_says_what_to_write(tmp_path: Path, document: str) -> None:
    """An empty list, a text, a number."""
    with pytest.raises(Unreadable, match="Write a list of objects, or a map of names"):
        items(tmp_path, "a.json", document)
