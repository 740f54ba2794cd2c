"""Measure what lookup answers and how fast: ``python -m tests.bench.lookup [TERMS …]``.

What it answers is counted by kind of question over the public glossary, for the
questions it was tuned by and for those it was not. How long it takes and how
much memory it needs is measured with the public glossary among generated terms.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Found, Nearest, Nothing
from tests.bench.generate import generate_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.glossary.model import Term
    from bot.glossary.search.result import Result

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests" / "glossary" / "tuning"
PUBLIC_GLOSSARY = Path(
    os.environ.get(
        "PARLANCE_SHARED_GLOSSARY", ROOT.parent / "shared" / "glossaries" / "ai-glossary" / "terms"
    )
)
SIZES = (112, 10_000, 100_000)
RUNS = 5
CHANGED_TERMS = 50
# Kinds with a whole typed name.
NAMES_TYPED = ("exact", "alias", "inflection", "spelling", "case", "wording", "order", "typo")
NOT_ALL_OF_A_NAME = ("initialism", "acronym", "bracket", "polite")
NAMES = (*NAMES_TYPED, "partial")
# Kinds without an answer: "absent" is wrong even as a nearest, "unsure" is a matter of taste.
WITHOUT_ANSWER = ("absent", "unsure")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a tuning file; ``answers`` is empty where the glossary has none."""

    kind: str
    text: str
    answers: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """How the questions of one kind were answered."""

    asked: int = 0
    first: int = 0
    among_three: int = 0
    answered_right: int = 0
    answered_wrong: list[str] = field(default_factory=list)
    nearest_right: int = 0
    nearest_wrong: list[str] = field(default_factory=list)
    nothing: int = 0

    @property
    def at_once(self) -> int:
        """How often the right term was shown at once, whether sure or as the nearest."""
        return self.answered_right + self.nearest_right

    def add(self, other: Score) -> Score:
        """Return both together."""
        return Score(
            self.asked + other.asked,
            self.first + other.first,
            self.among_three + other.among_three,
            self.answered_right + other.answered_right,
            self.answered_wrong + other.answered_wrong,
            self.nearest_right + other.nearest_right,
            self.nearest_wrong + other.nearest_wrong,
            self.nothing + other.nothing,
        )


def read_questions(path: Path) -> Iterator[Question]:
    """Yield the questions of a file; those without an answer are "absent", unless "unsure"."""
    kind = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            text, _, answers = line.rpartition(" =")
            named = tuple(name.strip() for name in answers.split("|") if name.strip())
            has_kind = named or kind in WITHOUT_ANSWER
            yield Question(kind if has_kind else "absent", text, named)


def score(glossary: Glossary, questions: Iterable[Question]) -> dict[str, Score]:
    """Return the scores by kind of question."""
    scores: dict[str, Score] = defaultdict(Score)
    for question in questions:
        answer = glossary.look_up(question.text)
        names = names_of(answer)
        of_kind = scores[question.kind]
        of_kind.asked += 1
        of_kind.nothing += not names
        is_first = bool(names) and names[0] in question.answers
        of_kind.first += is_first
        of_kind.among_three += bool(set(names[:3]).intersection(question.answers))
        if isinstance(answer, Found):
            of_kind.answered_right += is_first
        if isinstance(answer, Nearest):
            of_kind.nearest_right += is_first
        if isinstance(answer, Found | Nearest) and not is_first:
            wrong = of_kind.answered_wrong if isinstance(answer, Found) else of_kind.nearest_wrong
            wrong.append(f"{question.text!r} is no {names[0]}")
    return scores


def names_of(answer: Result) -> list[str]:
    match answer:
        case Found():
            return [answer.term.name]
        case Nearest():
            return [answer.term.name, *(term.name for term in answer.others)]
        case Nothing():
            return []
    return [term.name for term in answer.terms]


def public_terms() -> list[Term]:
    """Return the terms of the public glossary, or none where it is absent."""
    return list(Loader(PUBLIC_GLOSSARY).load().terms.values()) if PUBLIC_GLOSSARY.is_dir() else []


def main(sizes: Iterable[int]) -> None:
    """Print the scores, then the times for each size, each measured in its own process."""
    glossary = Glossary(DEFAULT_CONFIG, public_terms())
    if not glossary.terms:
        print(f"No scores: {PUBLIC_GLOSSARY} is not there; PARLANCE_SHARED_GLOSSARY names another.")
    for name in ("tuning", "held_out") if glossary.terms else ():
        _print_scores(name, score(glossary, read_questions(QUESTIONS / f"{name}.txt")))
    for size in sizes:
        subprocess.run([sys.executable, "-m", "tests.bench.lookup", f"--of={size}"], check=True)


def _print_scores(name: str, scores: dict[str, Score]) -> None:
    print(
        f"\n{name:<12} asked  first  of three  sure  at once  sure, wrong  nearest, wrong  nothing"
    )
    for kind, one in scores.items():
        shares = (one.first, one.among_three, one.answered_right, one.at_once)
        parts = [f"{share / one.asked:6.1%}" for share in shares]
        if kind in WITHOUT_ANSWER:
            parts = ["-"] * len(shares)
        first, three, sure, at_once = parts
        print(
            f"{kind:<12} {one.asked:5} {first:>6} {three:>9} {sure:>6} {at_once:>7} "
            f"{len(one.answered_wrong):12} {len(one.nearest_wrong):15} {one.nothing:8}"
        )


def measure(size: int) -> None:
    """Print build time, memory and times per query for a glossary of this many terms."""
    terms = public_terms()
    taken = {term.slug for term in terms}
    terms += [t for t in generate_terms(size - len(terms)) if t.slug not in taken]
    gc.collect()
    before = _resident()
    started, busy = time.perf_counter(), time.process_time()
    gc.disable()  # as the serving process does while it starts (bot/__main__.py)
    glossary = Glossary(DEFAULT_CONFIG, terms)
    gc.enable()
    built, busy = time.perf_counter() - started, time.process_time() - busy
    gc.collect()
    grown = _resident() - before
    print(
        f"\n{len(terms)} terms: index built in {built:.2f} s ({busy:.2f} s of them busy), ", end=""
    )
    print(f"{grown / 1e6:.0f} MB")
    questions = [q.text for q in read_questions(QUESTIONS / "tuning.txt")]
    runs = [_times(glossary, questions) for _ in range(RUNS)]
    for row, name in enumerate(("find and near names", "full text", "whole lookup")):
        # Each query's median of the runs, so that what else the machine did does not count.
        of_query = [median(times) for times in zip(*(run[row] for run in runs), strict=True)]
        p50, p99 = _at(of_query, 50), _at(of_query, 99)
        print(f"  {name:<20} p50 {p50 * 1e3:7.3f} ms   p99 {p99 * 1e3:7.3f} ms")
    changes = [_seconds(lambda t=term: glossary.apply([t])) for term in terms[:CHANGED_TERMS]]
    print(f"  {'one changed term':<20} p50 {median(changes) * 1e3:7.3f} ms   ", end="")
    print(f"max {max(changes) * 1e3:7.3f} ms")
    typed = [q[:length] for q in questions[:CHANGED_TERMS] for length in (1, 2, 3, 5, 8)]
    completions = [_seconds(lambda t=text: glossary.complete(t, 100)) for text in typed]
    print(f"  {'type-ahead':<20} p50 {median(completions) * 1e3:7.3f} ms   ", end="")
    print(f"max {max(completions) * 1e3:7.3f} ms")


def _times(
    glossary: Glossary, questions: list[str]
) -> tuple[list[float], list[float], list[float]]:
    """Return the seconds of each lookup by names, by full text, and in whole."""
    by_names, by_text, whole = [], [], []
    search, spent = glossary._texts.search, 0.0

    def timed_search(*arguments: object, **named: object) -> object:
        nonlocal spent
        started = time.perf_counter()
        found = search(*arguments, **named)  # type: ignore[arg-type]
        spent += time.perf_counter() - started
        return found

    glossary._texts.search = timed_search  # type: ignore[method-assign,assignment]
    for question in questions:
        spent = 0.0
        seconds = _seconds(lambda q=question: glossary.look_up(q))
        by_names.append(seconds - spent)
        whole.append(seconds)
        if spent:
            by_text.append(spent)
    glossary._texts.search = search  # type: ignore[method-assign]
    return by_names, by_text, whole


def _at(seconds: list[float], percent: int) -> float:
    return quantiles(seconds, n=100)[percent - 1]


def _seconds(act: object) -> float:
    started = time.perf_counter()
    act()  # type: ignore[operator]
    return time.perf_counter() - started


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].startswith("--of="):
        measure(int(sys.argv[1].removeprefix("--of=")))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
