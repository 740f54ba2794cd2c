"""The field's own words: what acronyms and short forms stand for, and which names everybody knows.

The lists are small on purpose. They hold common usage, and lead to a nearest term at most.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.glossary.language.en.inflection import singular
from bot.glossary.normalize import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# People may ask for a name with its field: "precision (ML)", "AI hallucination".
FIELD = (
    r"(?:ai|ml|a\.i\.|machine learning|artificial intelligence|deep learning|llms?|gen ?ai|nlp"
    r"|data science)"
)


def expansions_of(letters: str) -> Sequence[str]:
    """Return what a well-known acronym stands for or means, best first; its letters are folded."""
    return expansions().get(letters, ())


def long_forms_of(word: str) -> Sequence[str]:
    """Return the words that a folded word usually abbreviates: "ctx" for context."""
    return long_forms().get(word, ())


def is_known_thing(words: Iterable[str]) -> bool:
    """Tell whether the words name a thing of the field that everybody knows by this name."""
    return _key(words) in _known_things()


def load_field_words() -> None:
    """Read the lists now, so that no question waits for them."""
    expansions()
    long_forms()
    _known_things()


@lru_cache(maxsize=1)
def expansions() -> dict[str, tuple[str, ...]]:
    """Return by folded letters what well-known acronyms stand for or mean, best first."""
    return {
        letters.casefold(): tuple(phrase.strip() for phrase in phrases.split(";"))
        for letters, phrases in _entries("expansions.txt")
    }


@lru_cache(maxsize=1)
def long_forms() -> dict[str, tuple[str, ...]]:
    """Return by usual short form the words for which it stands."""
    return {short: words_of(forms) for short, forms in _entries("abbreviations.txt")}


@lru_cache(maxsize=1)
def _known_things() -> frozenset[str]:
    return frozenset(_key(words_of(line)) for line in _lines("known_things.txt"))


def _key(words: Iterable[str]) -> str:
    return "".join(map(singular, words))


def _entries(file: str) -> Iterator[tuple[str, str]]:
    for line in _lines(file):
        key, _, value = line.partition(":")
        yield key, value


def _lines(file: str) -> Iterator[str]:
    text = files(__package__).joinpath(file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
