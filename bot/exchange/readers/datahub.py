"""Reads DataHub's business glossary: a tree of nodes and terms in YAML.

A node is the category of its terms. One that is described is an entry too, with its terms below it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import Entry
from bot.exchange.readers.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RELATIONS = {"inherits": "broader", "contains": "narrower", "values": "narrower", "related_terms": "related"}
_DOMAIN = "urn:li:domain:"


def is_datahub(document: Any) -> bool:  # noqa: ANN401 - YAML
    """Tell whether a YAML document is such a glossary."""
    return isinstance(document, dict) and any(
        isinstance(document.get(key), list) and any(map(_is_named, document[key]))
        for key in ("nodes", "terms")
    ) and ("version" in document or "source" in document or "nodes" in document)


def read_datahub(document: Any) -> Iterator[Entry]:  # noqa: ANN401 - YAML
    """Yield each term and each described node; a term's id is its path, "Banking.Deposit".

    Raises UnreadableError where the document is no such glossary.
    """
    if not is_datahub(document):
        raise UnreadableError("There are neither `nodes` nor `terms` of a DataHub glossary.")
    tree = [*_walk(document, ())]
    paths = _Paths(path for path, _, _ in tree)
    for path, node, is_term in tree:
        if is_term or _is_described(node):
            yield _entry(path, node, paths, is_term=is_term)


class _Paths:
    """All paths, by their last name and by what they lie below."""

    def __init__(self, paths: Iterable[tuple[str, ...]]) -> None:
        self._by_name: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._below: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for path in paths:
            self._by_name[path[-1]].append(path)
            self._below[path[:-1]].append(".".join(path))

    def below(self, path: tuple[str, ...]) -> list[str]:
        """Return what lies directly below a node."""
        return self._below.get(path, [])

    def meant(self, target: str) -> str:
        """Return the path that a reference means: it may leave out the outermost nodes."""
        wanted = tuple(target.split("."))
        named = self._by_name.get(wanted[-1], ())
        ends = [path for path in named if path[-len(wanted) :] == wanted]
        return ".".join(min(ends, key=len)) if ends else wanted[-1]


def _walk(
    node: dict[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, Any], bool]]:
    """Yield the path of each node and term, what it says, and whether it is a term."""
    for key in ("nodes", "terms"):
        for child in node.get(key) or ():
            if _is_named(child):
                inner = (*path, str(child["name"]).strip())
                yield inner, child, key == "terms"
                yield from _walk(child, inner)


def _entry(
    path: tuple[str, ...], node: dict[str, Any], paths: _Paths, *, is_term: bool
) -> Entry:
    relations: dict[str, list[str]] = {}
    for key, kind in _RELATIONS.items():
        for target in node.get(key) or ():
            relations.setdefault(kind, []).append(paths.meant(str(target)))
    if not is_term:
        relations.setdefault("narrower", []).extend(paths.below(path))
    domain = str(node.get("domain") or "").removeprefix(_DOMAIN)
    fields = {
        "categories": list(dict.fromkeys(filter(None, (*path[-2:-1], domain)))),
        "citations": [*_citations(node)],
    }
    return Entry(
        ".".join(path),
        path[-1],
        str(node.get("description") or "").strip(),
        id=str(node.get("id") or ".".join(path)),
        fields={key: value for key, value in fields.items() if value},
        relations={kind: labels for kind, labels in relations.items() if labels},
    )


def _citations(node: dict[str, Any]) -> Iterator[dict[str, str]]:
    source, url = str(node.get("source_ref") or ""), str(node.get("source_url") or "")
    if source or url:
        yield {key: text for key, text in (("source", source or url), ("url", url)) if text}
    for link in node.get("knowledge_links") or ():
        if isinstance(link, dict) and link.get("url"):
            yield {"source": str(link.get("label") or link["url"]), "url": str(link["url"])}


def _is_named(node: Any) -> bool:  # noqa: ANN401 - YAML
    return isinstance(node, dict) and bool(str(node.get("name") or "").strip())


def _is_described(node: dict[str, Any]) -> bool:
    """Tell whether a node says more of itself than its name."""
    said = str(node.get("description") or "").strip().rstrip(".").casefold()
    return bool(said) and said != str(node["name"]).strip().casefold()
