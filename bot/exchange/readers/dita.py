"""Reads DITA's glossary entries: a file, a group of them, or a folder of such files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.exchange.entry import Entry, Item, Link, Look, Options, Unreadable
from bot.exchange.readers.own_fields import entry_of
from bot.exchange.readers.xml import children, descendants, local_name, parse_xml, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

_CODE = frozenset(
    "apiname cmdname codeph filepath msgnum option parmname synph systemoutput userinput varname "
    "xmlatt xmlelement tt".split()
)
_BLOCKS = frozenset("p li ul ol sl sli dl dlentry note lq pre codeblock section div".split())
_OTHER_NAMES = ("glossAbbreviation", "glossAcronym", "glossShortForm", "glossSynonym")
_PARTS_OF_SPEECH = ("noun", "verb", "adjective")
_FIELDS = (
    ("glossterm", "term"),
    ("glossdef, glossScopeNote, glossUsage", "short_def, long_def"),
    ("glossAlt, glossSurfaceForm", "aliases"),
    ("glossAlt that is deprecated or prohibited", "avoid"),
    ("glossPartOfSpeech", "part_of_speech"),
    ("glossStatus", "status"),
    ("related-links", "relationships.related, citations"),
    ("glossSymbol, glossProperty", None),
)
_AVOIDED = ("deprecated", "superseded", "prohibited", "restricted", "obsolete")


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is a topic of DITA's, or a folder of them."""
    if path.is_dir():
        return next(path.rglob("*.dita"), None) is not None
    return path.suffix.lower() in (".dita", ".xml") and b"<gloss" in head


def read(path: Path, _options: Options) -> Iterator[Item]:
    """Yield what the reader saw, then the entries of a file, or of all files of a folder.

    Maps and other topics hold none. Raises Unreadable where no file holds an entry.
    """
    files = sorted((*path.rglob("*.dita"), *path.rglob("*.xml"))) if path.is_dir() else [path]
    entries = [
        entry
        for file in files
        for entry in _entries(
            parse_xml(file.read_bytes()), str(file.relative_to(path)) if file != path else ""
        )
    ]
    if not entries:
        raise Unreadable(
            "There is no `glossentry` in it. If it is another form, name it with --format."
        )
    yield Look(_FIELDS)
    yield from entries


def _entries(root: _Element, path: str) -> Iterator[Entry]:
    entries = [root] if local_name(root) == "glossentry" else descendants(root, "glossentry")
    for number, entry in enumerate(entries, 1):
        entry_id = entry.get("id") or ""
        yield _entry(entry, path or entry_id or f"entry {number}", entry_id)


def _entry(entry: _Element, at: str, entry_id: str) -> Entry:
    (name, *_) = [*map(text_of, children(entry, "glossterm"))] or [""]
    meanings = [markdown_of(one) for one in children(entry, "glossdef")]
    aliases: list[str] = []
    avoided: dict[str, str] = {}  # with the reason
    for body in children(entry, "glossBody"):
        meanings += [markdown_of(one) for one in children(body, "glossScopeNote", "glossUsage")]
        aliases += [text_of(one) for one in children(body, "glossSurfaceForm")]
        for other in children(body, "glossAlt"):
            status = next((one.get("value") or "" for one in children(other, "glossStatus")), "")
            names = [*filter(None, map(text_of, children(other, *_OTHER_NAMES)))]
            if status.lower().startswith(_AVOIDED):
                because = " ".join(map(text_of, children(other, "glossUsage")))
                avoided |= dict.fromkeys(names, because)
            else:
                aliases += names
    aliases = [alias for alias in dict.fromkeys(aliases) if alias and alias != name]
    fields = {
        "aliases": aliases,
        "avoid": [
            {"name": one, "because": because} if because else one
            for one, because in avoided.items()
        ],
        "part_of_speech": _part_of_speech(entry),
        "status": "deprecated" if _is_deprecated(entry) else "",
        "citations": [*_citations(entry)],
    }
    related = [Link(id=id_) for link in descendants(entry, "link") if (id_ := _target(link))]
    return entry_of(
        at,
        name,
        fields,
        text="\n\n".join(filter(None, meanings)),
        entry_id=entry_id,
        links={"related": related},
    )


def _part_of_speech(entry: _Element) -> str:
    for one in descendants(entry, "glossPartOfSpeech"):
        value = (one.get("value") or text_of(one)).lower()
        return value if value in _PARTS_OF_SPEECH else ""
    return ""


def _is_deprecated(entry: _Element) -> bool:
    return any(
        (status.get("value") or "").lower().startswith(_AVOIDED)
        for body in children(entry, "glossBody")
        for status in children(body, "glossStatus")
    )


def _target(link: _Element) -> str:
    """Return the id of the entry that a link leads to: its fragment, else its file's name."""
    address = link.get("href") or ""
    if "://" in address:
        return ""
    file, _, fragment = address.partition("#")
    return fragment.partition("/")[0] or file.rpartition("/")[2].removesuffix(".dita")


def _citations(entry: _Element) -> Iterator[dict[str, str]]:
    for link in descendants(entry, "link", "xref"):
        address = link.get("href") or ""
        if address.startswith(("https://", "http://")):
            yield {"source": text_of(link) or address, "url": address}


def markdown_of(element: _Element) -> str:
    """Return the text inside in Markdown: paragraphs, list items, and code as code."""
    lines: list[str] = [""]
    _write(element, lines)
    paragraphs = [one for line in lines if (one := " ".join(line.split())) not in ("", "-")]
    text = "\n\n".join(paragraphs)
    return re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", text)


def _write(element: _Element, lines: list[str]) -> None:
    """Add the element's text to the last line; blocks begin lines of their own."""
    name = local_name(element)
    is_code = name in _CODE and not len(element)
    if name in _BLOCKS:
        lines.append("- " if name in ("li", "sli") else "")
    lines[-1] += f"`{text_of(element)}`" if is_code else element.text or ""
    for child in () if is_code else element:
        _write(child, lines)
        lines[-1] += child.tail or ""
    if name in _BLOCKS:
        lines.append("")
