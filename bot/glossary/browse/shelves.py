"""The glossary's shelves: its categories, its roles, all terms, and the due ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.glossary.normalize import fold_label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import GlossaryConfig, Term

# How similar the text and a shelf's name must be, of 100: "foundation models" isn't a shelf.
_CUTOFF = 75


class ShelfKind(StrEnum):
    """By what the terms of a shelf belong together."""

    ALL = "all"
    CATEGORY = "category"
    ROLE = "role"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Terms that belong together; ``key`` is the category's name or the role's id."""

    kind: ShelfKind
    key: str
    title: str
    count: int
    description: str = ""


def all_terms(glossary: Glossary) -> Shelf:
    """Return the shelf that holds every term."""
    return Shelf(ShelfKind.ALL, "", "All terms", len(glossary.terms))


def categories(counts: Mapping[str, int], config: GlossaryConfig) -> list[Shelf]:
    """Return the categories that have terms, in the glossary's order, unnamed ones behind."""
    named = {category.name: category for category in config.categories}
    held = {name for name, count in counts.items() if count}
    order = [name for name in named if name in held]
    order += sorted(held - named.keys(), key=str.casefold)
    return [
        Shelf(
            ShelfKind.CATEGORY,
            name,
            name,
            counts[name],
            named[name].description if name in named else "",
        )
        for name in order
    ]


def roles(counts: Mapping[str, int], config: GlossaryConfig) -> list[Shelf]:
    """Return the roles, each with how many terms matter to it."""
    return [
        Shelf(ShelfKind.ROLE, role.id, role.title, counts.get(role.id, 0), role.summary)
        for role in config.roles
    ]


def due_shelf(count: int) -> Shelf:
    """Return the shelf of terms that are due for review; its terms depend on the reader."""
    return Shelf(ShelfKind.DUE, "", "Due for review", count, "The most pressing first.")


def categories_of(term: Term) -> Collection[str]:
    """Return a term's categories, each once."""
    return frozenset(term.categories)


def roles_of(term: Term) -> Collection[str]:
    """Return the roles that a term matters to, each once."""
    return frozenset(term.roles)


def find_shelf(text: str, shelves: Sequence[Shelf], otherwise: Sequence[Shelf]) -> Shelf | None:
    """Return the shelf that a text means: by its name, a unique beginning, or nearly its name.

    The first of ``otherwise`` comes before a guess.
    """
    wanted = fold_label(text)
    names = {fold_label(shelf.title): shelf for shelf in reversed(shelves)}
    names |= {fold_label(shelf.key): shelf for shelf in reversed(shelves)}
    if wanted in names:
        return names[wanted]
    if otherwise:
        return otherwise[0]
    starting = {shelf for name, shelf in names.items() if wanted and name.startswith(wanted)}
    if len(starting) == 1:
        return starting.pop()
    near = process.extractOne(wanted, list(names), scorer=fuzz.ratio, score_cutoff=_CUTOFF)
    return names[near[0]] if near else None
