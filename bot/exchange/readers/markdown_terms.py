"""The shapes in which Markdown has a term and its meaning: tables, lists, bold words."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.exchange.headers import columns_of
from bot.exchange.readers.markdown_particulars import BOLD, FIELD_OF, FIELDS, put
from bot.exchange.readers.markdown_text import Named, named, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from bot.exchange.readers.markdown_text import Block

_PLAIN = re.compile(
    r"\s*(?P<name>[^\s:.!?][^:.!?\n]{0,79}?)\s*(?::|\s[-\u2013\u2014=]{1,2})\s+(?P<text>\S.*)",
    re.DOTALL,
)
# Bold words that introduce something else than a term.
_NO_TERM = re.compile(
    r"(note|n\.?b\.?|warning|caution|tip|hint|important|attention|info|example|examples|e\.g\.|i\.e\."
    r"|see|see also|source|sources|definition|todo|update|aka|also|synonyms?|related|tl;?dr)s?\W*",
    re.IGNORECASE,
)
_ENOUGH = 0.6  # of a list's items, so that it is a list of terms
_ENDS = (":", ".", "-", "\u2013", "\u2014", " ")  # of a bold text, behind the name
_NAMES_ABOVE = re.compile(r"(?P<names>(?:[^\n:]{1,80}\n)+)[:~][ \t]+(?P<text>\S.*)", re.DOTALL)
LONGEST_NAME = 80
_MOST_WORDS = 8


@dataclass(slots=True)
class Found:
    """A term on a page: where, in which category, with its text or the blocks that make it."""

    named: Named
    line: int
    category: str = ""
    text: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


def bold_term(text: str) -> tuple[str, str] | None:
    """Return the term and the text behind it, where a paragraph begins with a bold term."""
    found = BOLD.match(text)
    if not found:
        return None
    name = found["name"].strip()
    is_parted = found["sign"] is not None or name.endswith(_ENDS)
    name = name.rstrip("".join(_ENDS))
    if not is_parted or not name or len(name) > LONGEST_NAME or _NO_TERM.fullmatch(name):
        return None
    if plain(name).casefold() in FIELD_OF:
        return None
    return f"{name}{found['aside'] or ''}", found["text"].strip()


def _term_without_sign(text: str) -> tuple[str, str] | None:
    """Return the term and its meaning of a list's item that has no sign between them."""
    found = BOLD.match(text)
    return (found["name"].strip(), found["text"].strip()) if found and found["text"] else None


def _plain_term(text: str) -> tuple[str, str] | None:
    found = _PLAIN.match(text)
    if not found or len(found["name"].split()) > _MOST_WORDS or _NO_TERM.fullmatch(found["name"]):
        return None
    return found["name"].strip(), found["text"].strip()


def term_list(block: Block, lines: Sequence[str], category: str = "") -> list[Found]:
    """Return the terms of a list, where most of its items begin with one."""
    if block.kind not in ("bullet_list", "ordered_list"):
        return []
    items = [*_items(block, lines)]
    found = [(line, bold_term(text) or _plain_term(text)) for line, text in items]
    meant = [term for _, term in found if term and term[1] and plain(named(term[0]).name)]
    if not meant or len(meant) < _ENOUGH * len(items):
        return []
    terms = [
        (line, term or _term_without_sign(text))
        for (line, term), (_, text) in zip(found, items, strict=True)
    ]
    return [Found(named(term[0]), line, category, term[1]) for line, term in terms if term]


def _items(block: Block, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the line and the Markdown of each item of a list, without its mark."""
    for token in block.tokens:
        if token.type == "list_item_open" and token.level == 1 and token.map:
            start, end = token.map
            source = list(lines[start:end])
            first = re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+", "", source[0])
            indent = len(source[0]) - len(first)
            rest = [line[indent:] if not line[:indent].strip() else line for line in source[1:]]
            yield start, "\n".join([first, *rest]).strip()


def definition_list(block: Block, lines: Sequence[str], category: str = "") -> list[Found]:
    """Return the terms of a definition list; of several names for one meaning the first leads."""
    found: list[Found] = []
    names: list[Named] = []
    for number, token in enumerate(block.tokens):
        if token.type == "dt_open":
            if found and found[-1].text:
                names = []
            names.append(named(block.tokens[number + 1].content))
            if len(names) == 1:
                found.append(Found(names[0], (token.map or [block.start])[0], category))
            else:
                found[-1].fields["aliases"] = [one.name for one in names[1:]]
        elif token.type == "dd_open" and found:
            texts = (found[-1].text, *_parts_of(block.tokens[number + 1 :], token.level + 1, lines))
            found[-1].text = "\n\n".join(filter(None, texts))
    return found


def _parts_of(tokens: Sequence[Token], level: int, lines: Sequence[str]) -> Iterator[str]:
    """Yield the Markdown of each part of a definition, up to its end.

    The lines that the parser gives for the definition itself may be off by one.
    """
    for number, token in enumerate(tokens):
        if token.level < level:
            return
        if token.level == level and token.type == "paragraph_open":
            yield tokens[number + 1].content
        elif token.level == level and token.nesting >= 0 and token.map:
            start, end = token.map
            yield textwrap.dedent("\n".join(lines[start:end]).expandtabs(4)).strip("\n ")


def names_above(text: str) -> tuple[list[str], str] | None:
    """Return the names and the meaning below them, of a definition list that is a paragraph."""
    found = _NAMES_ABOVE.fullmatch(text)
    if not found:
        return None
    return found["names"].split("\n")[:-1], re.sub(r"\n[:~][ \t]+", "\n\n", found["text"])


def table_terms(block: Block, category: str = "") -> list[Found]:
    """Return the terms of a table whose columns are those of a glossary; else none."""
    if block.kind != "table":
        return []
    header, *rows = _rows(block)
    keys = [plain(cell).rstrip(":") for _, cell in header]
    fields = [column.field for column in columns_of(keys, {}, None)]
    name, meaning, expansion = (
        fields.index(field) if field in fields else None
        for field in ("term", "definition", "expansion")
    )
    if meaning is None and "short_def" in fields:
        meaning = fields.index("short_def")
    if meaning is None:
        meaning, expansion = expansion, None
    if len(keys) == 2 and (name is None) != (meaning is None):  # noqa: PLR2004 - one is known
        name, meaning = (0, 1) if name in (0, None) and meaning in (1, None) else (1, 0)
    if name is None or meaning is None or name == meaning:
        return []
    return [
        _row(cells, fields, (name, meaning, expansion), category)
        for cells in rows
        if len(cells) == len(keys) and plain(cells[name][1])
    ]


def _row(
    cells: Sequence[tuple[int, str]],
    fields: Sequence[str | None],
    places: tuple[int, int, int | None],
    category: str,
) -> Found:
    name, meaning, expansion = places
    line, text = cells[name]
    found = Found(named(text), line, category, cells[meaning][1])
    if expansion is not None and (full := plain(cells[expansion][1])):
        if found.text:
            found.fields["aliases"] = [full]
        else:
            found.text = full
    for place, key in enumerate(fields):
        field_name = "citations" if key in ("source", "url") else key
        if place in places or not cells[place][1]:
            continue
        if field_name in FIELDS:
            put(found.fields, field_name, cells[place][1])
        elif field_name in ("note", "long_def", "short_def"):
            found.text = f"{found.text}\n\n{cells[place][1]}".strip()
    return found


def _rows(block: Block) -> Iterator[list[tuple[int, str]]]:
    """Yield the rows of a table: of each cell the line and its Markdown."""
    row: list[tuple[int, str]] = []
    line = block.start
    for token in block.tokens:
        if token.type == "tr_open":
            row, line = [], (token.map or [block.start])[0]
        elif token.type == "inline":
            row.append((line, re.sub(r"<br\s*/?>", "\n", token.content).strip()))
        elif token.type == "tr_close":
            yield row
