"""Reads JSKOS, SKOS as plain JSON: a concept a line, a list of concepts, or a scheme of them."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import (
    Entry,
    Item,
    Link,
    Look,
    Markup,
    Options,
    Refusal,
    Unreadable,
)
from bot.exchange.readers.addresses import name_in_address
from bot.exchange.readers.encoding import in_utf8
from bot.exchange.readers.languages import (
    chosen_language,
    in_any,
    in_language,
    lacks_language,
    others,
)
from bot.exchange.readers.own_fields import RELATIONS, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LEFT_OUT = (
    "editorialNote",
    "historyNote",
    "changeNote",
    "note",
    "example",
    "mappings",
    "depiction",
)
_FIELDS = (
    ("prefLabel", "term"),
    ("altLabel", "aliases"),
    ("hiddenLabel", "hidden_labels"),
    ("definition, scopeNote", "short_def, long_def"),
    ("broader, narrower, related", "relationships"),
    ("notation", "notation"),
    ("url, inScheme", "citations"),
    ("license", "license"),
    ("deprecated", "status"),
    (", ".join(_LEFT_OUT), None),
)
_MEANINGS = ("definition", "scopeNote")
_HOLDERS = ("concepts", "members", "topConcepts", "narrower")
_SKOS = b"http://www.w3.org/2004/02/skos/core#"
_SCHEME = f"{_SKOS.decode()}ConceptScheme"

Texts = dict[str, list[str]]  # by language


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is JSON whose concepts have JSKOS's own fields."""
    return path.suffix.lower() in (".json", ".ndjson", ".jsonl", "") and (
        b'"prefLabel"' in head
        and b'"uri"' in head
        and not (b'"@context"' in head and _SKOS in head)  # that is JSON-LD
    )


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what the reader saw, then each concept in one language.

    Raises Unreadable where the data are no JSON, or hold no concept.
    """
    document = _parsed(in_utf8(path))
    concepts = [*_concepts(document)]
    if not concepts:
        raise Unreadable(
            "This file has no JSKOS concept. If it is another form, name it with --format."
        )
    names = [_texts(concept, "prefLabel") for concept in concepts]
    languages = [key for texts in names for key in texts]
    chosen, notes = chosen_language(languages, options.language)
    yield Look(_FIELDS, notes)
    schemes = {str(one["uri"]): one for one in _named(document) if _is_scheme(one)}
    for number, (concept, texts) in enumerate(zip(concepts, names, strict=True), 1):
        yield _entry(concept, texts, f"concept {number}", _Told(chosen, schemes))


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - JSON
    """Return the document; of JSON lines, a list."""
    try:
        text = data.decode()
        try:
            return json.loads(text)
        except ValueError:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"This isn't valid JSON: {error}. Export or download it again.") from error


def _concepts(document: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Yield the concepts, those inside a scheme or under another concept too, each once."""
    seen: set[str] = set()
    for node in _named(document):
        uri = str(node.get("uri") or "")
        if not _is_scheme(node) and not (uri and uri in seen):
            seen.add(uri)
            yield node


def _named(document: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Yield whatever has a name."""
    waiting = deque([document])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extendleft(reversed(node))
        elif isinstance(node, dict):
            waiting.extendleft(node[key] for key in _HOLDERS if isinstance(node.get(key), list))
            if node.get("prefLabel"):
                yield node


def _is_scheme(node: dict[str, Any]) -> bool:
    return _SCHEME in _listed(node.get("type")) and bool(node.get("uri"))


@dataclass(frozen=True, slots=True)
class _Told:
    """What holds for every concept: the language, and the schemes that the document describes."""

    language: str
    schemes: Mapping[str, dict[str, Any]]

    def title(self, concept: dict[str, Any]) -> str:
        """Return what the concept's scheme is called, else the last part of its address."""
        for scheme in _listed(concept.get("inScheme")):
            address = _address(scheme)
            for one in (scheme, self.schemes.get(address)):
                names = _texts(one, "prefLabel") if isinstance(one, dict) else {}
                if found := in_any(names, self.language):
                    return found[0]
            if address:
                return name_in_address(address)
        return ""


def _entry(concept: dict[str, Any], names: Texts, at: str, told: _Told) -> Entry | Refusal:
    language = told.language
    named = in_language(names, language)
    if not named:
        name = (in_any(names, language) or [""])[0]
        return Refusal(at, name, lacks_language(names, language))
    aliases = [*named[1:], *(in_language(_texts(concept, "altLabel"), language) or [])]
    notes = [in_any(_texts(concept, kind), language) or [] for kind in _MEANINGS]
    uri = str(concept.get("uri") or "")
    notations = [str(code) for code in _listed(concept.get("notation")) if code]
    fields = {
        "aliases": list(dict.fromkeys(alias for alias in aliases if alias != named[0])),
        "hidden_labels": [
            *(in_language(_texts(concept, "hiddenLabel"), language) or ()),
            *notations[1:],
        ],
        "notation": next(iter(notations), ""),
        "license": _address(next(iter(_listed(concept.get("license"))), None)),
        "citations": [*_citations(concept, uri, told.title(concept))],
        "status": "deprecated" if concept.get("deprecated") is True else "",
    }
    meanings = dict.fromkeys(text for texts in notes for text in texts)
    return entry_of(
        at,
        named[0],
        fields,
        text="\n\n".join(meanings),
        entry_id=uri,
        markup=Markup.PLAIN,
        links={kind: [*_links(concept, kind)] for kind in RELATIONS},
        foreign_names=others(names, language),
        left_out=[kind for kind in _LEFT_OUT if concept.get(kind)],
    )


def _links(concept: dict[str, Any], kind: str) -> Iterator[Link]:
    for target in map(_address, _listed(concept.get(kind))):
        if target:
            yield Link(id=target)


def _texts(concept: dict[str, Any], kind: str) -> Texts:
    """Return the texts of a kind by language; "-" says that there may be more."""
    found = concept.get(kind)
    if not isinstance(found, dict):
        return {}
    texts = {
        str(key): [
            text.strip() for text in _listed(value) if isinstance(text, str) and text.strip()
        ]
        for key, value in found.items()
    }
    return {key: value for key, value in texts.items() if value and key != "-"}


def _citations(concept: dict[str, Any], uri: str, title: str) -> Iterator[dict[str, str]]:
    pages = [_address(one) for one in _listed(concept.get("url"))] or [uri]
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
