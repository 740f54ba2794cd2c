"""The glossary's shelves and orders, made once and kept until the glossary changes."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

from bot.glossary.model import Status
from bot.glossary.reviews import due_on
from bot.glossary.shelves import ShelfKind, all_terms, categories, roles

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import date
    from typing import Any

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term
    from bot.glossary.shelves import Shelf


class Catalogue:
    """What to leaf through; at ten thousand terms each part takes longer to make than to draw."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._revision = glossary.revision
        self._kept: dict[Hashable, Any] = {}

    @property
    def all_terms(self) -> Shelf:
        """The shelf that holds every term."""
        return all_terms(self._glossary)

    @property
    def categories(self) -> Sequence[Shelf]:
        """The categories that have terms."""
        shelves: Sequence[Shelf] = self._keep("categories", lambda: categories(self._glossary))
        return shelves

    @property
    def roles(self) -> Sequence[Shelf]:
        """The roles."""
        shelves: Sequence[Shelf] = self._keep("roles", lambda: roles(self._glossary))
        return shelves

    def terms_on(self, shelf: Shelf) -> Sequence[Term]:
        """Return a shelf's terms in alphabetical order; what is due is kept apart."""
        in_order: Sequence[Term] = self._keep("in order", self._in_order)
        match shelf.kind:
            case ShelfKind.CATEGORY:
                return [term for term in in_order if shelf.key in term.categories]
            case ShelfKind.ROLE:
                return [term for term in in_order if shelf.key in term.roles]
            case _:
                return in_order

    def lately_revised(self, most: int) -> Sequence[Term]:
        """Return the terms in use that were reviewed last, those of one day by name."""
        terms: Sequence[Term] = self._keep(("revised", most), lambda: self._revised(most))
        return terms

    def due(self, today: date) -> Sequence[Term]:
        """Return every term whose review is due."""
        glossary = self._glossary
        terms: Sequence[Term] = self._keep(
            ("due", today),
            lambda: [t for t in glossary.terms.values() if due_on(t, glossary.config) <= today],
        )
        return terms

    def _in_order(self) -> list[Term]:
        terms = self._glossary.terms.values()
        return sorted(terms, key=lambda term: (term.title.casefold(), term.slug))

    def _revised(self, most: int) -> list[Term]:
        terms = self._glossary.terms.values()
        in_use = (term for term in terms if term.status is not Status.DEPRECATED)
        latest = nlargest(most, in_use, key=lambda term: term.last_reviewed_on)
        return sorted(latest, key=lambda t: (-t.last_reviewed_on.toordinal(), t.title.casefold()))

    def _keep(self, what: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 -- each caller knows what it keeps
        if self._revision != self._glossary.revision:
            self._kept.clear()
            self._revision = self._glossary.revision
        if what not in self._kept:
            self._kept[what] = make()
        return self._kept[what]
