"""Reads NIST's tables of terms, in which a term has several definitions, each with its source.

The one is the sheet of "The Language of Trustworthy AI", with columns that are numbered; the
other the glossary of the Computer Security Resource Center, in JSON.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import (
    Definition,
    Entry,
    Item,
    Joined,
    Label,
    Link,
    Look,
    Markup,
    Options,
    Reference,
    Unreadable,
)
from bot.exchange.readers.catalogs import ADDRESS, key_of, keyed, several
from bot.exchange.readers.tables import header_in, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.exchange.readers.records import Record

_MEANING = re.compile(r"(?:definition|meaning)s? ?#?(\d+)")
_SOURCE = re.compile(r"(?:citation|source|reference)s? ?#?(\d+)")
_HEAD = 64  # bytes that tell JSON from a table
_UNDER = re.compile(r"\s+under\s.*|\s*\[[^\]]*\]$")  # "SP 800-53 under Access Control"
_LONGEST_CONTEXT = 60  # characters of a source that tells a meaning apart
_NAMES = ("term", "terms", "word", "name")
_RELATED = ("related term", "related terms", "see also")
_LEGAL = ("legal definition",)
_FIELDS = (
    ("term", "term"),
    ("abbrSyn", "aliases"),
    ("definitions", "short_def, long_def"),
    ("sources", "citations"),
)


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is such a table or such a JSON file."""
    return (b'"parentTerms"' in head and b'"term"' in head) or has_columns(header_in(path, head))


def has_columns(header: Sequence[str]) -> bool:
    """Tell whether a table has several definitions, each in a column with a number."""
    return sum(bool(_MEANING.fullmatch(key_of(name))) for name in header) > 1


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what the reader saw, then each term with all its definitions, in their order.

    Raises Unreadable where it is neither.
    """
    with path.open("rb") as file:
        is_json = file.read(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if is_json:
        yield Look(_FIELDS)
        yield from _terms_of_the_center(path.read_bytes())
    else:
        yield from read_table(path, options)


def entries_of(header: Sequence[str], records: Iterable[Record]) -> Iterator[Item]:
    """Yield what was seen, then each term of the sheet."""
    yield Look(tuple((name, _field_of(key_of(name))) for name in header))
    for at, row in keyed(header, records):
        yield _row(at, row)


def _field_of(name: str) -> str | None:
    if name in _NAMES:
        return "term"
    if _MEANING.fullmatch(name) or name in _LEGAL:
        return "short_def, long_def"
    if _SOURCE.fullmatch(name):
        return "citations"
    return "relationships.related" if name in _RELATED else None


def _row(at: str, row: Mapping[str, str]) -> Entry:
    sources = {
        found[1]: text for key, text in row.items() if text and (found := _SOURCE.fullmatch(key))
    }
    definitions = [
        _definition(text, sources.get(found[1], ""))
        for key, text in row.items()
        if text and (found := _MEANING.fullmatch(key))
    ]
    definitions += [Definition(text, context="law") for key in _LEGAL if (text := row.get(key, ""))]
    definitions = _told_apart(definitions)
    related = [name for key in _RELATED for name in several(row.get(key, ""), ";,")]
    return Entry(
        at,
        next((row[key] for key in _NAMES if row.get(key)), ""),
        definitions=tuple(definitions),
        related=tuple(map(Link, related)),
        left_out=tuple(key for key, text in row.items() if text and not _field_of(key)),
    )


def _definition(text: str, source: str) -> Definition:
    if not source:
        return Definition(text)
    address = ADDRESS.search(source)
    return Definition(text, citations=(Reference(source, address[0] if address else None),))


def _told_apart(definitions: list[Definition]) -> list[Definition]:
    """Return several meanings of one name with their sources as contexts, where these are short."""
    if len(definitions) == 1:
        return definitions
    return [
        one if one.context else replace(one, context=_context(one.citations)) for one in definitions
    ]


def _context(citations: Sequence[Reference]) -> str | None:
    source = _UNDER.sub("", citations[0].source or "") if citations else ""
    if ADDRESS.search(source):
        source = ADDRESS.sub("", source).strip(" ,;:.-")
    return source if 0 < len(source) <= _LONGEST_CONTEXT else None


def _terms_of_the_center(data: bytes) -> Iterator[Entry | Joined]:
    """Yield each term; one that only stands for another that is defined is joined to it."""
    try:
        terms = json.loads(data.decode("utf-8-sig"))["parentTerms"]
    except (ValueError, KeyError, RecursionError) as error:
        raise Unreadable(
            f"This isn't a glossary from NIST ({error}). Leave out --format."
        ) from error
    defined = {str(term.get("term")) for term in terms if term.get("definitions")}
    for number, term in enumerate(terms, 1):
        at, entry = f"term {number}", _term(f"term {number}", term)
        names = [label.name for label in entry.labels]
        meant = next((name for name in names if name in defined), None)
        if entry.definitions or not names:
            yield entry
        elif meant:
            yield Joined(at, entry.name, f"an alias of “{meant}”")
        else:
            yield replace(entry, definitions=tuple(map(Definition, names)))


def _term(at: str, term: Mapping[str, Any]) -> Entry:
    definitions = [
        Definition(
            str(one.get("text") or ""),
            citations=tuple(
                Reference(str(source.get("text") or "") or None, source.get("link") or None)
                for source in one.get("sources") or ()
            ),
        )
        for one in term.get("definitions") or ()
        if one.get("text")
    ]
    names = [str(one.get("text") or "") for one in term.get("abbrSyn") or ()]
    link = str(term.get("link") or "")
    return Entry(
        at,
        str(term.get("term") or ""),
        id=link or None,
        markup=Markup.HTML,
        definitions=tuple(_told_apart(definitions)),
        labels=tuple(map(Label, filter(None, names))),
        citations=(Reference("NIST CSRC Glossary", link),) if link else (),
    )
