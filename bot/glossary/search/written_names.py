"""What a term is called, also where it is written as lists write names: "X (Y)", "Meadow, Wet"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.glossary.language.en.word_list import LITTLE_WORDS
from bot.glossary.normalize import fold_label, words_of
from bot.glossary.search.acronyms import letters_of, stem_of

if TYPE_CHECKING:
    from bot.glossary.model import AvoidedName, Term

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


class Called(NamedTuple):
    """What a term is called, or found by, with its context."""

    text: str
    context: str | None = None
    is_name: bool = False
    is_hidden: bool = False
    avoided: AvoidedName | None = None


def names_of(term: Term) -> list[Called]:
    """Return what a term is called or found by, each once: what is listed comes first."""
    names = [
        Called(term.name, term.context, is_name=True),
        *map(Called, term.aliases),
        *(Called(text, is_hidden=True) for text in term.hidden_labels),
        *([Called(term.notation, is_hidden=True)] if term.notation else ()),
        *(Called(one.name, avoided=one) for one in term.avoid),
    ]
    for called in tuple(names):
        for one in names_in(called.text):
            context = one.context or called.context
            is_name = called.is_name and not one.is_other
            names.append(called._replace(text=one.text, context=context, is_name=is_name))
    listed = set(map(fold_label, term.labels))
    kept = names[: len(term.labels)]
    for called in names[len(term.labels) :]:
        if fold_label(called.text) not in listed:
            listed.add(fold_label(called.text))
            kept.append(called)
    return kept


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
