"""Reads TBX, the exchange form of term bases: ISO 30042:2019 in both its styles, and TBX 2.

What kind of data an element holds stands in its ``type`` (DCA) or is its name (DCT).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import (
    Entry,
    Item,
    Joined,
    Link,
    Look,
    Markup,
    Options,
    Refusal,
    Unreadable,
)
from bot.exchange.readers.languages import (
    chosen_language,
    in_any,
    in_language,
    lacks_language,
    others,
)
from bot.exchange.readers.own_entries import own_entry
from bot.exchange.readers.own_fields import entry_of, own_fields
from bot.exchange.readers.tbx_parts import ENTRIES, SECTIONS, TERMS, of_kind, terms_in
from bot.exchange.readers.tbx_sources import Bibliography
from bot.exchange.readers.xml import (
    children,
    descendants,
    language_of,
    parse_xml,
    text_of,
)
from bot.exchange.writers.tbx import ID_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

_PARTS_OF_SPEECH = ("noun", "verb", "adjective")
_FIELDS = (
    ("term, preferred", "term"),
    ("term, admitted", "aliases"),
    ("term, deprecated or superseded", "avoid"),
    ("definition", "short_def, long_def"),
    ("subjectField", "categories"),
    ("partOfSpeech", "part_of_speech"),
    ("crossReference", "relationships.related"),
    ("source, externalCrossReference", "citations"),
    ("transactions, gender, usage, images", None),
)
_AVOIDED = ("deprecatedterm", "supersededterm", "notrecommendedterm", "obsoleteterm")


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is a term base: by its root, in whichever of its two editions."""
    text = head.replace(b"\0", b"")
    return path.suffix.lower() in (".tbx", ".xml") and (b"<tbx" in text or b"<martif" in text)


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what the reader saw, then each concept of the term base in one language.

    Raises Unreadable where the data are no TBX, or not safe to read.
    """
    root = parse_xml(path.read_bytes())
    entries = [*descendants(root, *ENTRIES)]
    if not entries:
        raise Unreadable(
            "This file has no entry of a term base. If it is another form, name it with --format."
        )
    languages = [language_of(section) for one in entries for section in children(one, *SECTIONS)]
    chosen, notes = chosen_language(languages, options.language)
    yield Look(_FIELDS, notes)
    told = _Told(chosen, _license(root), Bibliography(root, entries))
    for number, entry in enumerate(entries, 1):
        yield _entry(entry, entry.get("id") or f"entry {number}", told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What holds for every entry."""

    language: str
    license_name: str
    bibliography: Bibliography


def _entry(entry: _Element, at: str, told: _Told) -> Entry | Refusal | Joined:
    language = told.language
    if key := told.bibliography.key_of(entry):
        return Joined(at, key, "the source of other entries")
    sections = {language_of(section): section for section in children(entry, *SECTIONS)}
    names = {key: [text for text, _ in terms_in(section)] for key, section in sections.items()}
    names = {key: texts for key, texts in names.items() if texts}
    section = in_language({key: sections[key] for key in names}, language)
    if section is None:
        name = (in_any(names, language) or [""])[0]
        return Refusal(at, name, lacks_language(names, language))
    notes = ["".join(note.itertext()).strip() for note in children(entry, "note")]
    own = own_fields(dict(note.split(": ", 1) for note in notes if ": " in note))
    found = _definitions(entry, sections, section, language)
    name, labels = _labels(section, own)
    fields = {
        "categories": [text_of(one) for one in of_kind(entry, "subjectField")],
        "part_of_speech": _part_of_speech(section),
        "citations": [*_citations(entry, section, told.bibliography)],
        **labels,
        **own,
    }
    if "status" in own:  # an export of ours
        if "long_def" not in own:
            fields |= _own_definitions(found)
        return own_entry(at, _slug_of(entry.get("id") or ""), {"term": name, **fields})
    text = "\n\n".join(dict.fromkeys(filter(None, map(_paragraphs, found))))
    return entry_of(
        at,
        name,
        {"license": told.license_name, **fields},
        text=text or _remark(notes, section, name),
        entry_id=entry.get("id"),
        markup=Markup.PLAIN,
        links={"related": [*_links(entry)]},
        foreign_names=others(names, language),
    )


def _slug_of(entry_id: str) -> str:
    """Return the slug that the id of an entry of our export is made of."""
    slug = entry_id.removeprefix(ID_PREFIX)
    return re.sub("_([0-9a-f]+)_", lambda sign: chr(int(sign[1], 16)), slug)


def _labels(section: _Element, own: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the preferred name, the admitted ones as aliases, and those to avoid."""
    terms = [(text, _status(one)) for text, one in terms_in(section)]
    allowed = [(text, status) for text, status in terms if not status.startswith(_AVOIDED)]
    usable = allowed or terms  # where each is deprecated, the first is the name all the same
    preferred = next(
        (text for text, status in usable if status.startswith("preferred")), usable[0][0]
    )
    aliases = [text for text, _ in usable]
    aliases.remove(preferred)  # once: an export of ours may have an alias of that name
    avoided = [text for text, status in terms if (text, status) not in usable]
    labels: dict[str, Any] = {"aliases": aliases}
    if "avoid" not in own:
        labels["avoid"] = list(dict.fromkeys(avoided))
    return preferred, labels


def _status(term: _Element) -> str:
    for kind in ("administrativeStatus", "normativeAuthorization"):
        for one in of_kind(term, kind):
            return text_of(one).lower()
    return ""


def _definitions(
    entry: _Element, sections: dict[str, _Element], section: _Element, language: str
) -> list[_Element]:
    """Return those in the language, else those of the concept, else those in another language."""
    own = [*of_kind(section, "definition")] or [
        one for term in children(section, *TERMS) for one in of_kind(term, "definition")
    ]
    general = [*of_kind(entry, "definition")]
    found = own or general
    if not found:
        by_language = {key: [*of_kind(one, "definition")] for key, one in sections.items()}
        found = in_any({key: ones for key, ones in by_language.items() if ones}, language) or []
    return found


def _own_definitions(found: list[_Element]) -> dict[str, str]:
    """Return the short and the long definition of an export of ours, as they were."""
    texts = [one.text or "" for one in found]
    return dict(zip(("short_def", "long_def"), texts, strict=False))


def _paragraphs(element: _Element) -> str:
    """Return a text with its blank lines, its other line breaks joined."""
    paragraphs = "".join(element.itertext()).split("\n\n")
    return "\n\n".join(filter(None, (" ".join(one.split()) for one in paragraphs)))


def _remark(notes: list[str], section: _Element, name: str) -> str:
    """Return what else is said of a concept that has no definition: notes, else a use of it."""
    remarks = (" ".join(note.split()) for note in notes)
    said = "\n\n".join(remark for remark in remarks if "ource:" not in remark)
    if said:
        return said
    terms = sorted(terms_in(section), key=lambda term: term[0] != name)  # its own uses first
    uses = (text_of(use) for _, term in terms for use in of_kind(term, "context"))
    use = next(uses, "")
    return f"In use: “{use}”" if use else ""


def _part_of_speech(section: _Element) -> str:
    for one in (*children(section, *TERMS), section):
        for found in of_kind(one, "partOfSpeech"):
            said = text_of(found).lower()
            return said if said in _PARTS_OF_SPEECH else ""
    return ""


def _links(entry: _Element) -> Iterator[Link]:
    for holder in (entry, *descendants(entry, *TERMS)):
        for one in of_kind(holder, "crossReference"):
            if one.get("target") or text_of(one):
                yield Link(text_of(one) or None, one.get("target"))


def _citations(
    entry: _Element, section: _Element, bibliography: Bibliography
) -> Iterator[dict[str, str]]:
    """Yield the sources of the definitions, then the pages that the entry leads to."""
    seen: set[str] = set()
    for holder in (section, entry):
        for group in children(holder, "descripGrp"):
            if [*of_kind(group, "definition")]:
                for one in of_kind(group, "source"):
                    source = bibliography.title(text_of(one), one.get("target") or "")
                    if source and source not in seen:
                        seen.add(source)
                        is_web = source.startswith(("https://", "http://")) and " " not in source
                        yield {"source": source, **({"url": source} if is_web else {})}
    for holder in (entry, *children(section, *TERMS)):
        for one in of_kind(holder, "externalCrossReference"):
            url = one.get("target") or ""
            if url and url not in seen:
                seen.add(url)
                yield {"source": text_of(one) or url, "url": url}


def _license(root: _Element) -> str:
    """Return the licence that the header names for all entries."""
    named = [
        text.partition(":")[2].strip()
        for statement in descendants(root, "publicationStmt")
        for text in map(text_of, descendants(statement, "p"))
        if text.lower().startswith(("license:", "licence:"))
    ]
    return named[0] if len(named) == 1 else ""
