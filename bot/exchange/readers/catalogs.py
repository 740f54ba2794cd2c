"""Reads tables whose columns mean something of their own: data catalogues' and NIST's.

``form_of`` knows them by their header. Rows come as cells by column, each with its number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Row = Mapping[str, str]
    Rows = Iterable[tuple[int, Row]]

_OPENMETADATA = {"parent", "name", "displayname", "description", "synonyms", "relatedterms"}
_PURVIEW = {"name", "definition", "status", "acronym", "related terms", "synonyms", "stewards"}
_NUMBERED = re.compile(r"(definition|meaning)s? ?#?(\d+)")
_SOURCE_OF = re.compile(r"(citation|source|reference)s? ?#?(\d+)")
_STATUSES = {
    "draft": "draft",
    "in review": "draft",
    "approved": "approved",
    "deprecated": "deprecated",
    "expired": "deprecated",
    "rejected": "deprecated",
}
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
LONGEST_QUOTE = 300


def form_of(header: Sequence[str]) -> Callable[[Rows], Iterator[Entry]] | None:
    """Return what reads a table with this header, or None where it is none of these."""
    names = {_key(name) for name in header}
    if names >= _OPENMETADATA:
        return read_openmetadata
    if names >= _PURVIEW:
        return read_purview
    if sum(bool(_NUMBERED.fullmatch(name)) for name in names) > 1:
        return read_nist
    return None


def read_openmetadata(rows: Rows) -> Iterator[Entry]:
    """Yield the terms of OpenMetadata's glossary table.

    A term's id is its name behind its parents', as related terms and parents are written.
    """
    for number, row in _keyed(rows):
        parent, own = row.get("parent", ""), row.get("name", "")
        path = f"{parent}.{own}" if parent else own
        references = _pairs(row.get("references", ""))
        fields = {
            "aliases": _several(row.get("synonyms", "")),
            "categories": [tag.rpartition(".")[2] for tag in _several(row.get("tags", ""))],
            "status": _status(row.get("glossarystatus") or row.get("status", "")),
            "citations": [_citation(*reference) for reference in references],
            "notation": "" if _is_same(own, row) else own,
        }
        relations = {
            "broader": [parent] if "." in parent else [],  # the outermost is the glossary itself
            "related": _several(row.get("relatedterms", "")),
        }
        yield _entry(number, row.get("displayname") or own, row["description"], path, fields, relations)


def read_purview(rows: Rows) -> Iterator[Entry]:
    """Yield the terms of Microsoft Purview's glossary table."""
    for number, row in _keyed(rows):
        own, parent = row.get("name", ""), row.get("parent term name", "")
        acronyms = _several(row.get("acronym", ""), ",;")
        fields = {
            "aliases": [*acronyms, *_several(row.get("synonyms", "")), *_several(row.get("nick name", ""))],
            "status": _status(row.get("status", "")),
            "citations": [_citation(*one) for one in _pairs(row.get("resources", ""))],
        }
        relations = {
            "broader": [parent] if parent else [],
            "related": _several(row.get("related terms", "")),
        }
        yield _entry(number, own, row["definition"], own, fields, relations)


def read_nist(rows: Rows) -> Iterator[Entry]:
    """Yield the terms of a table with several definitions, each with its own citation.

    The first definition leads; each other follows with its source. A citation quotes what it says.
    """
    for number, row in _keyed(rows):
        name = next((text for key, text in row.items() if key in ("term", "terms", "word")), "")
        sources = {match[2]: text for key, text in row.items() if (match := _SOURCE_OF.fullmatch(key))}
        said = [
            (text, sources.get(match[2], ""))
            for key, text in row.items()
            if text and (match := _NUMBERED.fullmatch(key))
        ]
        paragraphs = [text for text, _ in said[:1]]
        paragraphs += [f"{text} ({source})" if source else text for text, source in said[1:]]
        fields = {
            "citations": [_quoted(text, source) for text, source in said if source],
            "aliases": _several(row.get("synonyms", ""), ",;"),
        }
        related = _several(row.get("related terms", "") or row.get("related term", ""), ",;")
        yield _entry(number, name, "\n\n".join(paragraphs), name, fields, {"related": related})


def _entry(  # noqa: PLR0913, PLR0917 - an entry's parts, in its order
    number: int,
    name: str,
    definition: str,
    entry_id: str,
    fields: Mapping[str, Any],
    relations: Mapping[str, list[str]],
) -> Entry:
    return Entry(
        f"row {number}",
        name,
        definition,
        id=entry_id,
        fields={key: value for key, value in fields.items() if value},
        relations={kind: targets for kind, targets in relations.items() if targets},
    )


def _keyed(rows: Rows) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in rows:
        cells = {_key(name): (cell or "").strip() for name, cell in row.items()}
        yield number, {"description": "", "definition": "", **cells}


def _key(name: str) -> str:
    """Return a column's name as it is compared: small, without the * of those that are needed."""
    return " ".join(name.lower().replace("*", " ").replace("_", " ").split())


def _is_same(name: str, row: Row) -> bool:
    return row.get("displayname", "") in ("", name)


def _status(text: str) -> str:
    return _STATUSES.get(text.lower(), "")


def _several(cell: str, separators: str = ";") -> list[str]:
    parts = re.split(f"[{separators}\n]", cell)
    return list(dict.fromkeys(part for one in parts if (part := one.strip().strip('"').strip())))


def _pairs(cell: str) -> list[tuple[str, str]]:
    """Return names and addresses that stand in turn, between semicolons."""
    found, name = [], ""
    for part in _several(cell):
        if _ADDRESS.match(part):
            found.append((name or part, part))
            name = ""
        elif name:
            found.append((name, ""))
            name = part
        else:
            name = part
    return [*found, (name, "")] if name else found


def _citation(source: str, url: str) -> dict[str, str]:
    return {"source": source, "url": url} if url else {"source": source}


def _quoted(definition: str, source: str) -> dict[str, str]:
    """Return a citation of a source with what it says, where that is short enough to quote."""
    address = _ADDRESS.search(source)
    citation = _citation(source, address[0] if address else "")
    return {**citation, "quote": definition} if len(definition) <= LONGEST_QUOTE else citation
