"""What an RDF graph calls a resource and says of it, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, SKOS, Literal, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import Graph
    from rdflib.term import Node

XL = Namespace("http://www.w3.org/2008/05/skos-xl#")
Texts = dict[str, list[str]]  # by language


def labels_of(graph: Graph, subject: Node, kind: str) -> Texts:
    """Return the labels of a kind, SKOS-XL's as well, by language."""
    literals = [*graph.objects(subject, SKOS[kind])]
    for label in graph.objects(subject, XL[kind]):
        literals += graph.objects(label, XL.literalForm)
    if kind == "prefLabel" and not literals:
        literals += graph.objects(subject, RDFS.label)
    return by_language(literals)


def texts_of(graph: Graph, subject: Node, predicate: Node) -> Texts:
    """Return the texts of a note, those too that a resource of its own holds as its value."""
    literals: list[Node] = []
    for found in graph.objects(subject, predicate):
        values = [] if isinstance(found, Literal) else [*graph.objects(found, RDF.value)]
        literals += values or [found]
    return by_language(literals)


def by_language(values: Iterable[Node]) -> Texts:
    """Return the texts by language, in an order of their own; "" for those without one."""
    found: Texts = {}
    for value in sorted(values, key=str):
        if isinstance(value, Literal) and str(value).strip():
            texts = found.setdefault(str(value.language or "").lower(), [])
            if (text := str(value).strip()) not in texts:
                texts.append(text)
    return found
