"""Measure how terms are found in messages: ``python -m tests.bench.mentions [TERMS …]``.

Precision and recall over the fifty messages of tests/glossary/mentions/messages.yml, labelled by
hand, with the shipped glossary; then the time for one message of 3,000 characters, for building
the index, and for bringing one changed term into service.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

import yaml

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.mentions.matcher import Matcher
from tests.bench.generate import generate_terms
from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.glossary.model import Term

ROOT = Path(__file__).parents[2]
MESSAGES = ROOT / "tests" / "glossary" / "mentions" / "messages.yml"
SIZES = (220, 10_000, 100_000)
CHARACTERS = 3_000
REPEATS = 200
RUNS = 5


def labelled_glossary() -> Glossary:
    """Return the shipped terms, and two whose acronyms are words as well."""
    loaded = Loader(ROOT / "data").load()
    technology = a_term("information technology", aliases=("IT",))
    states = a_term("United States", aliases=("US", "U.S."))
    return Glossary(loaded.config, [*loaded.terms.values(), technology, states])


def score(glossary: Glossary) -> tuple[float, float, list[str]]:
    """Return precision, recall, and a line for each message that was read otherwise."""
    right = extra = missing = 0
    lines = []
    for labelled in yaml.safe_load(MESSAGES.read_text("utf-8")):
        found = {term.title for one in glossary.mentions(labelled["message"]) for term in one.terms}
        wanted = set(labelled["mentions"])
        right += len(found & wanted)
        extra += len(found - wanted)
        missing += len(wanted - found)
        if found != wanted:
            lines.append(
                f"{labelled['message'][:60]!r}: not meant {sorted(found - wanted)}, "
                f"missed {sorted(wanted - found)}"
            )
    return right / (right + extra), right / (right + missing), lines


def measure(size: int) -> str:
    """Return what it takes with so many generated terms."""
    terms = list(generate_terms(size))
    glossary = Glossary(DEFAULT_CONFIG, terms)
    names = " and ".join(term.name for term in terms[:: max(1, size // 12)])
    texts = [f"{names}. {term.long_def}"[:CHARACTERS] for term in terms[:20]]
    texts = [(text * 4)[:CHARACTERS] for text in texts]
    started = time.perf_counter()
    Matcher(terms)
    built = (time.perf_counter() - started) * 1000
    gc.collect()
    gc.freeze()  # as the serving process does
    runs = [
        [_milliseconds(glossary, texts[i % len(texts)]) for i in range(REPEATS)]
        for _ in range(RUNS)
    ]
    middle = median(median(run) for run in runs)
    slowest = median(quantiles(run, n=100)[98] for run in runs)
    processor = _processor_time(glossary, texts)
    written = _processor_time(glossary, _as_people_write())
    changes = median(_seconds_of_change(glossary, term) * 1000 for term in terms[:50])
    found = len(glossary.mentions(texts[0]))
    return (
        f"{size:>7,} terms: {middle:5.2f} ms ({processor:.2f} ms of CPU), p99 {slowest:5.2f} ms "
        f"for {CHARACTERS:,} characters with {found} mentions; "
        f"as people write {written:.2f} ms of CPU; "
        f"index in {built:6.1f} ms; one term changed in {changes:5.2f} ms"
    )


def _as_people_write() -> list[str]:
    messages = [labelled["message"] for labelled in yaml.safe_load(MESSAGES.read_text("utf-8"))]
    return [" ".join(messages[i:] + messages[:i])[:CHARACTERS] for i in range(20)]


def _processor_time(glossary: Glossary, texts: list[str]) -> float:
    return median(_milliseconds(glossary, text, time.thread_time) for text in texts * 10)


def _seconds_of_change(glossary: Glossary, term: Term) -> float:
    """Return how long the event loop is held up, the other indexes included."""
    started = time.perf_counter()
    glossary.apply([term])
    return time.perf_counter() - started


def _milliseconds(
    glossary: Glossary, text: str, clock: Callable[[], float] = time.perf_counter
) -> float:
    started = clock()
    glossary.mentions(text)
    return (clock() - started) * 1000


def main(sizes: Iterable[int]) -> None:
    """Print both."""
    precision, recall, lines = score(labelled_glossary())
    print(f"fifty messages: precision {precision:.3f}, recall {recall:.3f}")
    for line in lines:
        print(f"  {line}")
    for size in sizes:
        print(measure(size))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
