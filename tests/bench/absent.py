"""Measure what real lists of acronyms answer to others: ``python -m tests.bench.absent [SEED …]``.

Each list is asked for 2,000 acronyms that it lacks: no label of it has the same letters and
digits, in any dotting, spacing or plural mark. Then for its own names, and for words that
nobody could have listed. Times are those of one process.
"""

from __future__ import annotations

import csv
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.model import Term
from bot.glossary.search.acronyms import is_typed_as_acronym
from bot.glossary.search.result import Found, Several
from tests.bench.lookup import PUBLIC_GLOSSARY
from tests.shared import NASA, VA
from tests.slugs import slug_for

if TYPE_CHECKING:
    from collections.abc import Iterable

ASKED = 2000
SEEDS = (1, 2, 3)
_NO_LETTER = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z&/.-]{1,7})\)")


def read_list(path: Path) -> list[Term]:
    """Return a list's rows as terms: a name, and the first text beside it."""
    slugs: set[str] = set()
    terms = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for name, *meanings in rows:
            meaning = next((text for text in meanings if text.strip()), "")
            slug = slug_for(" ".join(name.split()), None, slugs)
            slugs.add(slug)
            terms.append(Term(slug=slug, name=name, path=Path(slug), short_def=meaning))
    return terms


def letters(text: str) -> str:
    """Return letters and digits alone, without a plural's ending."""
    return _NO_LETTER.sub("", text).casefold().removesuffix("s")


def acronyms(terms: Iterable[Term]) -> set[str]:
    """Return the labels of terms that are typed as acronyms are, in capitals."""
    labels = {label for term in terms for label in term.labels}
    labels |= {found for label in labels for found in _IN_BRACKETS.findall(label)}
    return {one for one in labels if one.isupper() and is_typed_as_acronym(one)}


def main() -> None:
    """Print, for each list, what was answered to what it lacks and to what it has."""
    seeds = [int(seed) for seed in sys.argv[1:]] or SEEDS
    lists = {"VA": read_list(VA), "NASA": read_list(NASA)}
    lists["AI"] = list(Loader(PUBLIC_GLOSSARY).load().terms.values())
    known = {name: acronyms(terms) for name, terms in lists.items()}
    # Three lists kept back, each a part of a real one.
    for start in "ACS":
        lists[f"NASA {start}…"] = [one for one in lists["NASA"] if one.name[:1] == start]
    everything = sorted(set().union(*known.values()))
    print("| list | terms | seed | sure | several | nearest | suggest | none | p50 ms | p99 ms |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, terms in lists.items():
        glossary = Glossary(DEFAULT_CONFIG, terms)
        own = {letters(label) for term in terms for label in term.labels}
        own |= {letters(one) for term in terms for one in _IN_BRACKETS.findall(term.name)}
        absent = [one for one in everything if letters(one) not in own]
        for seed in seeds:
            some = random.Random(seed).sample(absent, min(ASKED, len(absent)))  # noqa: S311 -- a sample
            _print(name, len(terms), seed, glossary, some)
        lost = [one.name for one in terms if not _finds(glossary, one)]
        print(f"{name}: {len(lost)} of {len(terms)} names lost", lost[:8])


def _finds(glossary: Glossary, term: Term) -> bool:
    found = glossary.look_up(term.name)
    if isinstance(found, Several):
        return term in found.terms
    return isinstance(found, Found) and (found.term == term or term in found.also)


def _print(name: str, terms: int, seed: int, glossary: Glossary, asked: list[str]) -> None:
    kinds: Counter[str] = Counter()
    times, wrong = [], []
    for query in asked:
        start = time.perf_counter()
        result = glossary.look_up(query)
        times.append(1000 * (time.perf_counter() - start))
        kinds[type(result).__name__] += 1
        if isinstance(result, Found | Several):
            wrong.append(f"{query}→{result.label}")
    cuts = quantiles(times, n=100)
    counts = " | ".join(
        str(kinds[kind]) for kind in ("Found", "Several", "Nearest", "Suggestions", "Nothing")
    )
    print(f"| {name} | {terms} | {seed} | {counts} | {cuts[49]:.2f} | {cuts[98]:.1f} |", wrong[:8])
    sys.stdout.flush()


if __name__ == "__main__":
    main()
