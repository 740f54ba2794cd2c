"""Knows the English words: a typing error isn't one, another real word is.

The list (english.txt.gz, from SCOWL) is one string for each length and first letter: a tenth of the
memory of a set, and a search costs half a microsecond.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.resources import files
from string import ascii_lowercase
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterator

# Endings and beginnings that make new words so freely that no list holds them all.
_ENDINGS = tuple(
    "s er ers or ors ing ings ed able ability ity ness less ly ize ized izer izing ization".split()
)
_BEGINNINGS = tuple(
    "re un de mal non over under out pre mis dis sub co inter multi anti hyper micro cyber".split()
)
_SHORTEST_PART = 4
_LONG_PART = 7  # short rare words are part of too much by chance

# Words that initialisms may skip, and that another order of the same words may leave out.
LITTLE_WORDS = frozenset(
    "a an and as at by for from in into is of on or per the to via with".split()
)

# One question asks for the same few words again with each label that comes near.
_MOST_REMEMBERED = 10_000

_Shelves = dict[tuple[int, str], str]


@lru_cache(maxsize=1)
def _lists() -> tuple[_Shelves, _Shelves, frozenset[str]]:
    """Return the common words, the rarer ones and names, and short words and initialisms."""
    text = gzip.decompress(files(__package__).joinpath("english.txt.gz").read_bytes()).decode()
    common, rare, short = text.split("\n\n")
    return _shelve(common), _shelve(rare), frozenset(short.split())


def _shelve(lines: str) -> _Shelves:
    """Keep each line, which holds the words of one length and first letter, as one string."""
    return {(line.index(" ", 1) - 1, line[1]): line for line in lines.split("\n")}


def load_words() -> None:
    """Read the lists now, so that no question waits for them."""
    _lists()
    _known_initialisms()


@lru_cache(maxsize=_MOST_REMEMBERED)
def is_word(word: str) -> bool:
    """Tell whether the folded word is an English word or name, or plainly made of one.

    "exploitability" is in few lists, but "exploit" is in all.
    """
    if is_common(word) or _is_rare(word):
        return True
    return any(
        is_common(part) or (len(part) >= _LONG_PART and _is_rare(part)) for part in _parts(word)
    )


@lru_cache(maxsize=_MOST_REMEMBERED)
def is_common(word: str) -> bool:
    """Tell whether the folded word is one that everybody uses, of whatever field."""
    common, _, short = _lists()
    return word in short or any(f" {w} " in common.get(_shelf(w), "") for w in _spellings(word))


def _is_rare(word: str) -> bool:
    _, rare, _ = _lists()
    return any(f" {w} " in rare.get(_shelf(w), "") for w in _spellings(word))


def _shelf(word: str) -> tuple[int, str]:
    return len(word), word[:1]


def _spellings(word: str) -> set[str]:
    """Return the word in both spellings: labels are compared in American, the list holds either."""
    return {word, word.replace("iz", "is")}


def _parts(word: str) -> Iterator[str]:
    """Yield what the word may be made of: without an ending or a beginning that others take too."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(word) > len(stem) >= _SHORTEST_PART:
            yield stem
            yield f"{stem}e"
    for beginning in _BEGINNINGS:
        stem = word.removeprefix(beginning)
        if len(word) > len(stem) >= _SHORTEST_PART:
            yield stem


@lru_cache(maxsize=1)
def _known_initialisms() -> frozenset[str]:
    lines = files(__package__).joinpath("initialisms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if line[:1] != "#").casefold().split())


def is_known_initialism(letters: str) -> bool:
    """Tell whether the letters stand for something well known, and so have a plural."""
    return letters in _known_initialisms()


@lru_cache(maxsize=_MOST_REMEMBERED)
def common_words_near(word: str) -> frozenset[str]:
    """Return the common English words one edit away: another letter, one more, less or swapped."""
    common, _, short = _lists()
    size, first, rest = len(word), word[:1], word[1:]
    same_start = (
        near
        for length in (size - 1, size, size + 1)
        for near, _, _ in process.extract(
            word,
            common.get((length, first), "").split(),
            scorer=OSA.distance,
            score_cutoff=1,
            limit=None,
        )
    )
    other_start = [letter + tail for letter in ascii_lowercase for tail in (rest, word)]
    other_start += [rest, rest[:1] + first + rest[1:]]
    near = {w for w in other_start if f" {w} " in common.get(_shelf(w), "") or w in short}
    return frozenset(near.union(same_start) - {word})
