"""Which terms stand above which, however far: what SKOS keeps apart from what is related."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.exchange.selection import Selection
    from bot.glossary.model import Term


class Hierarchy:
    """The broader terms of each, by what either of two says of the other."""

    def __init__(self, selection: Selection) -> None:
        self._above: dict[str, set[str]] = defaultdict(set)
        for term in selection.terms:
            for other in selection.named(term.broader):
                self._above[term.slug].add(other.slug)
            for other in selection.named(term.narrower):
                self._above[other.slug].add(term.slug)

    def holds(self, term: Term, other: Term) -> bool:
        """Tell whether one of the two stands above the other."""
        return self._reaches(term.slug, other.slug) or self._reaches(other.slug, term.slug)

    def is_top(self, term: Term) -> bool:
        """Tell whether nothing stands above the term."""
        return not self._above.get(term.slug)

    def _reaches(self, start: str, end: str) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            above = self._above.get(waiting.pop(), set())
            if end in above:
                return True
            waiting += above - seen
            seen |= above
        return False
