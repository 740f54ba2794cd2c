"""The glossary's shelves and orders, kept, and brought up to date by what has changed."""

from __future__ import annotations

from collections import Counter
from heapq import nlargest
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.glossary.browse.shelves import (
    ShelfKind,
    all_terms,
    categories,
    categories_of,
    roles,
    roles_of,
)
from bot.glossary.due import next_reviews
from bot.glossary.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from datetime import date
    from typing import Any

    from bot.glossary.browse.shelves import Shelf
    from bot.glossary.due import Review
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term


class Catalogue:
    """The pages to browse. A term changed in Home is redrawn at once.

    It caches counts and due days by term: with ten thousand terms, computing them would take longer
    than all the rest of the drawing.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._start()

    @property
    def all_terms(self) -> Shelf:
        """The shelf that holds every term."""
        return all_terms(self._glossary)

    @property
    def categories(self) -> Sequence[Shelf]:
        """The categories that have terms."""
        self._follow()
        return categories(self._category_counts, self._config)

    @property
    def roles(self) -> Sequence[Shelf]:
        """The roles."""
        self._follow()
        return roles(self._role_counts, self._config)

    def terms_on(self, shelf: Shelf) -> Sequence[Term]:
        """Return a shelf's terms in alphabetical order; due terms are apart."""
        in_order: Sequence[Term] = self._keep("in order", self._in_order)
        match shelf.kind:
            case ShelfKind.CATEGORY:
                return [term for term in in_order if shelf.key in term.categories]
            case ShelfKind.ROLE:
                return [term for term in in_order if shelf.key in term.roles]
            case _:
                return in_order

    def recently_revised(self, most: int) -> Sequence[Term]:
        """Return the terms in use that were reviewed last, those of one day by name."""
        terms: Sequence[Term] = self._keep(("revised", most), lambda: self._revised(most))
        return terms

    def due(self, today: date) -> Sequence[Review]:
        """Return every review that is due, in no order."""
        reviews: Sequence[Review] = self._keep(("due", today), lambda: self._due(today))
        return reviews

    def _due(self, today: date) -> list[Review]:
        return [review for review in self._reviews.values() if review.due_on <= today]

    def _in_order(self) -> list[Term]:
        return sorted(self._terms.values(), key=lambda term: (term.title.casefold(), term.slug))

    def _revised(self, most: int) -> list[Term]:
        out_of_use = Status.DEPRECATED
        in_use = [term for term in self._terms.values() if term.status is not out_of_use]
        reviewed = [term for term in in_use if term.last_reviewed_on]
        latest = nlargest(most, reviewed, key=attrgetter("last_reviewed_on"))
        latest.sort(key=lambda term: term.title.casefold())
        return sorted(latest, key=attrgetter("last_reviewed_on"), reverse=True)

    def _keep(self, what: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 -- each caller knows what it keeps
        self._follow()
        if what not in self._kept:
            self._kept[what] = make()
        return self._kept[what]

    def _start(self) -> None:
        self._config, self._first_seen = self._glossary.config, self._glossary.first_seen
        self._revision = self._glossary.revision
        self._terms: dict[str, Term] = {}
        self._category_counts: Counter[str] = Counter()
        self._role_counts: Counter[str] = Counter()
        self._reviews: dict[str, Review] = {}
        self._kept: dict[Hashable, Any] = {}
        self._replace((), self._glossary.terms.values())

    def _follow(self) -> None:
        """Take in what has changed in the glossary."""
        if self._revision == self._glossary.revision:
            return
        glossary = self._glossary
        if self._config is not glossary.config or self._first_seen is not glossary.first_seen:
            self._start()
            return
        known, terms = self._terms, self._glossary.terms
        new = [term for slug, term in terms.items() if known.get(slug) is not term]
        old = [known[term.slug] for term in new if term.slug in known]
        old += [known[slug] for slug in known.keys() - terms.keys()]
        self._revision = self._glossary.revision
        self._kept.clear()
        self._replace(old, new)

    def _replace(self, old: Iterable[Term], new: Iterable[Term]) -> None:
        for counts, names_of in (
            (self._category_counts, categories_of),
            (self._role_counts, roles_of),
        ):
            counts.subtract(name for term in old for name in names_of(term))
            counts.update(name for term in new for name in names_of(term))
        for term in old:
            del self._reviews[term.slug]
        self._reviews |= {
            review.term.slug: review for review in next_reviews(new, self._config, self._first_seen)
        }
        self._terms = dict(self._glossary.terms)
