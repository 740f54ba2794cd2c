"""Reads JSKOS, SKOS as plain JSON: a concept a line, a list of concepts, or a scheme of them."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import Entry, Refusal
from bot.exchange.readers.errors import UnreadableError
from bot.exchange.readers.languages import (
    in_any,
    in_language,
    lacks_language,
    main_language,
    others,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_RELATIONS = ("broader", "narrower", "related")
_MEANINGS = ("definition", "scopeNote")
_HOLDERS = ("concepts", "members", "topConcepts", "narrower")
_SCHEME = "http://www.w3.org/2004/02/skos/core#ConceptScheme"

Texts = dict[str, list[str]]  # by language


def read_jskos(data: bytes, language: str | None) -> Iterator[Entry | Refusal]:
    """Yield each concept, in one of its languages.

    Raises UnreadableError where the data are no JSON, or hold no concept.
    """
    concepts = [*_concepts(_parsed(data))]
    if not concepts:
        raise UnreadableError("There is no JSKOS concept in this file.")
    names = [_texts(concept, "prefLabel") for concept in concepts]
    chosen = main_language((key for texts in names for key in texts), language)
    for number, (concept, texts) in enumerate(zip(concepts, names, strict=True), 1):
        yield _entry(concept, texts, f"concept {number}", chosen)


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - JSON
    """Return the document; of JSON lines, a list."""
    try:
        text = data.decode("utf-8-sig")
        try:
            return json.loads(text)
        except ValueError:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"This is no sound JSON: {error}.") from error


def _concepts(document: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Yield the concepts, those inside a scheme or under another concept too, each once."""
    waiting = deque([document])
    seen: set[str] = set()
    while waiting:
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extendleft(reversed(node))
        elif isinstance(node, dict):
            waiting.extendleft(node[key] for key in _HOLDERS if isinstance(node.get(key), list))
            uri = str(node.get("uri", ""))
            if node.get("prefLabel") and _SCHEME not in _listed(node.get("type")):
                if uri and uri in seen:
                    continue
                seen.add(uri)
                yield node


def _entry(
    concept: dict[str, Any], names: Texts, place: str, language: str
) -> Entry | Refusal:
    named = in_language(names, language)
    if not named:
        name = (in_any(names, language) or [""])[0]
        return Refusal(place, name, lacks_language(names, language))
    aliases = [*named[1:], *(in_language(_texts(concept, "altLabel"), language) or [])]
    notes = [in_any(_texts(concept, kind), language) or [] for kind in _MEANINGS]
    uri = str(concept.get("uri") or "")
    fields = {
        "aliases": list(dict.fromkeys(alias for alias in aliases if alias != named[0])),
        "hidden_labels": in_language(_texts(concept, "hiddenLabel"), language) or [],
        "notation": next((str(code) for code in _listed(concept.get("notation")) if code), ""),
        "license": _address(next(iter(_listed(concept.get("license"))), None)),
        "citations": [*_citations(concept, uri)],
        "status": "deprecated" if concept.get("deprecated") is True else "",
    }
    relations = {
        kind: found
        for kind in _RELATIONS
        if (found := [*filter(None, map(_address, _listed(concept.get(kind))))])
    }
    return Entry(
        place,
        named[0],
        "\n\n".join(dict.fromkeys(text for texts in notes for text in texts)),
        id=uri,
        fields={key: value for key, value in fields.items() if value},
        relations=relations,
        other_names=others(names, language),
    )


def _texts(concept: dict[str, Any], kind: str) -> Texts:
    """Return the texts of a kind by language; "-" says that there may be more."""
    found = concept.get(kind)
    if not isinstance(found, dict):
        return {}
    texts = {
        str(key): [text.strip() for text in _listed(value) if isinstance(text, str) and text.strip()]
        for key, value in found.items()
    }
    return {key: value for key, value in texts.items() if value and key != "-"}


def _citations(concept: dict[str, Any], uri: str) -> Iterator[dict[str, str]]:
    pages = [_address(one) for one in _listed(concept.get("url"))] or [uri]
    schemes = _listed(concept.get("inScheme"))
    title = next(filter(None, map(_address, schemes)), "")
    for page in pages:
        if page.startswith(("https://", "http://")):
            yield {"source": title or page, "url": page}


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    if value is None:
        return []
    return [one for one in value if one is not None] if isinstance(value, list) else [value]


def _address(value: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        value = value.get("uri")
    return value if isinstance(value, str) else ""
