"""The parts of a term base in TBX: entries, languages, terms, and the data of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.readers.xml import children, descendants, local_name, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

ENTRIES = ("conceptEntry", "termEntry")
SECTIONS = ("langSec", "langSet")
TERMS = ("termSec", "tig", "ntig")
_HOLDERS = ("descrip", "termNote", "admin", "ref", "xref", "transac", "transacNote", "descripNote")


def _kind(element: _Element) -> str:
    """Return which kind of data an element holds."""
    name = local_name(element)
    return str(element.get("type") or "") if name in _HOLDERS else name


def of_kind(element: _Element, kind: str) -> Iterator[_Element]:
    """Yield the data of a kind that belong to this element itself, in a group or not."""
    for child in element:
        name = local_name(child)
        if _kind(child) == kind:
            yield child
        elif name.endswith("Grp"):
            yield from of_kind(child, kind)


def terms_in(section: _Element) -> list[tuple[str, _Element]]:
    """Return the names in a language, each with its element, in their order."""
    return [
        (text_of(term), one)
        for one in children(section, *TERMS)
        for term in descendants(one, "term")
        if text_of(term)
    ]
