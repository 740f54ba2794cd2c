"""Reads DITA's glossary entries: a file, a group of them, or a folder of such files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.entry import Entry
from bot.exchange.readers.errors import UnreadableError
from bot.exchange.readers.xml import children, descendants, local_name, parse_xml, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_CODE = frozenset(
    "apiname cmdname codeph filepath msgnum option parmname synph systemoutput userinput varname "
    "xmlatt xmlelement tt".split()
)
_BLOCKS = frozenset("p li ul ol sl sli dl dlentry note lq pre codeblock section div".split())
_OTHER_NAMES = ("glossAbbreviation", "glossAcronym", "glossShortForm", "glossSynonym")
_PARTS_OF_SPEECH = ("noun", "verb", "adjective")
_AVOIDED = ("deprecated", "superseded", "prohibited", "restricted", "obsolete")


def read_dita(data: bytes, name: str = "") -> Iterator[Entry]:
    """Yield the entries of one file, called ``name``.

    Raises UnreadableError where it is no XML, or holds no glossary entry.
    """
    found = [*_entries(parse_xml(data), name)]
    if not found:
        raise UnreadableError("There is no `glossentry` in this file.")
    yield from found


def read_dita_folder(files: Mapping[str, bytes]) -> Iterator[Entry]:
    """Yield the entries of all files, given by path; maps and other topics hold none.

    Raises UnreadableError where none holds a glossary entry.
    """
    found = [one for path in sorted(files) for one in _entries(parse_xml(files[path]), path)]
    if not found:
        raise UnreadableError("There is no `glossentry` in these files.")
    yield from found


def _entries(root: _Element, path: str) -> Iterator[Entry]:
    entries = [root] if local_name(root) == "glossentry" else descendants(root, "glossentry")
    for number, entry in enumerate(entries, 1):
        entry_id = entry.get("id") or ""
        yield _entry(entry, path or entry_id or f"entry {number}", entry_id)


def _entry(entry: _Element, place: str, entry_id: str) -> Entry:
    (name, *_) = [*map(text_of, children(entry, "glossterm"))] or [""]
    meanings = [markdown_of(one) for one in children(entry, "glossdef")]
    aliases, avoided = [], []
    for body in children(entry, "glossBody"):
        meanings += [markdown_of(one) for one in children(body, "glossScopeNote", "glossUsage")]
        aliases += [text_of(one) for one in children(body, "glossSurfaceForm")]
        for other in children(body, "glossAlt"):
            status = next((one.get("value") or "" for one in children(other, "glossStatus")), "")
            names = [*map(text_of, children(other, *_OTHER_NAMES))]
            (avoided if status.lower().startswith(_AVOIDED) else aliases).extend(names)
    aliases = [alias for alias in dict.fromkeys(aliases) if alias and alias != name]
    fields = {
        "aliases": aliases,
        "avoid": list(dict.fromkeys(filter(None, avoided))),
        "part_of_speech": _part_of_speech(entry),
        "status": "deprecated" if _is_deprecated(entry) else "",
        "citations": [*_citations(entry)],
    }
    related = [target for link in descendants(entry, "link") if (target := _target(link))]
    return Entry(
        place,
        name,
        "\n\n".join(filter(None, meanings)),
        id=entry_id,
        fields={key: value for key, value in fields.items() if value},
        relations={"related": related} if related else {},
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
    paragraphs = [" ".join(line.split()) for line in lines]
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph and paragraph != "-")
    return text.replace("\n\n- ", "\n- ") if text.startswith("- ") else text


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
