from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from bot.exchange.entry import Entry, Label, LabelKind, Link, Look, Options, Refusal, Unreadable
from bot.exchange.readers.skos import read, recognises
from bot.exchange.report import lines
from tests.exchange.importing import a_file, bring_in, outcomes, preview
from tests.shared import LISTS, needs

USGS_TURTLE, USGS_XML = LISTS / "usgs-thesaurus.ttl", LISTS / "usgs-thesaurus.rdf"
SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <https://example.org/> .
:s a skos:ConceptScheme ; dct:title "Our words"@en ; dct:license <https://example.org/cc0> .
"""


def items(path: Path, language: str | None = None) -> list[Any]:
    return list(read(path, Options(language)))


def concepts(folder: Path, turtle: str, language: str | None = None) -> list[Any]:
    path = folder / "words.ttl"
    path.write_text(SCHEME + turtle, encoding="utf-8")
    return [item for item in items(path, language) if not isinstance(item, Look)]


@needs(USGS_XML)
@pytest.mark.parametrize("path", [USGS_TURTLE, USGS_XML], ids=["turtle", "rdf/xml"])
def test_a_real_thesaurus(path: Path) -> None:
    """The faulty RDF/XML that many tools refuse says the same as its Turtle."""
    _, *entries = items(path)
    found = {entry.name: entry for entry in entries}
    stations = found["field offices"]

    assert 120 == len(entries)
    assert 105 == sum(bool(entry.definitions) for entry in entries)
    assert "Small branch of a science center" in stations.definitions[0].text
    assert (Label("field stations"),) == stations.labels
    assert "Public domain" == stations.license
    assert found["facilities"].id in [link.id for link in stations.broader]
    assert recognises(path, path.read_bytes()[:65536])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_turtle_may_be_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    """Though the parser takes UTF-8 without a mark alone."""
    path = tmp_path / "words.ttl"
    path.write_bytes(
        (SCHEME + ':k skos:prefLabel "Café"@en ; skos:definition "Très."@en .').encode(encoding)
    )

    assert "Café" == items(path)[1].name


NODES = """
[] a skos:Concept ; skos:prefLabel "kit"@en ; skos:definition "A set."@en ; skos:related _:b .
_:b a skos:Concept ; skos:prefLabel "box"@en ; skos:definition "A thing."@en .
[] a skos:Concept ; skos:prefLabel "box"@en ; skos:definition "Another thing."@en .
"""


def test_a_concept_without_an_address_has_no_id(tmp_path: Path) -> None:
    """The parser makes up another node each time; name and context tell the terms apart."""
    first, second = concepts(tmp_path, NODES), concepts(tmp_path, NODES)

    assert first == second
    assert [("box", None), ("box", None), ("kit", None)] == [(one.name, one.id) for one in first]
    assert (Link("box"),) == first[-1].related
    assert len({one.at for one in first}) == len(first)


def test_a_second_import_of_blank_nodes_changes_nothing(tmp_path: Path) -> None:
    """None is added again, and none is listed as gone."""
    source = a_file(tmp_path, "words.ttl", SCHEME + NODES)
    bring_in(source, tmp_path / "into")
    again = bring_in(source, tmp_path / "into")

    assert ["unchanged"] * 3 == outcomes(again)
    assert not again.plan.gone


def test_several_notations_find_the_concept(tmp_path: Path) -> None:
    """The first is shown, always the same one; the others are hidden labels."""
    (kit,) = concepts(
        tmp_path, ':k a skos:Concept ; skos:prefLabel "kit"@en ; skos:notation "B2", "A1" .'
    )

    assert "A1" == kit.notation
    assert (Label("B2", LabelKind.HIDDEN),) == kit.labels


def test_a_definition_may_be_a_resource_of_its_own(tmp_path: Path) -> None:
    """SKOS calls it documentation as a related resource."""
    (kit,) = concepts(
        tmp_path,
        ':k a skos:Concept ; skos:prefLabel "kit"@en ; '
        'skos:definition [ <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "A set."@en ] .',
    )

    assert "A set." == kit.definitions[0].text


def test_a_scheme_without_a_title_is_called_by_its_address(tmp_path: Path) -> None:
    """By its last part: the whole of it is no name."""
    (kit,) = concepts(
        tmp_path,
        ':k skos:prefLabel "kit"@en ; skos:inScheme <http://example.org/tools/> .',
    )

    assert ("tools", "https://example.org/k") == (kit.citations[0].source, kit.citations[0].url)


def test_broader_terms_in_a_circle_are_remarked(tmp_path: Path) -> None:
    """Of itself none can be broader; a longer circle comes in, and the report shows it."""
    source = a_file(
        tmp_path,
        "words.ttl",
        SCHEME
        + "".join(
            f':{name} skos:prefLabel "{name}"@en ; skos:definition "A {name}."@en ; '
            f"skos:broader {above} ."
            for name, above in {"kit": ":kit", "box": ":bag", "bag": ":tin", "tin": ":box"}.items()
        ),
    )
    said = list(lines(preview(source, tmp_path / "into")))

    assert "1 relation left out: the term names itself." in said
    assert (
        "These broader terms lead in a circle: bag → tin → box → bag. Mend it in the source."
        in said
    )


@needs(USGS_TURTLE)
def test_four_syntaxes_say_the_same(tmp_path: Path) -> None:
    """Turtle, RDF/XML, N-Triples, JSON-LD."""
    graph = Graph().parse(USGS_TURTLE)
    _, *turtle = items(USGS_TURTLE)
    for suffix, form in (("rdf", "xml"), ("nt", "nt"), ("jsonld", "json-ld")):
        path = tmp_path / f"same.{suffix}"
        graph.serialize(path, form, encoding="utf-8")
        look, *same = items(path)

        assert isinstance(look, Look)
        assert turtle == same, suffix


def test_kinds_of_labels_and_notes(tmp_path: Path) -> None:
    """Each becomes the field that means the same."""
    (entry, *_) = concepts(
        tmp_path,
        """:a a skos:Concept ; skos:inScheme :s ; skos:prefLabel "token"@en, "Marke"@de ;
        skos:altLabel "key"@en ; skos:hiddenLabel "tokn"@en ; skos:notation "T1" ;
        skos:definition "A secret."@en ; skos:scopeNote "Not the coin."@en ; dc:subject "Security" ;
        skos:related :b ; dct:isReplacedBy :b ; owl:deprecated true ;
        dct:source <https://example.org/book>, "A book" .
        :b a skos:Concept ; skos:prefLabel "credential"@en .
        :g a skos:Collection ; skos:prefLabel "Access"@en ; skos:member :a .""",
    )

    assert ("token", "T1", "deprecated") == (entry.name, entry.notation, entry.status)
    assert "A secret.\n\nNot the coin." == entry.definitions[0].text
    assert (Label("key"), Label("tokn", LabelKind.HIDDEN)) == entry.labels
    assert [("de", "Marke")] == [(one.language, one.name) for one in entry.foreign_names]
    assert ("Security", "Access") == entry.categories
    assert Link(id="https://example.org/b") == entry.replaced_by
    assert "https://example.org/cc0" == entry.license
    assert {"A book", "https://example.org/book"} == {one.source for one in entry.citations}


def test_labels_of_skos_xl(tmp_path: Path) -> None:
    """A label may be a thing of its own."""
    (entry,) = concepts(
        tmp_path,
        """:a a skos:Concept ; skos:definition "x"@en ;
        xl:prefLabel [ xl:literalForm "token"@en ] ; xl:altLabel [ xl:literalForm "key"@en ] .""",
    )

    assert ("token", (Label("key"),)) == (entry.name, entry.labels)


LANGUAGES = """
:a a skos:Concept ; skos:prefLabel "cat"@en-GB, "Katze"@de ; skos:definition "Tier."@de .
:b a skos:Concept ; skos:prefLabel "Hund"@de ; skos:definition "Auch ein Tier."@de ."""


@pytest.mark.parametrize(
    ("language", "names"), [(None, ["cat"]), ("en", ["cat"]), ("de", ["Katze", "Hund"])]
)
def test_one_language_is_read(tmp_path: Path, language: str | None, names: list[str]) -> None:
    """English where there is any; a concept without a name in it is refused, with the reason."""
    found = concepts(tmp_path, LANGUAGES, language)

    assert names == [item.name for item in found if isinstance(item, Entry)]
    assert [item.reason for item in found if isinstance(item, Refusal)] == (
        [] if language == "de" else ["has no name in “en”, only in de"]
    )


def test_a_definition_in_another_language_is_better_than_none(tmp_path: Path) -> None:
    """The meaning isn't lost."""
    cat, _ = concepts(tmp_path, LANGUAGES, "en")

    assert "Tier." == cat.definitions[0].text


def test_a_source_without_english_is_read_in_its_own_language(tmp_path: Path) -> None:
    """And says so."""
    path = tmp_path / "x.ttl"
    path.write_text(f'{SCHEME} :b a skos:Concept ; skos:prefLabel "Hund"@de .', encoding="utf-8")
    look, entry = items(path)

    assert ("Names are in de; those in “de” are read.",) == look.notes
    assert "Hund" == entry.name


XML = """<?xml version="1.0"?>
<!DOCTYPE r [{entities}]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="urn:a"><skos:prefLabel xml:lang="en">{name}</skos:prefLabel></skos:Concept>
</rdf:RDF>"""


def test_entities_for_namespaces_are_read(tmp_path: Path) -> None:
    """As editors of ontologies write them."""
    path = tmp_path / "x.rdf"
    path.write_text(XML.format(entities='<!ENTITY n "token">', name="&n;"), encoding="utf-8")

    assert "token" == items(path)[1].name


@pytest.mark.parametrize(
    ("entities", "name"),
    [
        ('<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">', "&b;"),
        ('<!ENTITY a "aaaa"><!ENTITY b "&#38;a;">', "&b;"),
        (f'<!ENTITY a "{"a" * 1000}">', "&a;" * 2000),
        ('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
        ('<!ENTITY % p "x">', "x"),
        (f'<!ATTLIST r a CDATA "{"a" * 2000}">', "x"),
    ],
)
def test_entities_that_grow_are_refused(tmp_path: Path, entities: str, name: str) -> None:
    """Those that nest, that lie elsewhere, or that make much of little."""
    path = tmp_path / "x.rdf"
    path.write_text(XML.format(entities=entities, name=name), encoding="utf-8")

    with pytest.raises(Unreadable):
        items(path)


CONTEXT: Any = {"skos": "http://www.w3.org/2004/02/skos/core#"}


@pytest.mark.parametrize(
    "context",
    [
        "https://example.org/context.json",
        [CONTEXT, "https://example.org/context.json"],
        {**CONTEXT, "skos:note": {"@id": "skos:note", "@context": "https://example.org/c.json"}},
        {**CONTEXT, "@import": "https://example.org/c.json"},
    ],
)
def test_a_context_that_lies_elsewhere_is_never_fetched(tmp_path: Path, context: Any) -> None:
    """At the top, in a list, inside another context."""
    path = tmp_path / "x.jsonld"
    document = {"@context": context, "@id": "urn:a", "skos:prefLabel": "token"}
    path.write_text(json.dumps(document))

    with pytest.raises(Unreadable, match="nothing is fetched"):
        items(path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.ttl", "this is no Turtle", "isn't valid Turtle"),
        ("x.rdf", "<rdf:RDF", "isn't valid XML"),
        ("x.jsonld", "{", "isn't valid JSON"),
        ("x.ttl", "<urn:a> <urn:b> <urn:c> .", "no SKOS concept"),
    ],
)
def test_what_is_no_skos_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    """With what it is not."""
    path = tmp_path / name
    path.write_text(text)

    with pytest.raises(Unreadable, match=said):
        items(path)


@pytest.mark.parametrize(
    ("name", "head", "is_skos"),
    [
        ("x.ttl", b"", True),
        ("x.json", b'{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}}', True),
        ("x.json", b'{"terms": []}', False),
        ("x.xml", b'<rdf:RDF xmlns:skos="http://www.w3.org/2004/02/skos/core#">', True),
        ("x.csv", b"http://www.w3.org/2004/02/skos/core#", False),
    ],
)
def test_what_it_recognises(name: str, head: bytes, is_skos: bool) -> None:  # noqa: FBT001 - given
    """RDF by its name, other files by what they speak of."""
    assert is_skos == recognises(Path(name), head)
