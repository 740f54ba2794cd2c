"""What is being done once and not twice: the second of two quick presses finds it claimed."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

CAPACITY = 1000


class Claims:
    """The latest claims, as many as two presses of one button can lie apart."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._claimed: OrderedDict[Hashable, None] = OrderedDict()

    def claim(self, key: Hashable) -> bool:
        """Return whether this is the first to claim the key."""
        if key in self._claimed:
            return False
        self._claimed[key] = None
        if len(self._claimed) > self._capacity:
            self._claimed.popitem(last=False)
        return True

    def release(self, key: Hashable) -> None:
        """Let the key be claimed again: what was tried did not happen."""
        self._claimed.pop(key, None)
