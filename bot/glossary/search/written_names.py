"""Reads the names in a heading as lists write it: "X (Y)", "Meadow, Wet"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.glossary.language.en.word_list import LITTLE_WORDS
from bot.glossary.normalize import words_of
from bot.glossary.search.acronyms import letters_of, stem_of

_BRACKET = re.compile(r"(?P<name>\S[^()]*?)\s*\((?P<bracket>[^()]*\w[^()]*)\)")
_TURNED = re.compile(r"(?P<last>[^,()]*\w),\s+(?P<first>\w[^,()]*)")
_OTHER_NAME = re.compile(
    r"(?:or|also(?: (?:called|known as|named))?|aka|a\.k\.a\.)\s+(?P<name>\S.*)", re.IGNORECASE
)
_LIST = re.compile(r"\b(?:and|or|et)\b|&", re.IGNORECASE)
_IN = re.compile(r"^(?:in|of)\s+(?:(?:the|an?)\s+)?", re.IGNORECASE)
_MOST_TURNED = 3  # words that follow the comma of a heading; more are another part
_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class WrittenName:
    """One more name; ``context`` says what a bracket behind it told, ``is_other`` that it's two."""

    text: str
    context: str | None = None
    is_other: bool = False


def names_in(label: str) -> tuple[WrittenName, ...]:
    """Return what else a label is called by, without the label itself.

    >>> [name.text for name in names_in("Application Programming Interface (API)")]
    ['Application Programming Interface', 'API']
    >>> names_in("CMP (Labs)"), [name.text for name in names_in("Meadow, Wet")]
    ((WrittenName(text='CMP', context='Labs', is_other=False),), ['Wet Meadow'])
    """
    if written := _BRACKET.fullmatch(label):
        name, bracket = written["name"], written["bracket"].strip()
        other = _OTHER_NAME.fullmatch(bracket)
        if other or abbreviates(bracket, name) or abbreviates(name, bracket):
            return WrittenName(name), WrittenName(other["name"] if other else bracket, None, True)
        return (WrittenName(name, _IN.sub("", bracket)),)
    if turned := _TURNED.fullmatch(label):
        last, first = turned["last"], turned["first"]
        if other := _OTHER_NAME.fullmatch(first):
            return WrittenName(last), WrittenName(other["name"], None, True)
        if not _LIST.search(label) and len(first.split()) <= _MOST_TURNED:
            return (WrittenName(f"{first} {last}"),)
    return ()


def abbreviates(short: str, long: str) -> bool:
    """Tell whether the letters of one are the beginnings of the other's words, in their order.

    >>> abbreviates("LoRA", "low-rank adaptation"), abbreviates("Labs", "CMP")
    (True, False)
    """
    letters, words = stem_of(short).replace("&", ""), words_of(long)
    if " " in short or len(letters) < _FEWEST_LETTERS or len(words) < _FEWEST_LETTERS:
        return False
    return len(letters) < len(letters_of(long)) and _is_made_of(letters, words)


def _is_made_of(letters: str, words: tuple[str, ...]) -> bool:
    if not words:
        return not letters
    word, *rest = words
    if word in LITTLE_WORDS and _is_made_of(letters, tuple(rest)):
        return True
    return any(
        letters.startswith(word[:length]) and _is_made_of(letters[length:], tuple(rest))
        for length in range(1, min(len(word), len(letters)) + 1)
    )
