"""Full-text search over what terms say: BM25 on an inverted index that changes term by term.

As in ``names``, a posting list that a reader may hold only grows; a removal
replaces it by a copy.
"""

from __future__ import annotations

import html
import math
import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from functools import lru_cache
from heapq import nlargest
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.glossary.language import en
from bot.glossary.language.en.inflection import base
from bot.glossary.normalize import american, split_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.glossary.model import Term

# BM25's constants: how soon a repeated word stops counting, and how much length does. The first
# is above the usual 1.2, since names and short definitions are counted as repetitions here.
_K1 = 2.5
_B = 0.6
# BM25 trusts rare words most. People who describe a thing without its name use their own words, and
# rare words occur elsewhere by chance: so weights are damped to their root.
_RARITY = 0.5
# Alternatives to the asker's words only break ties between results of the words themselves.
_KINDRED_WEIGHT = 0.15
# A word's weight by its place: the name and the one-sentence definition say more than a word
# somewhere in the long text.
_NAME_WEIGHT = 3
_SHORT_WEIGHT = 2
# A posting is one number: the document's above these bits, the word's count within them.
_COUNT_BITS = 8
_MOST = (1 << _COUNT_BITS) - 1

STOP_WORDS = frozenset(
    """
    a about again an and any are as at be been being but by can could did do does doing done for
    from get gets getting go got had has have having he her his how i if in into is it its just kind
    let like may me might must my no not of off on one or our out own she should so some someone
    something sort such than that the their them then there these they thing things this those to
    too up us very was way we were what when where which while who whom whose why will with would
    you your
    """.split()
)

_NO_STEM = ""
_MOST_STEMS = 100_000  # then they are forgotten: people may ask for anything

# All of its words are too common to search for, and together they say one thing.
MAKE_UP = re.compile(
    r"\bma(?:ke|kes|king|de)\s(?:(?!up\b)\w+\s){1,2}up\b"
    r"|\bmade[\s-]up\b(?!\sof\b)"
    r"|\bmak(?:e|es|ing)\sup(?=\s(?:answers|facts|information|sources|stuff|things)\b)",
    re.IGNORECASE,
)
_INVENT = "invent"

# What Markdown has besides the words that people see.
_MARKED_UP = re.compile(r"[<&]|\]\(|\]:|://")
_ADDRESS = re.compile(
    r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+[\"'][^\"']*[\"'])?\)"
    r"|(?<=\]:)\s*\S+|<?\b[a-z]+://\S+"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class TextIndex:
    """The stems in each term's names, definitions and audience wordings."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._slugs: list[str | None] = []
        self._numbers: dict[str, int] = {}
        self._lengths = array("I")
        self._total_length = 0
        self._postings = _Postings()
        for term in terms:
            self.add(term)

    def add(self, term: Term) -> None:
        """Index a term's texts; it must not be indexed already."""
        number = len(self._slugs)
        counts = counted_stems(term)
        self._lengths.append(sum(counts.values()))
        self._total_length += self._lengths[number]
        self._numbers[term.slug] = number
        self._slugs.append(term.slug)
        if max(counts.values(), default=0) > _MOST:
            counts = Counter({stem: min(count, _MOST) for stem, count in counts.items()})
        # Every posting in one go, as there are a million of them: to each stem's, the count.
        first = number << _COUNT_BITS
        postings = map(first.__add__, counts.values())
        deque(map(array.append, map(self._postings.__getitem__, counts), postings), maxlen=0)

    def remove(self, term: Term) -> None:
        """Forget a term's texts."""
        number = self._numbers.pop(term.slug)
        self._slugs[number] = None
        self._total_length -= self._lengths[number]
        for stem in counted_stems(term):
            postings = self._postings[stem]
            position = bisect_left(postings, number << _COUNT_BITS)
            if len(postings) > 1:
                self._postings[stem] = postings[:position] + postings[position + 1 :]
            else:
                del self._postings[stem]

    def search(self, words: Iterable[str], limit: int) -> list[tuple[str, float]]:
        """Return the best terms' slugs, each with the share of the possible score it reaches."""
        own = {_STEMS[word] for word in _words(" ".join(words))} - {_NO_STEM}
        weights = dict.fromkeys(
            {kin for word in own for kin in kindred_stems().get(word, ())}, _KINDRED_WEIGHT
        )
        weights |= dict.fromkeys(own, 1.0)
        scores: dict[int, float] = {}
        possible = 0.0
        average = self._total_length / max(1, len(self._numbers))
        for stem, weight in weights.items():
            most = weight * self._rarity(stem) * (_K1 + 1)
            possible += most if stem in own else 0
            for posting in self._postings.get(stem, ()):
                number, count = posting >> _COUNT_BITS, posting & _MOST
                saturation = _K1 * (1 - _B + _B * self._lengths[number] / average)
                scores[number] = scores.get(number, 0.0) + most * count / (count + saturation)
        best = nlargest(limit, scores, key=scores.__getitem__)
        found = ((self._slugs[number], scores[number] / possible) for number in best)
        return [(slug, share) for slug, share in found if slug is not None]

    def _rarity(self, stem: str) -> float:
        known = len(self._postings.get(stem, ()))
        total = max(known, len(self._numbers))  # a change may be under way in another thread
        return float(math.log(1 + (total - known + 0.5) / (known + 0.5)) ** _RARITY)


class _Postings(dict[str, "array[int]"]):
    """The postings of each stem, which an index asks for a million times."""

    def __missing__(self, stem: str) -> array[int]:
        postings = self[stem] = array("I")
        return postings


@lru_cache(maxsize=1)
def kindred_stems() -> dict[str, set[str]]:
    """Return the stems of everyday words that people use for one another."""
    text = files(en).joinpath("everyday_words.txt").read_text(encoding="utf-8")
    kindred: dict[str, set[str]] = defaultdict(set)
    for line in text.splitlines():
        group = set() if line.startswith("#") else {base(w) for w in words_of(line)}
        for word in group:
            kindred[word] |= group - {word}
    return dict(kindred)


def counted_stems(term: Term) -> Counter[str]:
    """Return how often each stem occurs in a term's texts, weighted by where it does."""
    words = _words(_plain("\n".join((term.long_def, *term.audiences.values()))))
    words += _words(_plain(term.short_def)) * _SHORT_WEIGHT
    words += _words("\n".join((*term.labels, *term.hidden_labels))) * _NAME_WEIGHT
    counts = Counter(map(_STEMS.__getitem__, words))
    del counts[_NO_STEM]
    return counts


def _plain(text: str) -> str:
    """Return a Markdown text without what nobody reads: addresses, tags, names of characters."""
    if not _MARKED_UP.search(text):
        return text
    return html.unescape(_TAG.sub(" ", _ADDRESS.sub(" ", text)))


def _words(text: str) -> list[str]:
    """Return the words of a text, with "making things up" as "invent"."""
    words = split_words(text)
    return split_words(MAKE_UP.sub(_INVENT, text)) if "up" in words else words


class _Stems(dict[str, str]):
    """The stem of each word that was met; a dictionary, as indexing asks millions of times."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        stem = self[word] = _NO_STEM if word in STOP_WORDS else base(american(word))
        return stem


_STEMS = _Stems()
