"""Finds a glossary's labels in a message, in one pass over its words.

At each word only the labels that begin with it are compared. An automaton of all labels
(Aho and Corasick's) is no faster, and must be rebuilt after every change.
The index is replaced and never changed, so that threads need no lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.glossary.language.en.word_list import is_common, is_word
from bot.glossary.mentions.tokenizer import Joint, read_words
from bot.glossary.normalize import clean, trim
from bot.glossary.search.written_names import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.glossary.mentions.tokenizer import Token, Tokens
    from bot.glossary.model import AvoidedName, Term

# Two letters are units, particles, syllables: only their capitals make a name of them.
_SHORTEST_UNCAPPED = 3
_FIRST_SIGNS = ".+"


@dataclass(frozen=True, slots=True)
class WrittenLabel:
    """A name, an alias or a name to avoid, with the words that a message must have for it."""

    term: Term
    words: tuple[Token, ...]
    is_name: bool
    is_everyday: bool
    sign: str = ""
    avoided: AvoidedName | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The words that find it."""
        return tuple(word.key for word in self.words)


@dataclass(frozen=True, slots=True)
class Match:
    """Words of the message, and the labels that they are."""

    first: int
    last: int
    labels: tuple[WrittenLabel, ...]

    def in_text(self, message: Tokens) -> str:
        """Return the passage as it is written."""
        return message.written(self.first, self.last)


class Matcher:
    """Every label, found by its words."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._by_keys: dict[tuple[str, ...], tuple[WrittenLabel, ...]] = {}
        # How many words the labels have that begin with this one, longest first.
        self._lengths: dict[str, tuple[int, ...]] = {}
        for term in terms:
            self.add(term)

    def add(self, term: Term) -> None:
        """Index a term's labels; it must not be indexed already."""
        for label in _labels_of(term):
            keys = label.keys
            self._by_keys[keys] = (*self._by_keys.get(keys, ()), label)
            lengths = self._lengths.get(keys[0], ())
            if len(keys) not in lengths:
                self._lengths[keys[0]] = tuple(sorted((*lengths, len(keys)), reverse=True))

    def remove(self, term: Term) -> None:
        """Forget a term's labels."""
        for keys in {label.keys for label in _labels_of(term)}:
            left = tuple(lb for lb in self._by_keys[keys] if lb.term.slug != term.slug)
            if left:
                self._by_keys[keys] = left
            else:
                del self._by_keys[keys]

    def matches(self, message: Tokens) -> list[Match]:
        """Return passages that do not overlap, each the longest that begins where it does."""
        found: list[Match] = []
        free = 0
        for first, lengths in enumerate(map(self._lengths.get, message.keys)):
            if lengths and first >= free:
                passage = self._longest(message, first, lengths)
                if passage:
                    found.append(passage)
                    free = passage.last + 1
        return found

    def _longest(self, message: Tokens, first: int, lengths: tuple[int, ...]) -> Match | None:
        for length in lengths:
            run = message.keys[first : first + length]
            labels = self._by_keys.get(run)
            if labels and _is_whole(message, first, last := first + len(run) - 1):
                fitting = tuple([lb for lb in labels if _is_written(lb, message, first, last)])
                if fitting:
                    return Match(first, last, _spelled_so(fitting, message, first) or fitting)
        return None


def _labels_of(term: Term) -> Iterable[WrittenLabel]:
    """Yield what a message may call the term; a hidden label is what people type."""
    for called in names_of(term):
        words = () if called.is_hidden else read_words(clean(called.text)).words
        if words:
            is_everyday = len(words) == 1 and is_common(words[0].folded) and not words[0].is_capital
            trimmed = trim(called.text)
            yield WrittenLabel(
                term,
                words,
                is_name=called.is_name,
                is_everyday=is_everyday,
                sign=trimmed[0] if trimmed[0] in _FIRST_SIGNS else "",
                avoided=called.avoided,
            )


def _spelled_so(
    labels: tuple[WrittenLabel, ...], message: Tokens, first: int
) -> tuple[WrittenLabel, ...]:
    """Return the names written exactly so, which come before others: "MW" is not mW."""
    return tuple(
        label
        for label in labels
        if label.is_name
        and all(
            own.written == message.words[place].written
            for place, own in enumerate(label.words, first)
        )
    )


def _is_whole(message: Tokens, first: int, last: int) -> bool:
    """Tell whether the words belong together, and are no part of a longer one."""
    if Joint.BREAK in message.joints[first + 1 : last + 1]:
        return False
    # "semi-supervised learning" is none that is supervised, but a non-LLM tool speaks of LLMs.
    return message.joints[first] is not Joint.HYPHEN or message.words[first].is_capital


def _is_written(label: WrittenLabel, message: Tokens, first: int, last: int) -> bool:
    """Tell whether the message writes the label so that it is still that label."""
    if message.sign_before(first) != label.sign:
        return False
    if label.is_everyday and Joint.HYPHEN in message.joints[last + 1 : last + 2]:
        return False
    return all(
        _is_same(own, message, place, alone=first == last)
        for place, own in enumerate(label.words, first)
    )


def _is_same(own: Token, message: Tokens, place: int, *, alone: bool) -> bool:
    """Tell whether a word is the label's, or its plural; capitals count where they tell apart."""
    word = message.words[place]
    if own.folded.endswith("s") and not word.folded.endswith("s"):
        return False  # "weight" doesn't mean the term weights
    if not own.is_capital:
        return True
    is_short = alone and len(own.folded) < _SHORTEST_UNCAPPED
    if not is_short and not is_word(own.folded):
        return True
    return word.written in {own.written, f"{own.written}s"} and not message.is_shouted(place)
