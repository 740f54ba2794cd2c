"""Reads the glossary tables of OpenMetadata and of Microsoft Purview."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.exchange.entry import Entry, Item, Link, Look, Markup, Options
from bot.exchange.readers.catalogs import key_of, keyed, references_in, several, status_of
from bot.exchange.readers.own_fields import entry_of
from bot.exchange.readers.tables import header_in, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.exchange.readers.records import Record

_OPENMETADATA = {"parent", "name", "displayname", "description", "synonyms", "relatedterms"}
_PURVIEW = {"name", "definition", "status", "acronym", "related terms", "synonyms"}
_PART = re.compile(r'"([^"]*)"|([^."]+)')
_FIELDS = {
    "name": "term",
    "displayname": "term",
    "nick name": "aliases",
    "description": "short_def, long_def",
    "definition": "short_def, long_def",
    "synonyms": "aliases",
    "acronym": "aliases",
    "parent": "relationships.broader",
    "parent term name": "relationships.broader",
    "relatedterms": "relationships.related",
    "related terms": "relationships.related",
    "references": "citations",
    "resources": "citations",
    "tags": "categories",
    "glossarystatus": "status",
    "status": "status",
}


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a source is a table with the columns of one of the two."""
    return has_columns(header_in(path, head))


def has_columns(header: Sequence[str]) -> bool:
    """Tell whether a table has the columns of one of the two."""
    names = set(map(key_of, header))
    return names >= _OPENMETADATA or names >= _PURVIEW


def read(path: Path, options: Options) -> Iterator[Item]:
    """Yield what was seen, then each term of the table."""
    return read_table(path, options)


def entries_of(header: Sequence[str], records: Iterable[Record]) -> Iterator[Item]:
    """Yield what was seen, then each term.

    A term's id is its name, in OpenMetadata's table behind those of its parents, as parents and
    related terms are written there.
    """
    yield Look(tuple((name, _FIELDS.get(key_of(name))) for name in header))
    is_purview = set(map(key_of, header)) >= _PURVIEW
    for at, row in keyed(header, records):
        left_out = [key for key, cell in row.items() if cell and key not in _FIELDS]
        yield (_purview if is_purview else _openmetadata)(at, row, left_out)


def _openmetadata(at: str, row: Mapping[str, str], left_out: list[str]) -> Entry:
    parent, own = row.get("parent", ""), row.get("name", "")
    shown = row.get("displayname") or own
    fields = {
        "aliases": several(row.get("synonyms", "")),
        "hidden_labels": [own] if shown != own else [],
        "categories": [*_categories(several(row.get("tags", "")))],
        "status": status_of(row.get("glossarystatus") or row.get("status", "")),
        "citations": references_in(row.get("references", "")),
    }
    links = {
        "broader": [_link(parent)] if len(_path(parent)) > 1 else [],  # else it's the glossary
        "related": [*map(_link, several(row.get("relatedterms", "")))],
    }
    return entry_of(
        at,
        shown,
        fields,
        text=row.get("description", ""),
        entry_id=".".join((*_path(parent), own)),
        markup=Markup.MARKDOWN,
        links=links,
        left_out=left_out,
    )


def _purview(at: str, row: Mapping[str, str], left_out: list[str]) -> Entry:
    own, parent = row.get("name", ""), row.get("parent term name", "")
    fields = {
        "aliases": [
            *several(row.get("acronym", ""), ";,"),
            *several(row.get("synonyms", "")),
            *several(row.get("nick name", "")),
        ],
        "status": status_of(row.get("status", "")),
        "citations": references_in(row.get("resources", "")),
    }
    links = {
        "broader": [_link(parent)] if parent else [],
        "related": [*map(_link, several(row.get("related terms", "")))],
    }
    return entry_of(
        at,
        own,
        fields,
        text=row.get("definition", ""),
        entry_id=own,
        markup=Markup.HTML,
        links=links,
        left_out=left_out,
    )


def _categories(tags: Iterable[str]) -> Iterator[str]:
    """Yield what each tag is called; "PII.None" says that there is nothing to say."""
    for *_, name in filter(None, map(_path, tags)):
        if name.lower() != "none":
            yield name


def _path(name: str) -> tuple[str, ...]:
    """Return the parts of a full name; one with a full stop in it stands in quotation marks."""
    return tuple(quoted or plain for quoted, plain in _PART.findall(name))


def _link(name: str) -> Link:
    path = _path(name)
    return Link(path[-1] if path else name, ".".join(path))
