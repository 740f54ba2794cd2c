"""Puts several listeners' drawings of one thing in order, so that the newest wins."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import Hashable


class KeyedLocks:
    """A lock for each thing that is drawn; one that waits for Slack holds up that thing alone."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def at(self, drawn: Hashable) -> asyncio.Lock:
        """Return the lock of a drawing's place; read inside it what goes into the drawing."""
        lock = self._locks.get(drawn)
        if lock is None:
            lock = self._locks[drawn] = asyncio.Lock()
        return lock
