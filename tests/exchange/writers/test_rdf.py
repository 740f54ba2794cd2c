from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from hypothesis import given, settings
from rdflib import DC, DCTERMS, OWL, RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from bot.exchange.selection import select
from bot.exchange.writers.rdf import FIELDS, write_jsonld, write_skos
from bot.glossary.model import AvoidedName, Citation, Status, Term
from tests.builders import a_term
from tests.exchange.random_terms import glossaries
from tests.exchange.selections import a_selection

ROOT = Path(__file__).parents[3]
SHAPES = Graph().parse(Path(__file__).parents[1] / "skos-shapes.ttl")


def _graph(*terms: Term, **config: object) -> Graph:
    return Graph().parse(data=write_skos(a_selection(*terms, **config), "en"), format="turtle")


def _faults(graph: Graph) -> str:
    conforms, _, report = pyshacl.validate(graph, shacl_graph=SHAPES, advanced=True)
    return "" if conforms else report


def _concept(slug: str) -> URIRef:
    return URIRef(f"urn:x-parlance:glossary:{slug}")


@settings(max_examples=25)
@given(glossaries)
def test_concepts_keep_the_rules_of_skos(terms: list[Term]) -> None:
    """No label is of two kinds, and nothing is related to what stands above it."""
    assert not _faults(_graph(*terms))


def test_the_shipped_glossary_keeps_the_rules_of_skos() -> None:
    """All its terms and relations do."""
    content = write_skos(select(ROOT / "data"), "en")

    assert not _faults(Graph().parse(data=content, format="turtle"))


@pytest.mark.parametrize(
    "fault",
    [
        "<urn:b> a skos:Concept; skos:inScheme <urn:s>; skos:definition 'b'.",
        "<urn:a> skos:altLabel 'A'@en.",
        "<urn:a> skos:prefLabel 'Another'@en.",
        "<urn:a> skos:related <urn:a>.",
        "<urn:a> skos:broader <urn:nowhere>.",
        "<urn:s> skos:narrower <urn:t>. <urn:t> skos:broader <urn:a>; skos:related <urn:a>.",
        "<urn:a> a skos:ConceptScheme.",
    ],
)
def test_the_shapes_find_faults(fault: str) -> None:
    """A rule that finds nothing would hold anything for sound."""
    sound = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        "@prefix dcterms: <http://purl.org/dc/terms/> ."
        "<urn:s> a skos:ConceptScheme; dcterms:title 'S'@en."
        "<urn:a> a skos:Concept; skos:inScheme <urn:s>; skos:prefLabel 'A'@en; skos:definition 'a'."
        "<urn:t> a skos:Concept; skos:inScheme <urn:s>; skos:prefLabel 'T'@en; skos:definition 't'."
    )

    assert not _faults(Graph().parse(data=sound))
    assert _faults(Graph().parse(data=f"{sound}\n{fault}"))


@given(glossaries)
def test_turtle_and_json_ld_say_the_same(terms: list[Term]) -> None:
    """Of the same terms; and the JSON-LD has its context inside, so that nothing is fetched."""
    selection = a_selection(*terms)
    turtle = Graph().parse(data=write_skos(selection, "de"), format="turtle")
    json_ld = Graph().parse(data=write_jsonld(selection, "de"), format="json-ld")

    assert isomorphic(turtle, json_ld)


def test_vocabularies_hold_what_they_have_words_for() -> None:
    """Labels, definitions, relations, sources and the licence are SKOS and Dublin Core."""
    token = a_term(
        "token",
        context="Security",
        aliases=("access token",),
        hidden_labels=("tokn",),
        avoid=(AvoidedName("key", "too vague"),),
        notation="T1",
        status=Status.DEPRECATED,
        broader=("credential",),
        replaced_by="credential",
        citations=(Citation("A source", "https://example.org/a b"),),
    )
    graph = _graph(token, a_term("credential"))
    concept = _concept("token-security")
    (source,) = graph.objects(concept, DCTERMS.source)

    assert Literal("token (Security)", "en") == graph.value(concept, SKOS.prefLabel)
    assert {"token", "access token"} == set(map(str, graph.objects(concept, SKOS.altLabel)))
    assert {"tokn", "key"} == set(map(str, graph.objects(concept, SKOS.hiddenLabel)))
    assert "T1" == str(graph.value(concept, SKOS.notation))
    assert _concept("credential") == graph.value(concept, SKOS.broader)
    assert _concept("credential") == graph.value(concept, DCTERMS.isReplacedBy)
    assert graph.value(concept, OWL.deprecated).toPython()
    assert "CC BY-SA 4.0" == str(graph.value(concept, DC.rights))
    assert "A source" == str(graph.value(source, DCTERMS.title))
    assert "key | too vague" == str(graph.value(concept, FIELDS.avoid))
    assert (None, RDF.type, SKOS.ConceptScheme) in graph


def test_a_relation_that_skos_forbids_travels_by_its_label() -> None:
    """So it isn't lost: to the term itself, to no term here, to what stands above it."""
    low = a_term("low", broader=("mid",), related=("top", "elsewhere", "low", "other"))
    graph = _graph(low, a_term("mid", broader=("top",)), a_term("top"), a_term("other"))

    assert [_concept("other")] == list(graph.objects(_concept("low"), SKOS.related))
    assert "top; elsewhere; low" == str(
        graph.value(_concept("low"), FIELDS["relationships.related"])
    )


def test_concepts_have_the_address_of_their_page() -> None:
    """Where the glossary has pages, others find the term at its name."""
    graph = _graph(a_term("C++"), pages_url="https://example.org/words/")

    assert (URIRef("https://example.org/words/c-plus-plus"), RDF.type, SKOS.Concept) in graph
