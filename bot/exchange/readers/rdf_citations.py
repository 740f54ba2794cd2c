"""The sources that a concept names in RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import DC, DCTERMS, RDFS, SKOS, Literal, URIRef

from bot.exchange.readers.addresses import name_in_address
from bot.exchange.readers.languages import in_any
from bot.exchange.readers.rdf_texts import by_language, labels_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

_SOURCES = (DCTERMS.source, DC.source, DCTERMS.references)


def citations_of(
    graph: Graph, concept: Node, language: str, *, is_ours: bool
) -> Iterator[dict[str, str]]:
    """Yield what the concept names as its sources, else the concept's own page.

    Without sources, one of our export has none.
    """
    sources = sorted(
        {one for kind in _SOURCES for one in graph.objects(concept, kind)}, key=_number
    )
    for source in sources:
        title = graph.value(source, DCTERMS.title) or graph.value(source, RDFS.label)
        address = graph.value(source, RDFS.seeAlso) or source
        url = str(address) if isinstance(address, URIRef) and _is_web(address) else ""
        text = str(title or (source if isinstance(source, Literal) else url)).strip()
        if text or url:
            yield {key: one for key, one in (("source", text), ("url", url)) if one}
    if not sources and _is_web(concept) and not is_ours:
        yield {"source": _title(graph, concept, language), "url": str(concept)}


def _title(graph: Graph, concept: Node, language: str) -> str:
    """Return what the concept's scheme is called, else the last part of the scheme's address."""
    scheme = graph.value(concept, SKOS.inScheme)
    if scheme is None:
        return str(concept)
    titles = [*graph.objects(scheme, DCTERMS.title), *graph.objects(scheme, DC.title)]
    names = by_language(titles) or labels_of(graph, scheme, "prefLabel")
    return (in_any(names, language) or [name_in_address(str(scheme))])[0]


def _is_web(address: Node) -> bool:
    return str(address).startswith(("https://", "http://"))


def _number(source: Node) -> tuple[int, str]:
    """Return where a source of ours stands among the others: ``…#source-12`` behind 2."""
    number = str(source).rpartition("#source-")[2]
    return (int(number) if number.isdecimal() else 0, str(source))
