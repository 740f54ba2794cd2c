"""Turns a public list of acronyms, as a CSV file, into terms or a directory of terms."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

from tests.builders import a_term, a_term_file
from tests.slugs import slug_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.glossary.model import Term

SEED = 20261130


def read_acronyms(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each acronym of the list and what it stands for; the first two columns hold them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            acronym, meaning = " ".join(row[0].split()), " ".join(row[1].split())
            if acronym and meaning:
                yield acronym, meaning


def acronym_terms(path: Path, listing: str = "alias") -> Iterator[Term]:
    """Yield a term for each row of the list.

    What it stands for is an "alias", no label at all ("name"), or the name of which the
    acronym is an alias ("expansion").
    """
    slugs: set[str] = set()
    for acronym, meaning in read_acronyms(path):
        slug = slug_for(acronym, None, slugs)
        slugs.add(slug)
        name, *aliases = dict.fromkeys((acronym, meaning))
        if listing == "expansion" and aliases:
            name, aliases = meaning, [acronym]
        elif listing == "name":
            aliases = []
        yield a_term(name, slug=slug, aliases=tuple(aliases), short_def=f"{meaning}.")


def write_acronyms(path: Path, terms: Path, most: int | None = None) -> int:
    """Write a file for each row of the list into a directory and return how many there are."""
    terms.mkdir(parents=True, exist_ok=True)
    slugs: set[str] = set()
    for acronym, meaning in list(read_acronyms(path))[:most]:
        slug = slug_for(acronym, None, slugs)
        slugs.add(slug)
        text = a_term_file(acronym, aliases=[meaning], short_def=f"{meaning}.")
        (terms / f"{slug}.yml").write_text(text, encoding="utf-8")
    return len(slugs)


def letters_of(acronym: str) -> str:
    """Return what an acronym has in any dotting, spacing or plural mark."""
    letters = "".join(char for char in acronym if char.isalnum() or char == "&")
    return letters.removesuffix("s").casefold()


def absent_acronyms(asked: Path, held: Iterable[Term], count: int) -> list[str]:
    """Return so many acronyms of one list that the terms don't hold in any form."""
    known = {letters_of(label) for term in held for label in term.labels}
    absent = [
        acronym
        for acronym in dict.fromkeys(acronym for acronym, _ in read_acronyms(asked))
        if _is_acronym(acronym) and letters_of(acronym) not in known
    ]
    return sorted(random.Random(SEED).sample(absent, count))  # noqa: S311 -- the same each time


def _is_acronym(text: str) -> bool:
    return " " not in text and sum(map(str.isupper, text)) > 1
