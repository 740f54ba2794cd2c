"""The shapes in which Markdown has a term and its meaning: tables, lists, bold words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.exchange.readers.markdown_text import Named, named, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.exchange.readers.markdown_text import Block

_BOLD = re.compile(
    r"\s*(?:\[)?(?P<mark>\*\*\*|\*\*|__)(?P<name>(?:(?!(?P=mark)).)+?)(?P=mark)(?:\]\([^)]*\))?"
    r"(?P<aside>\s*\([^()\n]{1,80}\))?[ \t]*"
    r"(?P<sign>:|[.,]\s|[-\u2013\u2014=]+\s|\n|$)?\s*(?P<text>.*)",
    re.DOTALL,
)
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
_NAME_COLUMNS = frozenset(
    "term terms name word acronym acronyms abbreviation abbreviations abbr abbr. initialism "
    "concept phrase entry key keyword title expression".split()
)
_MEANING_COLUMNS = frozenset(
    [
        *"definition definitions meaning meanings description explanation gloss".split(),
        "what it means",
        "what it is",
    ]
)
_EXPANSION_COLUMNS = frozenset(
    ["expansion", "stands for", "full form", "full name", "long form", "expanded", "spelled out"]
)
_FIELDS = {
    "aliases": ["also called", "also known as", "aka", "alias", "aliases", "synonym", "synonyms"],
    "avoid": ["avoid", "do not use", "deprecated"],
    "categories": ["category", "categories", "tags", "area", "domain", "topic"],
    "related": ["related", "related terms", "see also", "see"],
    "broader": ["broader"],
    "narrower": ["narrower"],
    "citations": ["source", "sources", "reference", "references", "link", "links"],
    "context": ["context", "used in", "scope"],
    "license": ["license", "licence"],
    "status": ["status"],
    "do": ["do"],
    "dont": ["don't", "dont"],
    "replaced_by": ["use instead"],
}
_FIELD_OF = {word: name for name, words in _FIELDS.items() for word in words}
# The last line of a text that begins with a stressed word and a colon.
_LINE = re.compile(
    r"(?:^|\n)[ \t]*(?P<mark>\*\*|__|[_*])(?P<name>[^_*:\n]{2,30}):?(?P=mark):?[ \t]*"
    r"(?P<text>(?:(?!\n[ \t]*[_*]{1,2}[^_*:\n]{2,30}:?[_*]{1,2}:?[ \t]).)*)\Z",
    re.DOTALL,
)
_ASIDE_OF = re.compile(r"^(?P<name>.*\S)\s*\((?P<aside>.*)\)$")
_LISTS = ("aliases", "avoid", "categories", "related", "broader", "narrower")
_REVIEWED = re.compile(r"last reviewed (\d{4}-\d{2}-\d{2})")
_LINK = re.compile(r"\[([^\]]+)\]\(<?(https?://[^)>\s]+)>?\)")
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
    found = _BOLD.match(text)
    if not found:
        return None
    name = found["name"].strip()
    is_parted = found["sign"] is not None or name.endswith(_ENDS)
    name = name.rstrip("".join(_ENDS))
    if not is_parted or not name or len(name) > LONGEST_NAME or _NO_TERM.fullmatch(name):
        return None
    if plain(name).casefold() in _FIELD_OF:
        return None
    return f"{name}{found['aside'] or ''}", found["text"].strip()


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
    found = [
        Found(named(term[0]), line, category, term[1])
        for line, text in items
        if (term := bold_term(text) or _plain_term(text))
    ]
    meant = [one for one in found if one.text and plain(one.named.name)]
    return found if meant and len(meant) >= _ENOUGH * len(items) else []


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
            start, end = token.map or (block.start, block.start)
            text = re.sub(r"^\s*[:~]\s+", "", "\n".join(lines[start:end]))
            text = re.sub(r"^(?: {1,4}|\t)", "", text, flags=re.MULTILINE).strip()
            found[-1].text = "\n\n".join(filter(None, (found[-1].text, text)))
    return found


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
    keys = [plain(cell).casefold().rstrip(":") for _, cell in header]
    name = next((i for i, key in enumerate(keys) if key in _NAME_COLUMNS), None)
    meaning = next((i for i, key in enumerate(keys) if key in _MEANING_COLUMNS), None)
    expansion = next((i for i, key in enumerate(keys) if key in _EXPANSION_COLUMNS), None)
    if meaning is None:
        meaning, expansion = expansion, None
    if len(keys) == 2 and (name is None) != (meaning is None):  # noqa: PLR2004 - one is known
        name, meaning = (0, 1) if name in (0, None) and meaning in (1, None) else (1, 0)
    if name is None or meaning is None or name == meaning:
        return []
    return [
        _row(cells, keys, (name, meaning, expansion), category)
        for cells in rows
        if len(cells) == len(keys) and plain(cells[name][1])
    ]


def _row(
    cells: Sequence[tuple[int, str]],
    keys: Sequence[str],
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
    for place, key in enumerate(keys):
        field_name = _FIELD_OF.get(key)
        if field_name and place not in places and cells[place][1]:
            _put(found.fields, field_name, cells[place][1])
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


def particulars_in(block: Block) -> dict[str, Any]:
    """Return the fields that a list says of a term: "**Synonyms:** a, b"; none for another list."""
    if block.kind != "bullet_list":
        return {}
    texts = [token.content for token in block.tokens if token.type == "inline"]
    found: dict[str, Any] = {}
    for text in texts:
        match = _BOLD.match(text)
        name = match and _FIELD_OF.get(plain(match["name"]).casefold().rstrip(":"))
        if not match or not name:
            return {}
        _put(found, name, match["text"].strip())
    return found


def particulars_behind(text: str) -> tuple[str, dict[str, Any]]:
    """Return a text without the lines at its end that say a field, and these fields.

    Such a line is "_Avoid_: one (because), two".
    """
    found: dict[str, Any] = {}
    while (match := _LINE.search(text)) and (name := _FIELD_OF.get(match["name"].casefold())):
        _put(found, name, " ".join(match["text"].split()))
        text = text[: match.start()]
    return text.strip(), found


def _put(fields: dict[str, Any], name: str, text: str) -> None:
    """Add to the fields what a cell or a line says of one."""
    if name == "avoid":
        fields.setdefault(name, []).extend(map(_avoided, _labels_in(text)))
    elif name in _LISTS:
        labels = _labels_in(text)
        holder = fields if name in ("aliases", "avoid", "categories") else _section(fields)
        holder.setdefault(name, []).extend(labels)
    elif name == "citations":
        links = [{"source": plain(title), "url": url} for title, url in _LINK.findall(text)]
        address = re.search(r"https?://\S+", text)
        plainly = {"source": plain(text), **({"url": address[0]} if address else {})}
        fields.setdefault("citations", []).extend(links or [plainly])
    elif name in ("do", "dont"):
        fields.setdefault("examples", {}).setdefault(name, []).append(text)
    elif name == "status":
        fields["status"] = plain(text).partition(",")[0].strip().lower()
        if reviewed := _REVIEWED.search(text):
            fields["last_reviewed"] = reviewed[1]
    else:
        fields[name] = plain(text)


def _labels_in(text: str) -> list[str]:
    """Return labels that stand between semicolons or commas, not those inside brackets."""
    separator = ";" if ";" in text else ","
    parts = re.split(rf"{separator}(?![^(]*\))", text.rstrip().removesuffix("."))
    return [label for one in parts if (label := plain(one))]


def _avoided(label: str) -> str | dict[str, str]:
    found = _ASIDE_OF.match(label)
    return {"name": found["name"], "because": found["aside"]} if found else label


def _section(fields: dict[str, Any]) -> dict[str, list[str]]:
    section: dict[str, list[str]] = fields.setdefault("relationships", {})
    return section
