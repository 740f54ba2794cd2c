"""Counts running work, so that the bot can stop without dropping any."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Drain:
    """A count of the pieces of work that are under way."""

    def __init__(self) -> None:
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()
        self._stopping = asyncio.Event()
        self._tasks: set[asyncio.Future[None]] = set()

    def start(self) -> None:
        """Count one piece of work more."""
        self._count += 1
        self._none.clear()

    def finish(self) -> None:
        """Count one piece of work less."""
        self._count -= 1
        if not self._count:
            self._none.set()

    def counting(self, work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """Return the work as one that counts while it is done."""

        async def counted() -> None:
            self.start()
            try:
                await work()
            finally:
                self.finish()

        return counted

    def begin(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work in a task of its own, which counts."""
        task = asyncio.ensure_future(self.counting(work)())
        self._tasks.add(task)  # the event loop itself keeps no task alive
        task.add_done_callback(self._tasks.discard)

    async def wait(self, seconds: float) -> None:
        """Wait so long before something is tried again; not a moment longer once the bot stops."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def drain(self, seconds: float) -> bool:
        """Wait until nothing is in hand; return whether that came about in time."""
        self._stopping.set()
        # Bolt starts a listener as a task of its own: let tasks that just started reach the count.
        for _ in range(3):
            await asyncio.sleep(0)
        if self._count:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._none.wait(), seconds)
        return not self._count
