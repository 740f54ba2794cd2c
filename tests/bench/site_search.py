"""Compare search in the browser with lookup: ``python -m tests.bench.site_search [TERMS …]``.

By kind of question, how often the right term comes first in each. Then, for each number of
generated terms, the size of the index, the time to read it, and the time of a search.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.site.search_data import as_script, search_data
from tests.bench.generate import generate_terms
from tests.bench.lookup import QUESTIONS, WITHOUT_ANSWER, names_of, public_terms, read_questions
from tests.browser.conftest import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.glossary.model import Term
    from tests.bench.lookup import Question

SEARCH = """(questions) => {
  const started = performance.now();
  const engine = window.parlanceSearch(window.PARLANCE_SEARCH);
  engine.search("warm up the index", 10);
  const built = performance.now() - started;
  const times = [], answers = [];
  for (const question of questions) {
    const from = performance.now();
    const hits = engine.search(question, 10);
    times.push(performance.now() - from);
    answers.push(hits.map(hit => hit.term.name));
  }
  times.sort((a, b) => a - b);
  return {built, answers, p50: times[Math.floor(times.length / 2)],
    p95: times[Math.floor(times.length * 0.95)]};
}"""


def ask_browser(terms: Sequence[Term], questions: Sequence[str]) -> dict[str, Any]:
    """Return the browser's answers, best first, and its times in milliseconds."""
    index = as_script(search_data(Glossary(DEFAULT_CONFIG, terms)))
    script = (files("bot.site") / "assets" / "search.js").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.add_script_tag(content=script)
        page.add_script_tag(content=index.decode())
        answer = page.evaluate(SEARCH, list(questions))
        browser.close()
    return {**answer, "bytes": len(gzip.compress(index, 9, mtime=0))}


def firsts(
    questions: Iterable[Question], answers: Iterable[Sequence[str]]
) -> dict[str, list[bool]]:
    """Return by kind whether each question's right term came first."""
    right: dict[str, list[bool]] = defaultdict(list)
    for question, names in zip(questions, answers, strict=True):
        if question.kind not in WITHOUT_ANSWER:
            right[question.kind].append(bool(names) and names[0] in question.answers)
    return right


def main(sizes: Iterable[int]) -> None:
    """Print both tables."""
    terms = public_terms()
    for name in ("tuning", "held_out") if terms else ():
        questions = list(read_questions(QUESTIONS / f"{name}.txt"))
        glossary = Glossary(DEFAULT_CONFIG, terms)
        ours = firsts(questions, (names_of(glossary.look_up(one.text)) for one in questions))
        answers = ask_browser(terms, [one.text for one in questions])["answers"]
        theirs = firsts(questions, answers)
        print(f"\n{name:<12} asked  lookup  browser")
        for kind, right in ours.items():
            print(f"{kind:<12} {len(right):5} {share(right):7.1%} {share(theirs[kind]):8.1%}")
        mean = [sum(map(share, one.values())) / len(one) for one in (ours, theirs)]
        print(f"{'mean':<12}       {mean[0]:7.1%} {mean[1]:8.1%}")
        if "-v" in sys.argv:
            for question, names in zip(questions, answers, strict=True):
                if question.answers and (not names or names[0] not in question.answers):
                    print(json.dumps([question.kind, question.text, names[:3], question.answers]))
    texts = [one.text for one in read_questions(QUESTIONS / "tuning.txt")]
    for size in sizes:
        found = ask_browser(generate_terms(size), texts)
        print(
            f"{size:6} terms: {found['bytes'] / 1e3:6.0f} kB compressed, read in "
            f"{found['built']:.0f} ms, p50 {found['p50']:.1f} ms, p95 {found['p95']:.1f} ms"
        )


def share(right: Sequence[bool]) -> float:
    return sum(right) / max(1, len(right))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:] if size.isdecimal()])
