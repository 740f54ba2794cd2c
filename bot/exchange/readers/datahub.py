"""Reads DataHub's business glossary: a tree of nodes and terms in YAML.

A node is the category of its terms. One that is described is an entry too, with its terms below it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import yaml

from bot.exchange.entry import Entry, Item, Link, Look, Markup, Options, Unreadable
from bot.exchange.readers.encoding import in_utf8
from bot.exchange.readers.own_fields import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_RELATIONS = {
    "inherits": "broader",
    "contains": "narrower",
    "values": "narrower",
    "related_terms": "related",
}
_LEFT_OUT = ("owners", "custom_properties", "term_source")
_FIELDS = (
    ("name", "term"),
    ("description", "short_def, long_def"),
    ("nodes, domain", "categories"),
    ("inherits", "relationships.broader"),
    ("contains, values", "relationships.narrower"),
    ("related_terms", "relationships.related"),
    ("source_ref, source_url, knowledge_links", "citations"),
    (", ".join(_LEFT_OUT), None),
)
_DOMAIN = "urn:li:domain:"


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is YAML that begins as such a glossary does."""
    lines = head.decode("utf-8", "replace").splitlines()
    keys = {line.partition(":")[0] for line in lines if line[:1].isalpha()}
    return path.suffix.lower() in (".yml", ".yaml") and (
        "nodes" in keys or {"version", "source", "terms"} <= keys
    )


def read(path: Path, _options: Options) -> Iterator[Item]:
    """Yield what the reader saw, then each term and each described node.

    A term's id is its path, "Banking.Deposit". Raises Unreadable where the file is no such
    glossary.
    """
    document = _parsed(in_utf8(path))
    yield Look(_FIELDS)
    yield from _entries(document)


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        document = yaml.load(data, yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Unreadable(
            f"This isn't valid YAML: {error}. Mend that line, or export it again."
        ) from error
    if not isinstance(document, dict) or not any(_walk(document, ())):
        raise Unreadable(
            "This file has no `nodes` and no `terms`, as a DataHub glossary has. If it is another "
            "form, name it with --format."
        )
    return document


def _entries(document: dict[str, Any]) -> Iterator[Entry]:
    tree = [*_walk(document, ())]
    paths = _Paths(path for path, _, _ in tree)
    for path, node, is_term in tree:
        if is_term or _is_described(node):
            yield _entry(path, node, paths, is_term=is_term)


class _Paths:
    """All paths, by their last name and by what they lie below."""

    def __init__(self, paths: Iterable[tuple[str, ...]]) -> None:
        self._by_name: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._below: dict[tuple[str, ...], list[Link]] = defaultdict(list)
        for path in paths:
            self._by_name[path[-1]].append(path)
            self._below[path[:-1]].append(_link(path))

    def below(self, path: tuple[str, ...]) -> list[Link]:
        """Return what lies directly below a node."""
        return self._below.get(path, [])

    def meant(self, target: str) -> Link:
        """Return the path that a reference means: it may leave out the outermost nodes."""
        wanted = tuple(target.split("."))
        named = self._by_name.get(wanted[-1], ())
        ends = [path for path in named if path[-len(wanted) :] == wanted]
        return _link(min(ends, key=len) if ends else wanted)


def _link(path: tuple[str, ...]) -> Link:
    return Link(path[-1], ".".join(path))


def _walk(
    node: dict[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, Any], bool]]:
    """Yield the path of each node and term, what it says, and whether it is a term."""
    for key in ("nodes", "terms"):
        for child in _listed(node.get(key)):
            if _is_named(child):
                inner = (*path, str(child["name"]).strip())
                yield inner, child, key == "terms"
                yield from _walk(child, inner)


def _entry(path: tuple[str, ...], node: dict[str, Any], paths: _Paths, *, is_term: bool) -> Entry:
    links: dict[str, list[Link]] = defaultdict(list)
    for key, kind in _RELATIONS.items():
        links[kind] += (paths.meant(str(target)) for target in _listed(node.get(key)))
    if not is_term:
        links["narrower"] += paths.below(path)
    domain = str(node.get("domain") or "").removeprefix(_DOMAIN)
    fields = {
        "categories": list(dict.fromkeys(filter(None, (*path[-2:-1], domain)))),
        "citations": [*_citations(node)],
    }
    return entry_of(
        ".".join(path),
        path[-1],
        fields,
        text=str(node.get("description") or "").strip(),
        entry_id=".".join(path),
        markup=Markup.MARKDOWN,
        links=links,
        left_out=[key for key in _LEFT_OUT if node.get(key)],
    )


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - YAML
    return value if isinstance(value, list) else [value] if value else []


def _citations(node: dict[str, Any]) -> Iterator[dict[str, str]]:
    source, url = str(node.get("source_ref") or ""), str(node.get("source_url") or "")
    if source or url:
        yield {key: text for key, text in (("source", source or url), ("url", url)) if text}
    for link in _listed(node.get("knowledge_links")):
        if isinstance(link, dict) and link.get("url"):
            yield {"source": str(link.get("label") or link["url"]), "url": str(link["url"])}


def _is_named(node: Any) -> bool:  # noqa: ANN401 - YAML
    return isinstance(node, dict) and bool(str(node.get("name") or "").strip())


def _is_described(node: dict[str, Any]) -> bool:
    """Tell whether a node says more of itself than its name."""
    said = str(node.get("description") or "").strip().rstrip(".").casefold()
    return bool(said) and said != str(node["name"]).strip().casefold()
