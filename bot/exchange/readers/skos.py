"""Reads SKOS concepts: Turtle, RDF/XML, JSON-LD, N-Triples.

Labels, notes and sources are what SKOS and Dublin Core say they are. A concept's address is its
id. Fields of our own, from an export, come back as they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph

from bot.exchange.entry import Entry, Item, Link, Look, Markup, Options, Refusal, Unreadable
from bot.exchange.readers.encoding import in_utf8
from bot.exchange.readers.languages import (
    chosen_language,
    in_any,
    in_language,
    lacks_language,
    others,
)
from bot.exchange.readers.own_entries import own_entry
from bot.exchange.readers.own_fields import RELATIONS, entry_of, own_fields
from bot.exchange.readers.rdf_citations import citations_of
from bot.exchange.readers.rdf_source import HEAD, SYNTAXES, parsed, syntax_of
from bot.exchange.readers.rdf_texts import XL, Texts, by_language, labels_of, texts_of
from bot.glossary.normalize import fold_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rdflib.term import Node

_SKOS = b"http://www.w3.org/2004/02/skos/core"
_JSON_LD = b'"@context"'
_OF_THE_WEB = b"DefinedTerm"  # schema.org's own words for a glossary
_FIELDS = (
    ("skos:prefLabel", "term"),
    ("skos:altLabel", "aliases"),
    ("skos:hiddenLabel", "hidden_labels"),
    ("skos:definition, skos:scopeNote, dcterms:description", "short_def, long_def"),
    ("skos:broader, skos:narrower, skos:related", "relationships"),
    ("skos:notation", "notation"),
    ("dcterms:subject, skos:Collection", "categories"),
    ("dcterms:source", "citations"),
    ("dcterms:license, dc:rights", "license"),
    ("owl:deprecated", "status"),
    ("other notes, mappings to other schemes", None),
)
_OWN = "urn:x-parlance:field:"
_ORDER = "urn:x-parlance:order:"
_LINKS = {
    "broader": (SKOS.broader, SKOS.broaderTransitive),
    "narrower": (SKOS.narrower, SKOS.narrowerTransitive),
    "related": (SKOS.related,),
    "replaced_by": (DCTERMS.isReplacedBy,),
}
# What a concept means, the best first; what another of them says besides follows behind it.
_MEANINGS = (SKOS.definition, SKOS.scopeNote, DCTERMS.description, DC.description, RDFS.comment)
_LICENSES = (DCTERMS.license, DCTERMS.rights, DC.rights)


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is surely RDF; JSON and XML only where they speak of SKOS."""
    suffix = path.suffix.lower()
    if suffix == ".jsonld" and _OF_THE_WEB in head:
        return False  # plain objects, which need no context to be understood
    return suffix in SYNTAXES or (
        suffix in (".json", ".xml", "")
        and (_SKOS in head or (_JSON_LD in head and b"skos" in head.lower()))
        and syntax_of(path, head) != "turtle"
    )


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what the reader saw, then each concept in one language.

    Raises Unreadable where the data can't be read safely, or hold no concept.
    """
    data = path.read_bytes()
    syntax = syntax_of(path, data[:HEAD])
    graph = parsed(data if syntax == "xml" else in_utf8(path), syntax)
    names = {concept: labels_of(graph, concept, "prefLabel") for concept in _concepts(graph)}
    if not names:
        raise Unreadable(
            "This file has no SKOS concept. If it is another form, name it with --format."
        )
    concepts = sorted(names, key=lambda one: _order(graph, one, names[one]))
    languages = [key for texts in names.values() for key in texts]
    chosen, notes = chosen_language(languages, options.language)
    yield Look(_FIELDS, notes)
    reading = _Reading(graph, chosen)
    for number, concept in enumerate(concepts, 1):
        place = f"concept {number}" if isinstance(concept, BNode) else str(concept)
        yield reading.entry(concept, place, names[concept])


def _order(graph: Graph, concept: Node, names: Texts) -> tuple[bool, str]:
    """Return what concepts are sorted by: the address, else the name and the definition.

    A concept without an address has another blank node each time that the file is read.
    """
    if isinstance(concept, BNode):
        return True, repr((sorted(names.items()), texts_of(graph, concept, SKOS.definition)))
    return False, str(concept)


def _concepts(graph: Graph) -> set[Node]:
    """Return what is a concept, or named as one."""
    named = {*graph.subjects(SKOS.prefLabel), *graph.subjects(XL.prefLabel)}
    groups = {
        group
        for kind in (SKOS.ConceptScheme, SKOS.Collection, SKOS.OrderedCollection)
        for group in graph.subjects(RDF.type, kind)
    }
    return {*graph.subjects(RDF.type, SKOS.Concept), *named} - groups


class _Reading:
    """One pass over a graph, in one language."""

    def __init__(self, graph: Graph, language: str) -> None:
        self.graph = graph
        self.language = language
        self._groups: dict[Node, list[str]] = {}
        for kind in (SKOS.Collection, SKOS.OrderedCollection):
            for group in sorted(graph.subjects(RDF.type, kind), key=str):
                (name, *_) = in_any(labels_of(graph, group, "prefLabel"), language) or [""]
                for member in graph.objects(group, SKOS.member):
                    self._groups.setdefault(member, []).append(name)

    def entry(self, concept: Node, place: str, names: Texts) -> Entry | Refusal:
        """Return the entry of a concept that people find at a place, or why it has none."""
        named = in_language(names, self.language)
        if not named:
            name = (in_any(names, self.language) or [""])[0]
            return Refusal(place, name, lacks_language(names, self.language))
        fields = own_fields(self._own_cells(concept))
        name = named[0]
        context = fields.get("context")
        if context and name.endswith(f" ({context})"):
            name = name.removesuffix(f" ({context})")
        fields |= self._labels(concept, name, named, fields)
        fields |= self._particulars(concept, fields)
        if self._is_ours(concept):
            return own_entry(place, _slug_of(concept), self._own(concept, name, fields))
        return entry_of(
            place,
            name,
            fields,
            text=self._definition(concept),
            entry_id=None if isinstance(concept, BNode) else str(concept),
            markup=Markup.PLAIN,
            links=self._links(concept),
            foreign_names=others(names, self.language),
        )

    def _own(self, concept: Node, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Return all fields of a term that we exported, relations by the names they lead to."""
        graph = self.graph
        found = {"term": name, **fields}
        if "long_def" not in found:
            found["short_def"] = str(graph.value(concept, SKOS.definition) or "")
            found["long_def"] = str(graph.value(concept, DCTERMS.description) or "")
        order = own_fields(self._cells(concept, _ORDER))
        for key in ("aliases", "hidden_labels", "categories"):
            found[key] = _ordered(found.get(key, ()), order.get(key, ()))
        relations = dict(found.get("relationships", {}))
        for kind in RELATIONS:
            told = order.get("relationships", {}).get(kind, ())
            targets = sorted(graph.objects(concept, SKOS[kind]), key=str)
            named = self._as_told(targets, told)
            relations[kind] = _ordered([*named, *relations.get(kind, ())], told)
        return {**found, "relationships": {kind: one for kind, one in relations.items() if one}}

    def _as_told(self, targets: Iterable[Node], told: Iterable[str]) -> list[str]:
        """Return what each target is called where the order tells it, else its name."""
        names = []
        for target in targets:
            labels = {*self._texts(target, "prefLabel"), *self._texts(target, "altLabel")}
            folded = set(map(fold_label, labels))
            name = next((label for label in told if fold_label(label) in folded), None)
            names.append(name or self._name_of(target))
        return list(filter(None, names))

    def _name_of(self, concept: Node) -> str:
        names = labels_of(self.graph, concept, "prefLabel")
        return (in_language(names, self.language) or [""])[0]

    def _labels(
        self, concept: Node, name: str, named: list[str], fields: Mapping[str, Any]
    ) -> dict[str, list[str]]:
        """Return the aliases and hidden labels; several preferred names are aliases too."""
        avoided = {one if isinstance(one, str) else one["name"] for one in fields.get("avoid", ())}
        aliases = [*named[1:], *self._texts(concept, "altLabel")]
        hidden = self._texts(concept, "hiddenLabel")
        return {
            "aliases": [alias for alias in dict.fromkeys(aliases) if alias != name],
            "hidden_labels": [label for label in hidden if label not in avoided],
        }

    def _texts(self, concept: Node, kind: str) -> list[str]:
        return in_language(labels_of(self.graph, concept, kind), self.language) or []

    def _definition(self, concept: Node) -> str:
        """Return the whole text: the definition, then what notes say besides."""
        texts: list[str] = []
        for predicate in _MEANINGS:
            found = in_any(texts_of(self.graph, concept, predicate), self.language)
            texts += [text for text in found or () if text not in texts]
        return "\n\n".join(texts)

    def _particulars(self, concept: Node, fields: Mapping[str, Any]) -> dict[str, Any]:
        graph = self.graph
        scheme = graph.value(concept, SKOS.inScheme)
        notations = sorted(map(str, graph.objects(concept, SKOS.notation)))
        found: dict[str, Any] = {"notation": next(iter(notations), "")}
        if notations[1:]:
            found["hidden_labels"] = [*fields.get("hidden_labels", ()), *notations[1:]]
        found["categories"] = self._categories(concept)
        licenses = (
            license_name
            for holder in (concept, None if self._is_ours(concept) else scheme)
            for predicate in _LICENSES
            if holder and (license_name := graph.value(holder, predicate))
        )
        found["license"] = str(next(licenses, ""))
        if "citations" not in fields:
            found["citations"] = [
                *citations_of(graph, concept, self.language, is_ours=self._is_ours(concept))
            ]
        if "status" not in fields and self._is_deprecated(concept):
            found["status"] = "deprecated"
        return found

    def _categories(self, concept: Node) -> list[str]:
        subjects = [*self.graph.objects(concept, DC.subject)]
        subjects += self.graph.objects(concept, DCTERMS.subject)
        names = in_language(by_language(subjects), self.language) or []
        return list(dict.fromkeys(filter(None, [*names, *self._groups.get(concept, ())])))

    def _is_deprecated(self, concept: Node) -> bool:
        marks = {str(mark).lower() for mark in self.graph.objects(concept, OWL.deprecated)}
        return bool(marks & {"true", "1"})

    def _links(self, concept: Node) -> dict[str, list[Link]]:
        links = {}
        for kind, predicates in _LINKS.items():
            targets = (sorted(self.graph.objects(concept, one), key=str) for one in predicates)
            links[kind] = [
                Link(name=self._name_of(target) or None)
                if isinstance(target, BNode)
                else Link(id=str(target))
                for target in next(filter(None, targets), [])
            ]
        return links

    def _own_cells(self, concept: Node) -> dict[str, str]:
        return self._cells(concept, _OWN)

    def _cells(self, concept: Node, namespace: str) -> dict[str, str]:
        return {
            unquote(str(predicate).removeprefix(namespace)): str(value)
            for predicate, value in self.graph.predicate_objects(concept)
            if str(predicate).startswith(namespace)
        }

    def _is_ours(self, concept: Node) -> bool:
        return bool(self._own_cells(concept))


def _ordered(values: Iterable[str], told: Sequence[str]) -> list[str]:
    """Return the values in the given order; values without a place in it come last."""
    places = {value: place for place, value in enumerate(told)}
    return sorted(dict.fromkeys(values), key=lambda value: places.get(value, len(places)))


def _slug_of(concept: Node) -> str:
    """Return the slug at the end of the address that our export gives a concept."""
    return unquote(str(concept).rstrip("/").rpartition("/")[2].rpartition(":")[2])
