"""Reads one page of many terms: headings, bold terms, definition lists, tables, lists.

A heading with a text below it is a term where most headings of its level are, and a category
where it has terms below it. Tables and definition lists are terms wherever they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import Link, Refusal
from bot.exchange.readers.markdown_terms import (
    Found,
    bold_term,
    definition_list,
    names_above,
    particulars_in,
    table_terms,
    term_list,
)
from bot.exchange.readers.markdown_text import (
    Block,
    blocks_of,
    named,
    plain,
    slug_of_heading,
    source_of,
)
from bot.exchange.readers.own_fields import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.exchange.entry import Entry

_PROSE = ("paragraph", "blockquote", "bullet_list", "ordered_list", "fence", "code_block", "table")
FEWEST_HEADINGS = 3  # that are terms, so that a page is one of headings
_SECTION = re.compile(
    r"[a-z0-9#&]|[a-z]\s*[-\u2013\u2014]\s*[a-z]|numbers?|symbols?|other|misc(ellaneous)?|general"
    r"|(table of )?contents|index|introduction|overview|about( .*)?|preface|background|notes?"
    r"|references?|resources|sources|bibliography|further reading|see also|links|credits|licen[sc]e"
    r"|contribut(e|ing|ors)|how to .*|.*\b(glossary|terminology|terms|vocabulary|lexicon"
    r"|definitions|acronyms|abbreviations)( of .*| for .*| and .*)?",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|mailto:)[^)]*?#?([^)/#]*)/?\)")


@dataclass(slots=True)
class _Section:
    """A heading and what stands below it, until the next heading."""

    heading: Block | None
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        return plain(self.heading.inline) if self.heading else ""

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0


def read_terms(text: str) -> Iterator[Entry | Refusal]:
    """Yield each term of the page, in its order."""
    page = _Page(text)
    found = list(page.terms())
    names = {slug_of_heading(one.named.name): one.named.name for one in found}
    for one in found:
        yield _item(one, names)


class _Page:
    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.sections = [_Section(None)]
        for block in blocks_of(text):
            if block.kind == "heading":
                self.sections.append(_Section(block))
            elif block.kind != "hr":
                self.sections[-1].blocks.append(block)
        self._repeated = {
            title
            for title, count in Counter(one.title.casefold() for one in self.sections).items()
            if count >= FEWEST_HEADINGS
        }
        levels = Counter(one.level for one in self.sections if one.heading)
        self._has_one_title = levels[1] == 1 < levels.total()
        with_text = (one.level for one in self.sections if one.heading and _begins_with_text(one))
        most = max(Counter(with_text).values(), default=0)
        self._lists_are_text = most >= FEWEST_HEADINGS
        self._level = self._level_of_terms()
        self._is_of_headings = sum(map(self._is_term, self.sections)) >= FEWEST_HEADINGS

    def terms(self) -> Iterator[Found]:
        """Yield what is a term, with the nearest heading above it as its category."""
        above: dict[int, str] = {}
        current: Found | None = None  # the heading that is a term, which its parts belong to
        for section in self.sections:
            above = {level: title for level, title in above.items() if level < section.level}
            if current and section.level > self._level:
                current.blocks += [block for block in (section.heading, *section.blocks) if block]
                continue
            if current:
                yield self._finished(current)
                current = None
            category = self._category(above)
            if section.heading and self._is_term(section):
                current = Found(named(section.heading.inline), section.heading.start, category)
                inside = self._own_blocks(section)
                current.blocks += inside
                if len(inside) < len(section.blocks):
                    yield self._finished(current)
                    current = None
                    yield from self._inside(section.blocks[len(inside) :], category)
            else:
                if section.title and not self._is_title(section):
                    above[section.level] = section.title
                yield from self._inside(section.blocks, self._category(above))
        if current:
            yield self._finished(current)

    def _category(self, above: dict[int, str]) -> str:
        return above[max(above)] if above else ""

    def _is_title(self, section: _Section) -> bool:
        """Whether a heading is the page's own, or says nothing of what stands below it."""
        return section.level == 1 or len(section.title) <= 1

    def _level_of_terms(self) -> int:
        """Return the level on which most headings with a text of their own are."""
        counts = Counter(
            section.level
            for section in self.sections
            if section.heading and self._could_be_term(section)
        )
        return max(counts, key=lambda level: (counts[level], level), default=0)

    def _is_term(self, section: _Section) -> bool:
        return (
            section.heading is not None
            and section.level == self._level
            and self._could_be_term(section)
        )

    def _could_be_term(self, section: _Section) -> bool:
        """Whether a text follows the heading, and the heading is no usual part of a page."""
        if section.title.casefold() in self._repeated:
            return False
        if _SECTION.fullmatch(section.title) or (section.level == 1 and self._has_one_title):
            return False
        return _begins_with_text(section) and not any(map(self._holds_terms, section.blocks[1:]))

    def _holds_terms(self, block: Block) -> bool:
        """Whether there are terms in a block, and it isn't part of what a heading says."""
        if block.kind in ("table", "dl"):
            return block.kind == "dl" or bool(table_terms(block))
        return not self._lists_are_text and bool(term_list(block, self.lines))

    def _own_blocks(self, section: _Section) -> list[Block]:
        """Return what belongs to a heading that is a term; a bold term behind it is another."""
        if self._is_of_headings:
            return section.blocks
        end = next(
            (
                number
                for number, block in enumerate(section.blocks)
                if block.kind == "paragraph" and bold_term(block.inline)
            ),
            len(section.blocks),
        )
        return section.blocks[:end]

    def _inside(self, blocks: Sequence[Block], category: str) -> Iterator[Found]:
        """Yield the terms among the blocks of a section."""
        current: Found | None = None
        for block in blocks:
            found = list(self._in_block(block, category))
            if found:
                if current:
                    yield self._finished(current)
                *complete, current = found
                yield from complete
                if block.kind != "paragraph":
                    yield current
                    current = None
            elif current and block.kind in _PROSE:
                current.blocks.append(block)
        if current:
            yield self._finished(current)

    def _in_block(self, block: Block, category: str) -> Iterator[Found]:
        if block.kind == "table":
            yield from table_terms(block, category)
        elif block.kind == "dl":
            yield from definition_list(block, self.lines, category)
        elif block.kind in ("bullet_list", "ordered_list"):
            yield from term_list(block, self.lines, category)
        elif block.kind == "paragraph" and (below := names_above(block.inline)):
            names, text = below
            first, *others = map(named, names)
            aliases = {"aliases": [other.name for other in others]} if others else {}
            yield Found(first, block.start, category, text, aliases)
        elif block.kind == "paragraph":
            for part in re.split(r"\n(?=\s*(?:\*\*|__)\S)", block.inline):
                if term := bold_term(part):
                    name, text = term
                    yield Found(named(name), block.start, category, text)

    def _finished(self, found: Found) -> Found:
        """Return a term with the text of its blocks, and what a list at their end says of it."""
        blocks = found.blocks
        if blocks and (said := particulars_in(blocks[-1])):
            found.fields.update(said)
            blocks = blocks[:-1]
        texts = filter(None, (found.text, source_of(self.lines, blocks)))
        found.text = "\n\n".join(texts)
        return found


def _begins_with_text(section: _Section) -> bool:
    """Whether a heading is followed by a text that is no term by itself."""
    if not section.blocks:
        return False
    first = section.blocks[0]
    return first.kind == "blockquote" or (first.kind == "paragraph" and not bold_term(first.inline))


def _item(found: Found, names: dict[str, str]) -> Entry | Refusal:
    """Return the entry; links to other terms of the page are relations."""
    at = f"line {found.line + 1}"
    name = found.named
    linked = [names.get(target.lower(), "") for _, target in _LINK.findall(found.text)]
    fields: dict[str, Any] = {
        "context": name.context,
        "categories": [found.category] if found.category else [],
        **found.fields,
    }
    fields["aliases"] = list(dict.fromkeys([*name.aliases, *fields.get("aliases", ())]))
    related = dict.fromkeys(other for other in linked if other and other != name.name)
    return entry_of(
        at,
        name.name,
        fields,
        text=_LINK.sub(r"\1", found.text),
        links={"related": [*map(Link, related)]},
    )
