"""Answers drawn before, kept as the bytes that go out: bounded, the least used leaves first."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

# An answer takes about 6 kB: this many are 6 MB, and hold 120 terms for eight roles.
CAPACITY = 1000


class AnswerCache:
    """Drawn answers by what they depend on.

    The key holds the glossary's revision and the day, so an answer that no
    longer holds is never asked for again and leaves in time.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._drawn: OrderedDict[Hashable, str] = OrderedDict()

    def get(self, key: Hashable, draw: Callable[[], str]) -> str:
        """Return the answer for the key, drawn now where it was not before."""
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = draw()
            if len(self._drawn) > self._capacity:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(key)
        return drawn
