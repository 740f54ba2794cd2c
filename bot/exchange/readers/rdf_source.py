"""RDF as somebody sent it: which syntax it has, and its graph; nothing is fetched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rdflib import Graph

from bot.exchange.entry import Unreadable
from bot.exchange.readers.xml import check_entities

if TYPE_CHECKING:
    from pathlib import Path

SYNTAXES = {
    ".ttl": "turtle",
    ".n3": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".owl": "xml",
    ".skos": "xml",
    ".jsonld": "json-ld",
}
_NAMES = {"turtle": "Turtle", "nt": "N-Triples", "xml": "RDF/XML", "json-ld": "JSON-LD"}
HEAD = 65_536  # bytes that tell the syntax


def syntax_of(path: Path, head: bytes) -> str:
    """Return the syntax that the name says, else what the beginning looks like."""
    if known := SYNTAXES.get(path.suffix.lower()):
        return known
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith((b"{", b"[")):
        return "json-ld"
    return "xml" if start.startswith((b"<?xml", b"<rdf", b"<!")) else "turtle"


def parsed(data: bytes, syntax: str) -> Graph:
    """Return the graph of all that the data say.

    Raises Unreadable where they are not sound, or would fetch or grow.
    """
    if syntax == "xml":
        check_entities(data)
    elif syntax == "json-ld":
        _refuse_remote_contexts(data)
    try:
        return Graph().parse(data=data, format=syntax)
    except Exception as error:  # rdflib's parsers raise what they please
        said = " ".join(str(error).split())
        raise Unreadable(
            f"This isn't valid {_NAMES[syntax]}: {said}. Mend it, or export it again."
        ) from error


def _refuse_remote_contexts(data: bytes) -> None:
    """Raise Unreadable where a context lies elsewhere: rdflib would fetch it."""
    try:
        waiting = [json.loads(data)]
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"This isn't valid JSON: {error}. Export or download it again.") from error
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            contexts = node.get("@context", [])
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, str):
                    raise Unreadable(
                        f"Its context lies elsewhere ({context}), and nothing is fetched. Put the "
                        "context into the file, or export it as Turtle."
                    )
            if "@import" in node:
                raise Unreadable(
                    "Its context imports another, and nothing is fetched. Export it as Turtle."
                )
            waiting += node.values()
