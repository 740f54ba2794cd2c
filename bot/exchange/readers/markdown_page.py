"""Reads one page of many terms: headings, bold terms, definition lists, tables, lists.

A heading that is no term is the category of the terms below it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.exchange.entry import Link
from bot.exchange.readers.markdown_headings import Headings, sections_of
from bot.exchange.readers.markdown_particulars import particulars_behind, particulars_in
from bot.exchange.readers.markdown_terms import (
    Found,
    bold_term,
    definition_list,
    names_above,
    table_terms,
    term_list,
)
from bot.exchange.readers.markdown_text import cleaned, named, slug_of_heading, source_of
from bot.exchange.readers.own_fields import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.exchange.entry import Entry
    from bot.exchange.readers.markdown_headings import Section
    from bot.exchange.readers.markdown_text import Block

_PROSE = ("paragraph", "blockquote", "bullet_list", "ordered_list", "fence", "code_block", "table")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|mailto:)[^)]*?#?([^)/#]*)/?\)")


def read_terms(text: str) -> Iterator[Entry]:
    """Yield each term of the page, in its order."""
    found = list(_Page(text).terms())
    names = {slug_of_heading(one.named.name): one.named.name for one in found}
    for one in found:
        yield _entry(one, names)


class _Page:
    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.sections = sections_of(text)
        self.headings = Headings(self.sections, self.lines)

    def terms(self) -> Iterator[Found]:
        """Yield what is a term, with the nearest heading above it as its category."""
        above: dict[int, str] = {}
        current: Found | None = None  # the heading that is a term, which its parts belong to
        for section in self.sections:
            above = {level: title for level, title in above.items() if level < section.level}
            if current and section.level > self.headings.level:
                current.blocks += [block for block in (section.heading, *section.blocks) if block]
                continue
            if current:
                yield self._finished(current)
                current = None
            category = above[max(above)] if above else ""
            if section.heading and self.headings.is_term(section):
                current = Found(named(section.heading.inline), section.heading.start, category)
                current.blocks += self._own_blocks(section)
                others = section.blocks[len(current.blocks) :]
                if others:
                    yield self._finished(current)
                    current = None
                    yield from self._inside(others, category)
            else:
                if section.level > 1 and len(section.title) > 1:
                    above[section.level] = category = section.title
                yield from self._inside(section.blocks, category)
        if current:
            yield self._finished(current)

    def _own_blocks(self, section: Section) -> list[Block]:
        """Return what belongs to a heading that is a term; a bold term behind it is another."""
        if self.headings.hold_everything:
            return section.blocks
        bold = (
            number
            for number, block in enumerate(section.blocks)
            if block.kind == "paragraph" and bold_term(block.inline)
        )
        return section.blocks[: next(bold, len(section.blocks))]

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
        """Return a term with the text of its blocks, and what stands at their end as fields."""
        said: dict[str, Any] = {}
        blocks, rest = list(found.blocks), ""
        if not blocks:
            found.text, said = particulars_behind(found.text)
        elif blocks[-1].kind == "paragraph":
            rest, said = particulars_behind(blocks.pop().inline)
            rest = cleaned(" ".join(rest.split()))
        elif said := particulars_in(blocks[-1]):
            blocks.pop()
        found.fields.update(said)
        texts = (found.text, source_of(self.lines, blocks), rest)
        found.text = "\n\n".join(filter(None, texts))
        return found


def _entry(found: Found, names: dict[str, str]) -> Entry:
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
