"""A term in one row of a table, and back: the columns that our own tables have.

A table has no lists, so several values share a cell: labels with ``; `` between them, sentences,
citations and the like a line each, the parts of one with `` | `` between them. A backslash marks a
sign that isn't a separator. Every value comes back as it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.exchange.term_data import TermData

_TEXTS = (
    "term",
    "context",
    "notation",
    "part_of_speech",
    "short_def",
    "long_def",
    "governance.risk_notes",
    "license",
    "status",
    "last_reviewed",
    "reviewed_by",
    "steward",
    "replaced_by",
    "imported_from.source",
    "imported_from.id",
)
_LABELS = (
    "aliases",
    "hidden_labels",
    "categories",
    "roles",
    "governance.nist_rmf_tags",
    "relationships.broader",
    "relationships.narrower",
    "relationships.related",
)
# What a line of such a cell consists of; the first part alone may also be a plain text.
_PARTS = {
    "avoid": ("name", "because"),
    "examples.do": ("text", "roles"),
    "examples.dont": ("text", "roles"),
    "citations": (
        "source",
        "url",
        "locator",
        "quote",
        "checked_on",
        "checked_by",
        "source_id",
    ),
    "review_on": ("on", "because"),
}
_ALWAYS_MAPPINGS = ("citations", "review_on")
_BY_READER = ("audiences", "takeaways")
_ORDER = (
    "slug",
    "term",
    "context",
    "notation",
    "aliases",
    "hidden_labels",
    "avoid",
    "categories",
    "roles",
    "part_of_speech",
    "short_def",
    "long_def",
    *_BY_READER,
    "examples.do",
    "examples.dont",
    "governance.nist_rmf_tags",
    "governance.risk_notes",
    "relationships.broader",
    "relationships.narrower",
    "relationships.related",
    "citations",
    "license",
    "status",
    "last_reviewed",
    "reviewed_by",
    "steward",
    "review_every_days",
    "review_on",
    "replaced_by",
    "imported_from.source",
    "imported_from.id",
)
_LINE_BREAK = "\n"
_ROLE_BREAK = ","
# Signs that a spreadsheet takes for the start of a formula, in full width too.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠']")  # noqa: RUF001 - these very signs


def columns_for(terms: Iterable[TermData], readers: Iterable[str]) -> list[str]:
    """Return the header: every field, and a column for each reader that a term is worded for.

    ``readers`` come first among these, in their order, where a term has words for them.
    """
    used: dict[str, set[str]] = {field: set() for field in _BY_READER}
    for term in terms:
        for field, keys in used.items():
            keys.update(term.get(field, ()))
    columns = []
    for field in _ORDER:
        if field in used:
            known = [reader for reader in dict.fromkeys(readers) if reader in used[field]]
            others = sorted(used[field].difference(known))
            columns += [f"{field}.{reader}" for reader in (*known, *others)]
        else:
            columns.append(field)
    return columns


def is_own_header(header: Sequence[str]) -> bool:
    """Tell whether a table is one of ours: it has a slug and a term, and only our columns."""
    return {"slug", "term"} <= set(header) and all(map(is_column, header))


def is_column(name: str) -> bool:
    """Tell whether our tables have such a column."""
    field, _, reader = name.partition(".")
    return name in _ORDER or (field in _BY_READER and bool(reader))


def to_row(slug: str, data: TermData) -> dict[str, str]:
    """Return the cells of a term by column, without empty ones."""
    row = {"slug": slug}
    for field in _ORDER:
        if field in _BY_READER:
            row |= {f"{field}.{key}": text for key, text in data.get(field, {}).items()}
        elif value := _value(data, field):
            row[field] = _cell(field, value)
    return row


def from_row(row: Mapping[str, str]) -> TermData:
    """Return the fields that the cells of one of our tables hold, without the slug.

    Raises ValueError for a number that isn't one, and for a line with too many parts.
    """
    data: TermData = {}
    for column in sorted(row, key=_place):
        cell = row[column]
        if column != "slug" and cell.strip():
            _put(data, column, _read_cell(column, cell))
    return data


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula: with a ' before it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell's text before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _place(column: str) -> int:
    return _ORDER.index(column if column in _ORDER else column.partition(".")[0])


def _value(data: TermData, field: str) -> Any:  # noqa: ANN401 - whatever the field holds
    outer, _, inner = field.partition(".")
    return data.get(outer, {}).get(inner) if inner else data.get(outer)


def _put(data: TermData, column: str, value: Any) -> None:  # noqa: ANN401 - whatever it holds
    outer, _, inner = column.partition(".")
    if inner:
        data.setdefault(outer, {})[inner] = value
    else:
        data[outer] = value


def _cell(field: str, value: Any) -> str:  # noqa: ANN401 - whatever the field holds
    if field in _LABELS:
        return "; ".join(_escaped(label, ";") for label in value)
    if field in _PARTS:
        return _LINE_BREAK.join(_line(item, _PARTS[field]) for item in value)
    return str(value)


def _read_cell(column: str, cell: str) -> Any:  # noqa: ANN401 - whatever the field holds
    if column in _LABELS:
        parts = (part for line in _lines(cell) for part in _split(line, ";"))
        return [label for part in parts if (label := _plain(part).strip())]
    if column in _PARTS:
        keys, is_mapping = _PARTS[column], column in _ALWAYS_MAPPINGS
        return [_read_line(line, keys, is_mapping=is_mapping) for line in _lines(cell)]
    if column == "review_every_days":
        return int(cell)
    return cell


def _lines(cell: str) -> list[str]:
    return [line for line in cell.replace("\r\n", "\n").split("\n") if line.strip()]


def _line(item: str | Mapping[str, Any], keys: Sequence[str]) -> str:
    if isinstance(item, str):
        return _escaped(item, "|")
    parts = [_part(item.get(key, "")) for key in keys]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _part(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return _escaped(value, "|")
    return f"{_ROLE_BREAK} ".join(_escaped(_escaped(one, _ROLE_BREAK), "|") for one in value)


def _read_line(line: str, keys: Sequence[str], *, is_mapping: bool) -> str | dict[str, Any]:
    found = [part.strip() for part in _split(line, "|")]
    if len(found) > len(keys):
        raise ValueError(f"“{line}” has more than {len(keys)} parts; write \\| for a | in a text")
    parts: dict[str, Any] = {
        key: _plain(part) for key, part in zip(keys, found, strict=False) if part
    }
    if "roles" in parts:
        roles = _split(parts["roles"], _ROLE_BREAK)
        parts["roles"] = [_plain(role).strip() for role in roles]
    if not is_mapping and parts.keys() == {keys[0]}:
        return str(parts[keys[0]])
    return parts


def _escaped(text: str, separator: str) -> str:
    """Return the text with a backslash before what would part it, and on one line."""
    text = text.replace("\\", "\\\\").replace(separator, f"\\{separator}")
    return text.replace("\r", "\\r").replace("\n", "\\n")


def _plain(text: str) -> str:
    """Return the text without its escapes."""
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r"}.get(found[1], found[1]), text)


def _split(text: str, separator: str) -> list[str]:
    """Return the parts between separators that no backslash stands before, still escaped."""
    return re.findall(rf"(?:^|{re.escape(separator)})((?:\\.|[^\\{re.escape(separator)}])*)", text)
