"""Full-text search over what terms say: BM25 on an inverted index that changes term by term.

As in ``names``, a posting list that a reader may hold only grows; a removal
replaces it by a copy.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

from bot.glossary.normalize import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.glossary.model import Term

# BM25's usual constants: how soon a repeated word stops counting, and how much length does.
_K1 = 1.2
_B = 0.6
# How often a word counts, by where it stands: what a term is called, and what it is in one
# sentence, say more than a word somewhere in the long text.
_NAME_WEIGHT = 3
_SHORT_WEIGHT = 2
# A posting is one number: the document's above these bits, the word's count within them.
_COUNT_BITS = 8
_MOST = (1 << _COUNT_BITS) - 1

_STOP_WORDS = frozenset(
    """
    a about an and any are as at be been being but by can could did do does doing done for from get
    gets getting go got had has have having he her his how i if in into is it its just kind let like
    may me might must my no not of off on one or our out own she should so some someone something
    sort such than that the their them then there these they thing things this those to too up us
    very was way we were what when where which while who whom whose why will with would you your
    """.split()
)


class TextIndex:
    """Which terms' names, definitions and audience wordings contain which stems."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._slugs: list[str | None] = []
        self._numbers: dict[str, int] = {}
        self._lengths = array("I")
        self._total_length = 0
        self._postings: dict[str, array[int]] = {}
        for term in terms:
            self.add(term)

    def add(self, term: Term) -> None:
        """Index a term's texts; it must not be indexed already."""
        number = len(self._slugs)
        counts = _counts(term)
        self._lengths.append(sum(counts.values()))
        self._total_length += self._lengths[number]
        self._numbers[term.slug] = number
        self._slugs.append(term.slug)
        for stem, count in counts.items():
            posting = number << _COUNT_BITS | min(count, _MOST)
            if stem in self._postings:
                self._postings[stem].append(posting)
            else:
                self._postings[stem] = array("I", (posting,))

    def remove(self, term: Term) -> None:
        """Forget a term's texts."""
        number = self._numbers.pop(term.slug)
        self._slugs[number] = None
        self._total_length -= self._lengths[number]
        for stem in _counts(term):
            postings = self._postings[stem]
            position = bisect_left(postings, number << _COUNT_BITS)
            if len(postings) > 1:
                self._postings[stem] = postings[:position] + postings[position + 1 :]
            else:
                del self._postings[stem]

    def search(self, words: Iterable[str], limit: int) -> list[tuple[str, float]]:
        """Return the best terms' slugs, each with the share of the possible score it reaches."""
        stems = {stem(word) for word in words if word not in _STOP_WORDS}
        weights = {stem: self._weight(stem) for stem in stems}
        possible = sum(weights.values()) * (_K1 + 1)
        scores: dict[int, float] = {}
        average = self._total_length / max(1, len(self._numbers))
        for stem_, weight in weights.items():
            for posting in self._postings.get(stem_, ()):
                number, count = posting >> _COUNT_BITS, posting & _MOST
                length = _K1 * (1 - _B + _B * self._lengths[number] / average)
                score = weight * count * (_K1 + 1) / (count + length)
                scores[number] = scores.get(number, 0.0) + score
        best = sorted(scores, key=lambda number: (-scores[number], number))
        found = ((self._slugs[number], scores[number] / possible) for number in best)
        return [(slug, share) for slug, share in found if slug is not None][:limit]

    def _weight(self, stem: str) -> float:
        known, total = len(self._postings.get(stem, ())), len(self._numbers)
        return math.log(1 + (total - known + 0.5) / (known + 0.5))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what related words have in common, for finding and not for answering."""
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


def _counts(term: Term) -> Counter[str]:
    return Counter(stem(word) for word in _words(term) if word not in _STOP_WORDS)


def _words(term: Term) -> Iterator[str]:
    for label in term.labels:
        yield from words_of(label) * _NAME_WEIGHT
    yield from words_of(term.short_def) * _SHORT_WEIGHT
    yield from words_of(term.long_def)
    for wording in term.audiences.values():
        yield from words_of(wording)
