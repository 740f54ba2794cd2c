"""Makes entries of records: rows of a table, objects of a list."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from bot.exchange.columns import from_row, is_column, is_own_header
from bot.exchange.entry import (
    Advice,
    Definition,
    ForeignName,
    Item,
    Label,
    LabelKind,
    Link,
    Look,
    Markup,
    Options,
    Reference,
    Refusal,
    Unreadable,
)
from bot.exchange.headers import FIELDS, Column, UnknownFieldError, columns_of
from bot.exchange.readers import nist, openmetadata
from bot.exchange.readers.own_entries import own_entry
from bot.exchange.readers.own_fields import entry_of, own_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A record: where people find it, and what it has for each column, in the columns' order.
Cell = str | tuple[str, ...]
Record = tuple[str, "Sequence[Cell]"]

_SAMPLE = 200
_PARTS = re.compile(r"[;|\n]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;)]")
# What an expansion looks like, where a column's name leaves open whether it explains or spells
# out: "VA Form 10-10 EZ", next to a name such as "10-10EZ".
_MOST_WORDS_SPELLED_OUT = 12
_MOST_IN_SHORT_NAME = 12
_MOSTLY = 0.6
_LONGEST_CONTEXT = 60  # characters; a longer one is a remark
# What a spreadsheet shows where a formula found nothing.
_NO_VALUES = frozenset("#N/A #NV #NAME? #REF! #VALUE! #DIV/0! #NULL! #NUM! #SPILL!".split())
_FIELD_NAMES = {
    "definition": "short_def, long_def",
    "expansion": "aliases, and short_def where there is no definition",
    "note": "long_def",
    "example": "long_def",
    "foreign_name": "hidden_labels with --other-languages hidden",
    "source": "citations",
    "url": "citations",
    "do": "examples.do",
    "dont": "examples.dont",
    "id": "imported_from.id",
    "broader": "relationships.broader",
    "narrower": "relationships.narrower",
    "related": "relationships.related",
}


def items_of(
    header: Sequence[str],
    records: Iterable[Record],
    options: Options,
    notes: Iterable[str] = (),
) -> Iterator[Item]:
    """Yield what was seen, then an entry or a refusal for each record that isn't empty.

    Raises Unreadable where no column is known to hold the terms' names.
    """
    if is_own_header(header) and not options.columns:
        yield Look(tuple((name, name) for name in header), (*notes, "It is an export of Parlance."))
        yield from _own(header, records)
        return
    for form in (nist, openmetadata):
        if form.has_columns(header) and not options.columns:
            yield from form.entries_of(header, records)
            return
    try:
        columns = columns_of(header, options.columns, options.language)
    except UnknownFieldError as error:
        raise Unreadable(str(error)) from error
    remaining = iter(records)
    sample = list(islice(remaining, _SAMPLE))
    columns = _with_expansions(columns, sample)
    fields = {column.field for column in columns}
    if "term" not in fields:
        raise Unreadable(_nameless(header))
    yield Look(
        tuple(
            (one.name, _FIELD_NAMES.get(one.field or "", one.field)) for one in columns if one.name
        ),
        tuple(notes),
    )
    for at, cells in chain(sample, remaining):
        if any(cells):
            yield _entry(at, columns, cells)


def _nameless(header: Sequence[str]) -> str:
    there = ", ".join(name for name in header if name)
    return (
        f"No column is known to hold the terms. The columns are: {there}. Say which is which, as "
        "in --map 'Column=term' --map 'Other=definition'."
    )


def _own(header: Sequence[str], records: Iterable[Record]) -> Iterator[Item]:
    for at, cells in records:
        row = {name: _joined(cell) for name, cell in zip(header, cells, strict=False) if cell}
        if not row:
            continue
        try:
            fields = from_row(row)
        except ValueError as error:
            yield Refusal(at, row.get("term", ""), str(error))
            continue
        yield own_entry(at, row.get("slug", ""), fields)


def _with_expansions(columns: list[Column], sample: Sequence[Record]) -> list[Column]:
    """Take definitions for expansions where the names are acronyms and the texts spell them out."""
    places = {column.field: place for place, column in enumerate(columns)}
    if "term" not in places or "definition" not in places or "expansion" in places:
        return columns
    pairs = [
        (_joined(cells[places["term"]]), _joined(cells[places["definition"]]))
        for _, cells in sample
        if max(places["term"], places["definition"]) < len(cells)
    ]
    pairs = [(name, text) for name, text in pairs if name and text]
    spelled_out = sum(_is_spelled_out(name, text) for name, text in pairs)
    if not pairs or spelled_out < _MOSTLY * len(pairs):
        return columns
    return [
        replace(column, field="expansion") if column.field == "definition" else column
        for column in columns
    ]


def _is_spelled_out(name: str, text: str) -> bool:
    signs = [sign for sign in name if not sign.isspace()]
    is_short = (
        len(signs) <= _MOST_IN_SHORT_NAME
        and sum(sign.isupper() or not sign.isalpha() for sign in signs) >= len(signs) / 2
    )
    return is_short and len(text.split()) <= _MOST_WORDS_SPELLED_OUT and not text.endswith(".")


def _entry(at: str, columns: Sequence[Column], cells: Sequence[Cell]) -> Item:
    found: dict[str, list[Cell]] = {}
    own: dict[str, str] = {}
    foreign: list[ForeignName] = []
    left_out: list[str] = []
    for column, cell in zip(columns, cells, strict=False):
        if not cell or (cell in _NO_VALUES and column.field != "term"):
            continue
        if column.field is None:
            left_out.append(column.name)
        elif column.field == "foreign_name":
            foreign += [ForeignName(column.language or "", name) for name in _values(cell)]
        elif column.field not in FIELDS and is_column(column.field):
            own[column.field] = _joined(cell)
        else:
            found.setdefault(column.field, []).append(cell)
    name = _first(found, "term")
    if not name:
        return Refusal(at, "", "it has no name")
    entry = entry_of(at, name, own_fields(own), entry_id=_first(found, "id"))
    context = _first(found, "context")
    is_remark = context is not None and len(context) > _LONGEST_CONTEXT
    replaced_by = _first(found, "replaced_by")
    return replace(
        entry,
        markup=Markup.PLAIN,
        context=None if is_remark else context,
        notation=_first(found, "notation"),
        definitions=tuple(_definitions(found, context if is_remark else None)),
        short_def=_first(found, "short_def"),
        long_def=_first(found, "long_def"),
        labels=tuple(_labels(found)),
        foreign_names=tuple(foreign),
        categories=tuple(_several(found, "categories")),
        roles=tuple(_several(found, "roles")),
        part_of_speech=_first(found, "part_of_speech"),
        do=(*entry.do, *(Advice(text) for text in _several(found, "do", sentences=True))),
        dont=(*entry.dont, *(Advice(text) for text in _several(found, "dont", sentences=True))),
        broader=(*entry.broader, *_links(found, "broader")),
        narrower=(*entry.narrower, *_links(found, "narrower")),
        related=(*entry.related, *_links(found, "related")),
        replaced_by=Link(name=replaced_by) if replaced_by else entry.replaced_by,
        citations=(*entry.citations, *_citations(found)),
        license=_first(found, "license"),
        status=_first(found, "status"),
        last_reviewed=_first(found, "last_reviewed"),
        steward=_first(found, "steward"),
        left_out=tuple(left_out),
    )


def _definitions(found: dict[str, list[Cell]], remark: str | None) -> Iterator[Definition]:
    """Yield each meaning; an expansion is one where nothing else is said, remarks come behind."""
    texts = [text for cell in found.get("definition", ()) for text in _texts(cell)]
    spelled_out = _first(found, "expansion")
    if not texts and spelled_out and not ("short_def" in found or "long_def" in found):
        texts = [spelled_out]
    remarks = [remark] if remark else []
    remarks += [text for cell in found.get("note", ()) for text in _texts(cell)]
    remarks += [
        f"For example: {text}" for cell in found.get("example", ()) for text in _texts(cell)
    ]
    if len(texts) > 1:
        yield from map(Definition, texts)
    elif texts or remarks:
        yield Definition("\n\n".join((*texts, *remarks)))


def _labels(found: dict[str, list[Cell]]) -> Iterator[Label]:
    if spelled_out := _first(found, "expansion"):
        yield Label(spelled_out)
    for field, kind in (
        ("aliases", LabelKind.ALIAS),
        ("hidden_labels", LabelKind.HIDDEN),
        ("avoid", LabelKind.AVOID),
    ):
        yield from (Label(name, kind) for name in _several(found, field))


def _citations(found: dict[str, list[Cell]]) -> Iterator[Reference]:
    """Yield the sources; an address in a cell of its own belongs to the source next to it."""
    sources = [one for cell in found.get("source", ()) for one in _lines(cell)]
    addresses = [one for cell in found.get("url", ()) for one in _lines(cell)]
    if len(sources) == len(addresses) == 1 and not _ADDRESS.search(sources[0]):
        yield Reference(sources[0], addresses[0])
        return
    for one in (*sources, *addresses):
        address = _ADDRESS.search(one)
        yield Reference(one, address[0] if address else None)


def _links(found: dict[str, list[Cell]], kind: str) -> Iterator[Link]:
    return (Link(name=one) for one in _several(found, kind))


def _first(found: dict[str, list[Cell]], field: str) -> str | None:
    cells = found.get(field)
    return (_joined(cells[0]).strip() or None) if cells else None


def _several(found: dict[str, list[Cell]], field: str, *, sentences: bool = False) -> list[str]:
    split = _lines if sentences else _values
    return list(dict.fromkeys(one for cell in found.get(field, ()) for one in split(cell)))


def _values(cell: Cell) -> list[str]:
    """Return the values that share a cell: between semicolons, bars or lines, else commas."""
    if not isinstance(cell, str):
        return [one.strip() for one in cell if one.strip()]
    parts = _PARTS.split(cell) if _PARTS.search(cell) else cell.split(", ")
    return [
        one.strip(" \t\r-•*") if len(parts) > 1 else one.strip() for one in parts if one.strip()
    ]


def _lines(cell: Cell) -> list[str]:
    """Return what stands in a cell on lines of its own."""
    lines = cell.split("\n") if isinstance(cell, str) else cell
    return [one.strip() for one in lines if one.strip()]


def _texts(cell: Cell) -> list[str]:
    return [cell.strip()] if isinstance(cell, str) else [one.strip() for one in cell if one.strip()]


def _joined(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "\n".join(cell)
