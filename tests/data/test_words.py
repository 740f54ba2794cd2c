"""How the shipped terms are written: nothing twice, nothing empty, readable, spelled right."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import textstat
import yaml
from rapidfuzz import fuzz

from bot.glossary.normalize import fold_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.glossary.files.loader import Loaded
    from bot.glossary.model import Term

HERE = Path(__file__).parent
TERMS = HERE.parents[1] / "data" / "terms"
SHARED = HERE.parents[2] / "shared" / "glossaries" / "ai-glossary" / "terms"

# The automated readability index: roughly the school year that can read a text at
# first sight. It counts letters and words, so it needs no dictionary of syllables.
HARDEST_SENTENCE = 18.0
HARDEST_MEDIAN = 14.0

# If two sentences are this similar, one was made from the other.
TOO_LIKE = 85.0

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9&]*[A-Z]s?\b")


def _lines(name: str) -> list[str]:
    """Return the entries of a word list next to this file, without its comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _texts(term: Term) -> Iterator[str]:
    """Yield every text of a term that is made of sentences."""
    yield term.short_def
    yield term.long_def
    yield from term.audiences.values()
    yield from term.takeaways.values()
    yield from (example.text for example in (*term.do, *term.dont))
    if term.risk_notes:
        yield term.risk_notes


def _normalised(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def test_no_sentence_stands_twice(loaded: Loaded) -> None:
    """No sentence appears twice in the glossary."""
    places = defaultdict(list)
    for term in loaded.terms.values():
        for text in _texts(term):
            for sentence in _SENTENCE_END.split(text):
                places[_normalised(sentence)].append(term.slug)

    assert {} == {sentence: slugs for sentence, slugs in places.items() if len(slugs) > 1}


def test_no_advice_is_repeated_with_small_changes(loaded: Loaded) -> None:
    """Do lines, don't lines and takeaways are no variations of each other across terms."""
    advice = [
        (term.slug, _normalised(text))
        for term in loaded.terms.values()
        for text in (*(one.text for one in (*term.do, *term.dont)), *term.takeaways.values())
    ]
    alike = [
        (slug, text, other_slug, other)
        for index, (slug, text) in enumerate(advice)
        for other_slug, other in advice[index + 1 :]
        if abs(len(text) - len(other)) <= 0.2 * max(len(text), len(other))
        and fuzz.ratio(text, other, score_cutoff=TOO_LIKE)
    ]

    assert [] == alike


def test_advice_begins_in_many_ways(loaded: Loaded) -> None:
    """No one verb opens more than one in thirty takeaways, do and don't lines."""
    lines = [
        text
        for term in loaded.terms.values()
        for text in (
            *(example.text for example in (*term.do, *term.dont)),
            *term.takeaways.values(),
        )
    ]
    ((opening, count),) = Counter(text.split()[0] for text in lines).most_common(1)

    assert count <= len(lines) / 30, opening


@pytest.mark.parametrize("phrase", _lines("stilted_words.txt"))
def test_no_stilted_words(loaded: Loaded, phrase: str) -> None:
    """No text contains a word that a colleague would not say."""
    word = re.compile(rf"\b{re.escape(phrase)}\b", re.IGNORECASE)

    assert [] == [
        term.slug
        for term in loaded.terms.values()
        if any(word.search(text) for text in _texts(term))
    ]


@pytest.mark.parametrize("phrase", _lines("empty_phrases.txt"))
def test_no_empty_phrases(loaded: Loaded, phrase: str) -> None:
    """No text contains a phrase that could be left out anywhere."""
    assert [] == [
        term.slug
        for term in loaded.terms.values()
        if any(phrase in text.casefold() for text in _texts(term))
    ]


@pytest.mark.parametrize("field", ["short_def", "exec"])
def test_readable_at_first_sight(loaded: Loaded, field: str) -> None:
    """The wordings for everybody stay within a bound of readability, and well below it mostly."""
    grades = {
        term.slug: textstat.automated_readability_index(
            term.short_def if field == "short_def" else term.audiences["exec"]
        )
        for term in loaded.terms.values()
    }

    assert {} == {slug: grade for slug, grade in grades.items() if grade > HARDEST_SENTENCE}
    assert statistics.median(grades.values()) <= HARDEST_MEDIAN


def test_definitions_do_not_restate_the_name(loaded: Loaded) -> None:
    """A short definition does not begin with its own name and says more than the name does."""
    for term in loaded.terms.values():
        words = _normalised(term.short_def).split()
        name = set(_normalised(term.name).split())
        own = [word for word in words if word not in name and len(word) > 3]

        assert len(own) >= 5, term.slug
        assert not _normalised(term.short_def).startswith(_normalised(term.name) + " is"), term.slug


def test_acronyms_are_expanded_or_terms(loaded: Loaded) -> None:
    """An acronym is a label of the glossary, well known, or spelled out in the same term."""
    known = set(_lines("known_acronyms.txt"))
    labels = {
        word
        for term in loaded.terms.values()
        for label in term.labels
        for word in _ACRONYM.findall(label)
    }
    unexplained = defaultdict(set)
    for term in loaded.terms.values():
        whole = " ".join(_texts(term))
        for acronym in set(_ACRONYM.findall(whole)):
            single = acronym.removesuffix("s")
            spelled_out = (
                f"({single})" in whole or f"({acronym})" in whole or f"{single} (" in whole
            )
            if not ({acronym, single} & (known | labels) or spelled_out):
                unexplained[acronym].add(term.slug)

    assert {} == dict(unexplained)


def test_spelling() -> None:
    """Codespell finds no misspelled word in any term."""
    run = subprocess.run(  # noqa: S603 - our own files, by our own interpreter
        [
            *(sys.executable, "-m", "codespell_lib"),
            *("--ignore-words", str(HERE / "spelling_allowed.txt")),
            str(TERMS.parent),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (run.returncode, run.stdout + run.stderr)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public AI glossary is not next to this clone")
def test_no_sentence_comes_from_the_public_glossary(loaded: Loaded) -> None:
    """Terms that both glossaries hold are explained in words of our own."""
    theirs = {}
    for path in SHARED.glob("*.yml"):
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = " ".join(
            [record["short_def"], record["long_def"], *record.get("audiences", {}).values()]
            + [f"{line}." for lines in record["examples"].values() for line in lines]
        )
        for label in [record["term"], *record.get("aliases", [])]:
            theirs.setdefault(fold_label(label), set()).update(_SENTENCE_END.split(text))
    alike = [
        (term.slug, ours)
        for term in loaded.terms.values()
        for label in term.labels
        for text in _texts(term)
        for ours in _SENTENCE_END.split(text)
        for other in theirs.get(fold_label(label), ())
        if fuzz.token_sort_ratio(_normalised(ours), _normalised(other)) >= TOO_LIKE
    ]

    assert [] == alike
