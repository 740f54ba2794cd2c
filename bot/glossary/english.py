"""Which written words are English words: a typing error is none, another real word is.

The list (english.txt.gz, from SCOWL) is kept as one string for each length and
first letter: a tenth of the memory of a set, and a search costs half a microsecond.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.resources import files
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import OSA

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
    """Read the list now, so that no question waits for it."""
    _lists()


def is_word(word: str) -> bool:
    """Tell whether the folded word, as it is or in British spelling, is an English word or name."""
    common, rare, short = _lists()
    for spelling in {word, word.replace("iz", "is")}:
        shelf, in_line = (len(spelling), spelling[:1]), f" {spelling} "
        if spelling in short or in_line in common.get(shelf, "") or in_line in rare.get(shelf, ""):
            return True
    return False


def common_words_near(word: str) -> set[str]:
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
    other_start = (rest, rest[:1] + first + rest[1:]) + tuple(
        letter + tail for letter in ascii_lowercase for tail in (rest, word)
    )
    near = {w for w in other_start if f" {w} " in common.get((len(w), w[:1]), "") or w in short}
    return near.union(same_start) - {word}
