"""Finds keys with a similar spelling, and compares only those that share letters.

To compare a key with every other takes milliseconds at ten thousand terms. But keys
that are alike share runs of letters, and few keys have a key's rarer runs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Runs of three letters tell keys apart best; of a short key an edit may leave none but pairs.
_RUN = 3
_SHORT_RUN = 2
_LONGEST_SHORT = 6
# Keys of similar length share a shelf: the short ones the first, then so many lengths each.
_LENGTHS = 4
# This many keys of a shelf are compared by their ratio: those with the rarest runs.
_MOST_COMPARED = 300

# The numbers of the keys on one shelf, by each run of letters in them.
_Shelf = dict[str, list[int]]


class NgramIndex:
    """Keys by length and by runs of letters, each with its number; as in ``names``, no lock."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._shelves: dict[int, _Shelf] = defaultdict(dict)

    def append(self, key: str) -> None:
        """Index a key; its number is how many there were before, removed ones included."""
        number = len(self._keys)
        self._keys.append(key)  # first, so that no reader finds a number without a key
        place = _place(len(key))
        shelf = self._shelves[place]
        for run in _runs(key, _run_length(place)):
            if run in shelf:
                shelf[run].append(number)
            else:
                shelf[run] = [number]

    def remove(self, number: int) -> None:
        """Forget a key."""
        key = self._keys[number]
        place = _place(len(key))
        shelf = self._shelves[place]
        for run in _runs(key, _run_length(place)):
            shelf[run] = [other for other in shelf[run] if other != number]

    def within(self, edits: int, key: str) -> list[tuple[int, int]]:
        """Return every key no more edits away (OSA), nearest first: its number and distance."""
        near: set[int] = set()
        for place, found in self._rarest_first(key, len(key) - edits, len(key) + edits):
            # An edit changes the most runs if it swaps two letters: all that contain one of them.
            changed = edits * (_run_length(place) + 1)
            near.update(*found[: changed + 1])
        numbers = list(near)
        nearest = process.extract(
            key, self._keys_of(numbers), scorer=OSA.distance, score_cutoff=edits, limit=None
        )
        return [(numbers[position], int(distance)) for _, distance, position in nearest]

    def alike(self, key: str, cutoff: float) -> list[tuple[int, float]]:
        """Return keys with at least this similarity, the most similar first."""
        alike: set[int] = set()
        # The ratio cannot reach the cutoff where the lengths differ more.
        shortest, longest = len(key) * cutoff / (2 - cutoff), len(key) * (2 - cutoff) / cutoff
        for _, found in self._rarest_first(key, math.ceil(shortest), int(longest)):
            compared = 0
            for numbers in found:
                if compared and compared + len(numbers) > _MOST_COMPARED:
                    break
                compared += len(numbers)
                alike.update(numbers)
        numbers = list(alike)
        most_alike = process.extract(
            key, self._keys_of(numbers), scorer=fuzz.ratio, score_cutoff=100 * cutoff, limit=None
        )
        return [(numbers[position], score / 100) for _, score, position in most_alike]

    def _rarest_first(
        self, key: str, shortest: int, longest: int
    ) -> Iterator[tuple[int, list[list[int]]]]:
        """Yield for each shelf the keys that have each of the key's runs, the rarest run first."""
        runs = {length: _runs(key, length) for length in (_SHORT_RUN, _RUN)}
        for place in range(_place(shortest), _place(longest) + 1):
            if shelf := self._shelves.get(place):
                found = [shelf[run] for run in runs[_run_length(place)] if run in shelf]
                yield place, sorted(found, key=len)

    def _keys_of(self, numbers: Iterable[int]) -> list[str]:
        return list(map(self._keys.__getitem__, numbers))


def _place(length: int) -> int:
    """Return the shelf for keys of this length."""
    return max(0, (length - _LONGEST_SHORT - 1) // _LENGTHS + 1)


def _run_length(place: int) -> int:
    return _RUN if place else _SHORT_RUN


def _runs(key: str, length: int) -> set[str]:
    """Return the runs of so many letters, the key's two ends being letters as well."""
    bounded = f"^{key}$"
    return {bounded[start : start + length] for start in range(len(bounded) - length + 1)}
