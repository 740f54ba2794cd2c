"""The glossary as SKOS concepts, in Turtle or JSON-LD.

SKOS and Dublin Core hold the labels, the definitions, the relations, the sources and the licence.
What they have no word for travels in properties of our own, one for each column of our tables,
with the text that stands in its cell; so does the order of what RDF has in none.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from bot.exchange.columns import to_row
from bot.exchange.term_data import term_data
from bot.exchange.writers.hierarchy import Hierarchy
from bot.glossary.normalize import fold_label
from bot.glossary.pages import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rdflib.term import Node

    from bot.exchange.selection import Selection
    from bot.glossary.model import Citation, Term

Triple = tuple[URIRef, URIRef, "URIRef | Literal"]

FIELDS = Namespace("urn:x-parlance:field:")
ORDER = Namespace("urn:x-parlance:order:")  # of what RDF keeps in none, by column
UNPUBLISHED = "urn:x-parlance:glossary"  # of a glossary that has no pages
_PREFIXES: Mapping[str, Namespace | type] = {
    "dc": DC,
    "dcterms": DCTERMS,
    "owl": OWL,
    "rdfs": RDFS,
    "skos": SKOS,
    "parlance": FIELDS,
    "order": ORDER,
}
_NOT_IN_AN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_IN_ADDRESS = ":/?#[]@!$&'()*+,;=%~"  # signs that an address may have as they are
_RELATIONS = (
    ("broader", SKOS.broader),
    ("narrower", SKOS.narrower),
    ("related", SKOS.related),
)
_UNORDERED = (
    "aliases",
    "hidden_labels",
    "categories",
    "relationships.broader",
    "relationships.narrower",
    "relationships.related",
)
# What SKOS and Dublin Core hold.
_HELD = {
    "slug",
    "term",
    "notation",
    "aliases",
    "hidden_labels",
    "categories",
    "short_def",
    "long_def",
    "license",
    "relationships.broader",
    "relationships.narrower",
    "relationships.related",
    "citations",
}


def write_skos(selection: Selection, language: str) -> bytes:
    """Return the concepts in Turtle, their texts marked as being in this language."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in _triples(selection, language):
        graph.add(triple)
    return graph.serialize(format="turtle", encoding="utf-8")


def write_jsonld(selection: Selection, language: str) -> bytes:
    """Return the same concepts in JSON-LD, with its whole context inside."""
    nodes: dict[URIRef, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in _triples(selection, language):
        values = nodes[subject][_short(predicate)]
        written = str(_short(value)) if predicate == RDF.type else _json_value(value, language)
        if written not in values:
            values.append(written)
    context = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}
    document = {
        "@context": {**context, "@language": language},
        "@graph": [
            {"@id": str(subject), **{key: _single(values) for key, values in node.items()}}
            for subject, node in nodes.items()
        ],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def _short(name: Node) -> str:
    """Return a name with its prefix; a type's key is the one that JSON-LD has for it."""
    if name == RDF.type:
        return "@type"
    for prefix, namespace in _PREFIXES.items():
        if str(name).startswith(str(namespace)):
            return f"{prefix}:{str(name).removeprefix(str(namespace))}"
    return str(name)


def _json_value(value: URIRef | Literal, language: str) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, URIRef):
        return {"@id": str(value)}
    if value.datatype == XSD.boolean:
        return bool(value)
    return str(value) if value.language == language else {"@value": str(value)}


def _single(values: Sequence[Any]) -> Any:  # noqa: ANN401 - JSON
    return values[0] if len(values) == 1 else values


def _triples(selection: Selection, language: str) -> Iterator[Triple]:
    """Yield all that is said, the scheme first, then the concepts in their order."""
    addresses = _Addresses(selection)
    scheme = addresses.scheme
    yield scheme, RDF.type, SKOS.ConceptScheme
    yield scheme, DCTERMS.title, Literal(selection.config.name, lang=language)
    for license_name in selection.licenses:
        yield scheme, *_license(license_name)
    for source in selection.sources:
        yield scheme, DC.source, Literal(source)
    hierarchy = Hierarchy(selection)
    for term in selection.terms:
        yield from _concept(term, selection, addresses, hierarchy, language)


class _Addresses:
    """What each thing is called in RDF: the address of its page, if the glossary has pages."""

    def __init__(self, selection: Selection) -> None:
        self._config = selection.config
        self.scheme = URIRef(selection.config.pages_url or UNPUBLISHED)

    def of(self, term: Term) -> URIRef:
        """Return the concept's."""
        page = page_of(term, self._config)
        return URIRef(
            quote(page, safe=_IN_ADDRESS) if page else f"{UNPUBLISHED}:{quote(term.slug)}"
        )

    def of_citation(self, term: Term, number: int) -> URIRef:
        """Return that of one of the sources which the term cites."""
        return URIRef(f"{self.of(term)}#source-{number}")


def _concept(
    term: Term,
    selection: Selection,
    addresses: _Addresses,
    hierarchy: Hierarchy,
    language: str,
) -> Iterator[Triple]:
    concept = addresses.of(term)
    yield concept, RDF.type, SKOS.Concept
    yield concept, SKOS.inScheme, addresses.scheme
    if hierarchy.is_top(term):
        yield concept, SKOS.topConceptOf, addresses.scheme
        yield addresses.scheme, SKOS.hasTopConcept, concept
    for predicate, text in (*_labels(term), *_texts(term)):
        yield concept, predicate, Literal(text, lang=language)
    if term.notation:
        yield concept, SKOS.notation, Literal(term.notation)
    if term.license:
        yield concept, *_license(term.license)
    if term.status == "deprecated":
        yield concept, OWL.deprecated, Literal(lexical_or_value=True)
    yield from _relations(term, selection, addresses, hierarchy)
    yield from _sources(term, selection, addresses)
    yield from _own_fields(term, concept)
    yield from _order(term, concept, selection)


def _labels(term: Term) -> Iterator[tuple[URIRef, str]]:
    """Yield the labels, none of them twice: SKOS lets no label be of two kinds.

    A name that has a context has it behind it, as thesauri do, and is an alias by itself.
    """
    seen = {term.title}
    yield SKOS.prefLabel, term.title
    alternative = (*([term.name] if term.context else []), *term.aliases)
    for predicate, labels in (
        (SKOS.altLabel, alternative),
        (SKOS.hiddenLabel, (*term.hidden_labels, *(one.name for one in term.avoid))),
    ):
        for label in labels:
            if label not in seen:
                yield predicate, label
            seen.add(label)


def _texts(term: Term) -> Iterator[tuple[URIRef, str]]:
    yield SKOS.definition, term.definition
    if term.short_def and term.long_def:
        yield DCTERMS.description, term.long_def
    for category in term.categories:
        yield DC.subject, category


def _relations(
    term: Term, selection: Selection, addresses: _Addresses, hierarchy: Hierarchy
) -> Iterator[Triple]:
    """Yield each relation as SKOS has it, where SKOS lets it stand; else by its label.

    SKOS has none to a term that isn't written or to the term itself, and what is above or below
    a term is not related to it as well.
    """
    concept = addresses.of(term)
    loose: dict[str, list[str]] = defaultdict(list)
    for kind, predicate in _RELATIONS:
        for label in getattr(term, kind):
            (other,) = selection.named([label]) or (term,)
            is_its_own = fold_label(label) in map(fold_label, (other.title, *other.labels))
            if (
                other is term
                or not is_its_own
                or (kind == "related" and hierarchy.holds(term, other))
            ):
                loose[kind].append(label)
            else:
                yield concept, predicate, addresses.of(other)
    if loose:
        row = to_row(term.slug, {"relationships": loose})
        for column in row.keys() - {"slug"}:
            yield concept, FIELDS[column], Literal(row[column])
    if term.replaced_by:
        for other in selection.named([term.replaced_by]):
            yield concept, DCTERMS.isReplacedBy, addresses.of(other)


def _sources(term: Term, selection: Selection, addresses: _Addresses) -> Iterator[Triple]:
    concept = addresses.of(term)
    for number, citation in enumerate(term.citations, 1):
        title, url = selection.cited(citation)
        source = addresses.of_citation(term, number)
        yield concept, DCTERMS.source, source
        yield source, RDF.type, DCTERMS.BibliographicResource
        yield source, DCTERMS.title, Literal(title)
        if url:
            yield source, RDFS.seeAlso, URIRef(_NOT_IN_AN_IRI.sub(lambda sign: quote(sign[0]), url))


def _own_fields(term: Term, concept: URIRef) -> Iterator[Triple]:
    """Yield each field that no vocabulary has, as its column and cell."""
    row = to_row(term.slug, term_data(term))
    for column, cell in row.items():
        # The only definition is SKOS's; that it is the long one, the column says.
        if column not in _HELD or (column == "long_def" and not term.short_def):
            yield concept, FIELDS[quote(column, safe=".")], Literal(cell)
    if any(_has_details(citation) for citation in term.citations):
        yield concept, FIELDS.citations, Literal(row["citations"])


def _order(term: Term, concept: URIRef, selection: Selection) -> Iterator[Triple]:
    """Yield the order of several values, and what relations call a term by another name."""
    row = to_row(term.slug, term_data(term))
    for column in _UNORDERED:
        labels = getattr(term, column.rpartition(".")[2])
        is_named = column.startswith("relationships.") and any(
            other.title != label for label in labels for other in selection.named([label])
        )
        if len(labels) > 1 or is_named:
            yield concept, ORDER[column], Literal(row[column])


def _has_details(citation: Citation) -> bool:
    """Tell whether a citation says more than a title and an address."""
    return bool(
        citation.source_id
        or citation.locator
        or citation.quote
        or citation.checked_on
        or citation.checked_by
    )


def _license(name: str) -> tuple[URIRef, URIRef | Literal]:
    is_address = name.startswith(("https://", "http://"))
    return (DCTERMS.license, URIRef(name)) if is_address else (DC.rights, Literal(name))
