"""The pages that list terms: the first page, A to Z, categories, and search."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from bot.glossary.browse.shelves import categories
from bot.glossary.model import Status
from bot.glossary.normalize import fold_label
from bot.site.page import DIGITS, OTHER_LETTERS, Page, category_path, letter_of, letter_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term

# With more terms than these, each letter has a page of its own.
MOST_ON_ONE_PAGE = 1000


def shelf_pages(glossary: Glossary) -> Iterator[Page]:
    """Yield the pages that list terms by letter and by category."""
    terms = sorted_terms(glossary.terms.values())
    shelves = categories(Counter(_category_names(terms)), glossary.config)
    yield Page(
        "index.html",
        "home.html",
        glossary.config.name,
        {"shelves": shelves, "letters": _by_letter(terms), "count": len(terms)},
        f"{len(terms):,} terms{', in the words of your role' if glossary.has_wordings else ''}.",
    )
    yield from _alphabet(terms)
    if shelves:
        yield Page("categories/index.html", "categories.html", "Categories", {"shelves": shelves})
    for shelf in shelves:
        held = [term for term in terms if shelf.key in term.categories]
        category = glossary.config.category(shelf.key)
        yield Page(
            category_path(shelf.key),
            "category.html",
            shelf.title,
            {"shelf": shelf, "terms": held, "advice": category.advice if category else ()},
            shelf.description,
        )
    yield Page(
        "search.html",
        "search.html",
        "Search",
        {
            "shelves": shelves,
            "roles": glossary.config.roles if any(term.roles for term in terms) else (),
            "statuses": [status for status in Status if any(t.status == status for t in terms)],
            "tags": sorted({tag for term in terms for tag in term.nist_rmf_tags}),
        },
    )


def sorted_terms(terms: Iterable[Term]) -> list[Term]:
    """Return terms in alphabetical order."""
    return sorted(terms, key=lambda term: (fold_label(term.title), term.slug))


def _alphabet(terms: list[Term]) -> Iterator[Page]:
    letters = _by_letter(terms)
    whole = len(terms) <= MOST_ON_ONE_PAGE
    values = {"letters": letters, "whole": whole, "count": len(terms)}
    yield Page("a-z/index.html", "alphabet.html", "A–Z", values)  # noqa: RUF001 -- a range
    if not whole:
        for letter, held in letters.items():
            yield Page(
                letter_path(letter), "letter.html", letter, {"terms": held, "letters": letters}
            )


def _by_letter(terms: Iterable[Term]) -> dict[str, list[Term]]:
    held: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        held[letter_of(term)].append(term)
    ends = {DIGITS: 1, OTHER_LETTERS: 2}
    return dict(sorted(held.items(), key=lambda one: (ends.get(one[0], 0), one[0])))


def _category_names(terms: Iterable[Term]) -> Iterator[str]:
    for term in terms:
        yield from dict.fromkeys(term.categories)
