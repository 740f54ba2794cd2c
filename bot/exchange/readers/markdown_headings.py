"""Which headings of a Markdown page are terms, and which stand above terms.

A page of headings has its terms on one level, the one on which most headings with a text are.
Where most of these have terms below their text, the headings are sections and the text introduces
them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.exchange.readers.markdown_terms import bold_term, names_above, table_terms, term_list
from bot.exchange.readers.markdown_text import blocks_of, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.readers.markdown_text import Block

FEWEST = 3  # headings that are terms, so that a page is one of headings
_SECTION = re.compile(
    r"[a-z0-9#&]|[a-z]\s*[-\u2013\u2014]\s*[a-z]|numbers?|symbols?|other|misc(ellaneous)?|general"
    r"|(table of )?contents|index|introduction|overview|about( .*)?|preface|background|notes?"
    r"|references?|resources|sources|bibliography|further reading|see also|links|credits|licen[sc]e"
    r"|contribut(e|ing|ors)|how to .*|.*\b(glossary|terminology|terms|vocabulary|lexicon"
    r"|definitions|acronyms|abbreviations)( of .*| for .*| and .*)?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Section:
    """A heading and what stands below it, until the next heading."""

    heading: Block | None
    blocks: list[Block] = field(default_factory=list)
    is_leaf: bool = True

    @property
    def title(self) -> str:
        """The heading without markup; empty for what stands before the first."""
        return plain(self.heading.inline) if self.heading else ""

    @property
    def level(self) -> int:
        """The heading's level; 0 before the first."""
        return self.heading.level if self.heading else 0


def sections_of(text: str) -> list[Section]:
    """Return the sections of a page, the first without a heading."""
    sections = [Section(None)]
    for block in blocks_of(text):
        if block.kind == "heading":
            sections[-1].is_leaf = block.level <= sections[-1].level
            sections.append(Section(block))
        elif block.kind != "hr":
            sections[-1].blocks.append(block)
    return sections


class Headings:
    """Tells which headings of a page are terms."""

    def __init__(self, sections: Sequence[Section], lines: Sequence[str]) -> None:
        self._lines = lines
        titles = Counter(section.title.casefold() for section in sections)
        levels = Counter(section.level for section in sections if section.heading)
        self._repeated = {title for title, count in titles.items() if count >= FEWEST}
        self._has_one_title = levels[1] == 1 < levels.total()
        with_text = [one for one in sections if self._could_name(one) and _begins_with_text(one)]
        counts = Counter(section.level for section in with_text)
        self.level = max(counts, key=lambda level: (counts[level], level), default=0)
        mine = [section for section in with_text if section.level == self.level]
        above_terms = sum(any(map(self._names_terms, one.blocks[1:])) for one in mine)
        self.name_terms = 2 * above_terms < len(mine) or len(mine) < FEWEST
        self.hold_everything = self.name_terms and len(mine) >= FEWEST

    def is_term(self, section: Section) -> bool:
        """Tell whether a heading is a term; its section then begins with what it means.

        On a page of headings, one without a text is a term too: one that nothing is said about.
        """
        if not self.name_terms or section.level != self.level or not self._could_name(section):
            return False
        if self.hold_everything:
            return (bool(section.blocks) or section.is_leaf) and not any(
                map(_is_glossary, section.blocks)
            )
        others = section.blocks[1:]
        return _begins_with_text(section) and not any(
            _is_glossary(block) or term_list(block, self._lines) for block in others
        )

    def _could_name(self, section: Section) -> bool:
        """Whether a heading is no usual part of a page."""
        return (
            section.heading is not None
            and section.title.casefold() not in self._repeated
            and not _SECTION.fullmatch(section.title)
            and not (section.level == 1 and self._has_one_title)
        )

    def _names_terms(self, block: Block) -> bool:
        return (
            _is_glossary(block)
            or bool(term_list(block, self._lines))
            or (block.kind == "paragraph" and bool(bold_term(block.inline)))
        )


def _is_glossary(block: Block) -> bool:
    """Whether a block has terms wherever it stands."""
    return block.kind == "dl" or bool(table_terms(block))


def _begins_with_text(section: Section) -> bool:
    """Whether a heading is followed by a text that is no term by itself."""
    if not section.blocks:
        return False
    first = section.blocks[0]
    if first.kind == "paragraph":
        return not (bold_term(first.inline) or names_above(first.inline))
    return first.kind == "blockquote"
