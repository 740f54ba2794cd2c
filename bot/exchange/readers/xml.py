"""Reads XML from strangers: nothing is fetched, and no entity grows beyond bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from lxml import etree

from bot.exchange.entry import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_GROWTH = 1_000_000  # characters that entities may add to a document …
MOST_GROWTH_BY_SIZE = 4  # … or this many times its size: namespaces are written as entities
LONGEST_DEFAULT = 1_000  # characters of an attribute's, which every element gets
_SPACE = re.compile(r"\s+")


def parse_xml(data: bytes) -> etree._Element:
    """Return the document's root.

    Raises Unreadable where it is no XML, or has entities that nest, grow or lie elsewhere.
    """
    check_entities(data)
    parser = etree.XMLParser(
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            f"This isn't valid XML: {error.msg}. Export or download it again."
        ) from error


def check_entities(data: bytes) -> None:
    """Raise Unreadable where an entity nests, lies outside the document or grows too much."""
    values: dict[str, str] = {}

    def declare(
        name: str,
        is_parameter: int,
        value: str | None,
        _base: str | None,
        _system_id: str | None,
        _public_id: str | None,
        _notation: str | None,
    ) -> None:
        if value is None or is_parameter:
            raise Unreadable(f"The entity “{name}” lies outside the document or is a macro.")
        if "&" in value or "%" in value:
            raise Unreadable(f"The entity “{name}” is made of other entities.")
        values[name] = value

    parser = expat.ParserCreate()

    def default(
        _element: str, attribute: str, _type: str, value: str | None, _is_required: int
    ) -> None:
        if value and len(value) > LONGEST_DEFAULT:
            raise Unreadable(f"The attribute “{attribute}” has a default that is too long.")

    parser.EntityDeclHandler = declare
    parser.AttlistDeclHandler = default
    parser.StartElementHandler = _stop
    try:
        parser.Parse(data, True)
    except _HeadReadError:
        pass
    except expat.ExpatError as error:
        raise Unreadable(f"This isn't valid XML: {error}. Export or download it again.") from error
    if values:
        _refuse_growth(data, values)


class _HeadReadError(Exception):
    """The root element has begun, behind which nothing is declared."""


def _stop(_name: str, _attributes: dict[str, str]) -> None:
    raise _HeadReadError


def _refuse_growth(data: bytes, values: dict[str, str]) -> None:
    text = data.replace(b"\0", b"")  # UTF-16 as well
    growth = sum(text.count(f"&{name};".encode()) * len(value) for name, value in values.items())
    if growth > max(MOST_GROWTH, MOST_GROWTH_BY_SIZE * len(data)):
        raise Unreadable(f"Its entities would add {growth:,} characters to the document.")


def local_name(element: etree._Element) -> str:
    """Return the element's name without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterable[etree._Element]:
    """Yield the children that have one of these names, in whatever namespace."""
    return (child for child in element if local_name(child) in names)


def descendants(element: etree._Element, *names: str) -> Iterable[etree._Element]:
    """Yield all below that have one of these names, in whatever namespace."""
    return (one for one in element.iterdescendants() if local_name(one) in names)


def text_of(element: etree._Element) -> str:
    """Return all text inside, its spaces and line breaks joined."""
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def language_of(element: etree._Element) -> str:
    """Return the language that is in force here, in lower case; empty where none is named."""
    for one in (element, *element.iterancestors()):
        language = one.get("{http://www.w3.org/XML/1998/namespace}lang")
        if language is not None:
            return str(language).lower()
    return ""
