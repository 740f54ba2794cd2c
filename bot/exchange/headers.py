"""Which field of ours a column of a foreign table is, by the words that people use for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.exchange.columns import is_column
from bot.exchange.header_words import LANGUAGES, SHORT_NAMES, WORDS
from bot.exchange.readers.languages import require_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FARTHEST_HEADER = 20  # rows: titles, notes and blank ones may stand above it
FIELDS = tuple(WORDS)
_RANKED = {
    word: (field, rank)
    for field, words in WORDS.items()
    for rank, word in enumerate(words.split(", "))
}
# Of these several columns may hold some; of any other field one does.
_SHARED = (
    "note",
    "example",
    "aliases",
    "hidden_labels",
    "avoid",
    "categories",
    "related",
    "source",
)
# What a further column of such a field is. An acronym next to a term is an alias of it.
_SECOND = {"term": "aliases", "definition": "note", "expansion": "note", "short_def": "note"}
_LANGUAGE_OF = {word: code for code, words in LANGUAGES.items() for word in words.split()}
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?")
_BETWEEN = re.compile(r"[\s_()\[\]:.@/]+")
_NO_LETTERS = re.compile(r"[^\w' ()]+|_+")


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a source holds; no field where it has no place.

    ``language`` is that of a name or text in a table of several languages.
    """

    name: str
    field: str | None
    language: str | None = None
    is_text: bool = True  # whether the language is that of a text, not of a name


class UnknownFieldError(ValueError):
    """Somebody mapped a column to something that isn't a field."""


def columns_of(
    header: Sequence[str], chosen: Mapping[str, str], language: str | None
) -> list[Column]:
    """Return what each column holds. ``chosen`` names fields for columns, and goes first.

    Raises UnknownFieldError for an unknown field, and for a missing column; Unreadable where no
    name is in the language.
    """
    by_key = {key_of(name): field for name, field in chosen.items()}
    if missing := [name for name in chosen if key_of(name) not in map(key_of, header)]:
        there = ", ".join(filter(None, header))
        raise UnknownFieldError(f"There is no column “{missing[0]}”. The columns are: {there}.")
    for field in by_key.values():
        if field not in ("", "-") and field not in FIELDS and not is_column(field):
            known = ", ".join(FIELDS)
            raise UnknownFieldError(
                f"There is no field “{field}” to map a column to. Write one of {known}; or a "
                "minus, to leave a column out."
            )
    columns = [_column(name, by_key) for name in header]
    columns = _in_one_language(columns, language)
    return _each_once(columns, set(by_key))


def is_header(row: Sequence[str]) -> bool:
    """Tell whether a row names columns: a term, and a word for what is said of it."""
    columns = [_column(name, {}) for name in row if name]
    fields = {column.field for column in columns if column.field}
    named = len([column for column in columns if column.field])
    return "term" in fields and (len(fields) > 1 or named == len([name for name in row if name]))


def header_place(rows: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> int | None:
    """Return which of a table's first rows names its columns; None where none surely does.

    Above it may stand blank rows, titles and notes, with fewer cells than it has. ``chosen`` has
    the columns that a person named.
    """
    wanted = set(map(key_of, chosen))
    filled = [sum(map(bool, row)) for row in rows]
    for place, row in enumerate(rows):
        has_chosen = bool(wanted) and wanted <= set(map(key_of, row))
        is_widest = all(count < filled[place] for count in filled[:place])
        if has_chosen or (not wanted and is_widest and is_header(row) and filled[place] > 1):
            return place
    first = next((place for place, count in enumerate(filled) if count), None)
    return first if first is not None and is_header(rows[first]) else None


def key_of(name: str) -> str:
    """Return a column's name as it is compared: "Term_Name*" is "term name"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(_NO_LETTERS.sub(" ", spaced).casefold().split())


def _column(name: str, chosen: Mapping[str, str]) -> Column:
    key = key_of(name)
    if key in chosen:
        field = chosen[key]
        return Column(name, None if field in ("", "-") else field)
    found = _RANKED.get(key) or _RANKED.get(key.replace(" ", ""))
    if found:
        return Column(name, found[0])
    if is_column(name):
        return Column(name, name)
    words = [word for word in _BETWEEN.split(name.casefold()) if word]
    for place, word in enumerate(words):
        rest = " ".join(words[:place] + words[place + 1 :])
        language = _LANGUAGE_OF.get(word) or (word if _CODE.fullmatch(word) else None)
        ranked = _RANKED.get(rest) if rest else ("term", 0)
        said = ranked[0] if ranked else None
        if (
            language
            and (rest or word in _LANGUAGE_OF)
            and said in ("term", "definition", "short_def", "aliases")
        ):
            return Column(name, said, language)
    return Column(name, None)


def _in_one_language(columns: list[Column], wanted: str | None) -> list[Column]:
    """Keep the names and texts of one language; names in others are foreign names."""
    there = [column.language for column in columns if column.language and column.field == "term"]
    if not there:
        return [Column(column.name, None) if column.language else column for column in columns]
    if wanted:
        require_language(there, wanted)
    language = (wanted or ("en" if "en" in there else there[0])).lower()
    if language not in there and language.partition("-")[0] in there:
        language = language.partition("-")[0]
    return [_of_language(column, language) for column in columns]


def _of_language(column: Column, language: str) -> Column:
    if column.language is None:
        return column
    if column.language == language or column.language.startswith(f"{language}-"):
        return Column(column.name, column.field)
    field = "foreign_name" if column.field in ("term", "aliases") else None
    return Column(column.name, field, column.language)


def _each_once(columns: list[Column], chosen: set[str]) -> list[Column]:
    """Give each field that takes one value the surest of its columns."""
    best: dict[str, int] = {}
    for place, column in enumerate(columns):
        field = column.field
        if field is None or field in _SHARED or field == "foreign_name":
            continue
        if field not in best or _rank(column, chosen) < _rank(columns[best[field]], chosen):
            best[field] = place
    result = []
    for place, column in enumerate(columns):
        is_second = column.field in best and best[column.field] != place
        result.append(Column(column.name, _second_place(column)) if is_second else column)
    return result


def _second_place(column: Column) -> str | None:
    """Return what a column holds whose field another column is surer of."""
    if column.field == "term" and key_of(column.name) not in SHORT_NAMES:
        return None
    return _SECOND.get(column.field or "")


def _rank(column: Column, chosen: set[str]) -> int:
    key = key_of(column.name)
    return -1 if key in chosen else _RANKED.get(key, ("", 0))[1]
