"""Ask for known names as people type them: ``python -m tests.bench.variants DIRECTORY …``.

Prints what loading and indexing the directory costs; then, by how a name is typed, how often the
term comes (alone, or in a picker that holds it), how often another one does, and the time it
takes. A name typed so that it is another term's name counts as right where that term comes.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

import psutil

from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Found, Nearest, Several, Suggestions

if TYPE_CHECKING:
    from bot.glossary.model import Term

NAMES = 1000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Typed = Callable[[str, random.Random], str]


def _slip(kind: str) -> Typed:
    """Return a typing error behind the first letter."""

    def slip(name: str, luck: random.Random) -> str:
        at = luck.randrange(1, len(name) - 1)
        match kind:
            case "left out":
                return name[:at] + name[at + 1 :]
            case "doubled":
                return name[:at] + name[at] + name[at:]
            case "swapped":
                return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
            case _:
                return name[:at] + luck.choice(LETTERS) + name[at + 1 :]

    return slip


WAYS: dict[str, Typed] = {
    "as it is": lambda name, _: name,
    "lower case": lambda name, _: name.lower(),
    "capitals": lambda name, _: name.upper(),
    "quoted, with a full stop": lambda name, _: f"“{name}.”",
    "hyphens for blanks": lambda name, _: name.replace(" ", "-"),
    "blanks for hyphens": lambda name, _: name.replace("-", " "),
    "no blanks": lambda name, _: name.replace(" ", ""),
    "dotted": lambda name, _: ".".join(name) + "." if name.isalpha() and name.isupper() else name,
    "what is …?": lambda name, _: f"what is {name}?",
    "what does … mean": lambda name, _: f"what does {name} mean",
    "define …, please": lambda name, _: f"define {name}, please",
    "…, pls": lambda name, _: f"{name}, pls",
    "… (ML)": lambda name, _: f"{name} (ML)",
    **{f"slip: {kind}": _slip(kind) for kind in ("left out", "doubled", "swapped", "another")},
}


def main() -> None:
    """Measure each directory."""
    for directory in map(Path, sys.argv[1:]):
        _measure(directory)


def _measure(directory: Path) -> None:
    process = psutil.Process()
    before, began = process.memory_info().rss, time.process_time()
    loaded = Loader(directory).load()
    glossary = Glossary(loaded.config, loaded.terms.values(), loaded.left_out)
    cpu = time.process_time() - began
    grown = (process.memory_info().rss - before) / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    print(
        f"{directory}: {len(glossary.terms):,} terms, {cpu:.1f} CPU s to load and index, "
        f"{grown:.0f} MiB more, {peak:.0f} MiB at most"
    )
    luck = random.Random(1)  # noqa: S311 -- a sample
    terms = sorted(glossary.terms.values(), key=lambda term: term.slug)
    some = luck.sample(terms, min(NAMES, len(terms)))
    for kind, labels in (("name", _names(some)), ("alias", _aliases(some))):
        print(
            f"| {kind}, typed | asked | right | picker | nearest | suggested | none | wrong |"
            " p50 ms | p99 ms |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|")
        for way, typed in WAYS.items():
            _print(way, glossary, labels, typed, luck)


def _names(terms: list[Term]) -> list[tuple[str, Term]]:
    return [(term.name, term) for term in terms]


def _aliases(terms: list[Term]) -> list[tuple[str, Term]]:
    return [(alias, term) for term in terms for alias in term.aliases[:1]]


def _print(
    way: str,
    glossary: Glossary,
    labels: list[tuple[str, Term]],
    typed: Typed,
    luck: random.Random,
) -> None:
    counts = dict.fromkeys(("right", "picker", "nearest", "suggested", "none", "wrong"), 0)
    times: list[float] = []
    wrong: list[str] = []
    for label, term in labels:
        # A slip in a short name makes another name of it.
        if way.startswith("slip") and len(label) < 6:
            continue
        text = typed(label, luck)
        start = time.perf_counter()
        result = glossary.look_up(text)
        times.append(1000 * (time.perf_counter() - start))
        outcome = _outcome(result, term, text)
        counts[outcome] += 1
        if outcome == "wrong":
            wrong.append(f"{text}→{getattr(result, 'label', '')}")
    if len(times) < 2:
        return
    cuts = quantiles(times, n=100)
    figures = " | ".join(str(count) for count in counts.values())
    print(f"| {way} | {len(times)} | {figures} | {cuts[49]:.2f} | {cuts[98]:.2f} |", wrong[:6])


def _outcome(result: object, term: Term, text: str) -> str:
    match result:
        case Found(term=found, also=also):
            is_right = found == term or term in also or _is_named(found, text)
            return "right" if is_right else "wrong"
        case Several(terms=terms):
            return (
                "picker" if term in terms or any(_is_named(one, text) for one in terms) else "wrong"
            )
        case Nearest():
            return "nearest"
        case Suggestions():
            return "suggested"
    return "none"


def _is_named(term: Term, text: str) -> bool:
    """Whether what was typed is, letter by letter, a name of this term."""
    return any(text.casefold() == label.casefold() for label in term.labels)


if __name__ == "__main__":
    main()
