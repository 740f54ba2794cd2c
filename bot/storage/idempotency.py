"""Remembers handled events and presses: some come twice, even to another copy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from bot.storage.tables import IDEMPOTENCY_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.storage.database import Database

# Slack tries again three times within six minutes; where those were missed, for a day at most.
KEPT = timedelta(days=2)


class IdempotencyKeys:
    """The events of the last days, over all copies of the bot."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def record(self, key: str) -> bool:
        """Return whether this is the first time that the event is met, and keep that it was."""
        now = self._clock()
        try:
            async with self._database.engine.begin() as connection:
                await connection.execute(insert(IDEMPOTENCY_KEYS), {"key": key, "at": now})
        except IntegrityError:
            return False
        return True

    async def forget_old(self) -> None:
        """Forget what Slack has long given up on."""
        old = delete(IDEMPOTENCY_KEYS).where(IDEMPOTENCY_KEYS.c.at < self._clock() - KEPT)
        async with self._database.engine.begin() as connection:
            await connection.execute(old)

    async def forget(self, key: str) -> None:
        """Let it be met for the first time again: what it asked for did not happen."""
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(IDEMPOTENCY_KEYS).where(IDEMPOTENCY_KEYS.c.key == key))

    async def forget_older(self, key: str, than: timedelta) -> bool:
        """Forget it where it was met longer ago than that; return whether it was."""
        before = self._clock() - than
        met_long_ago = delete(IDEMPOTENCY_KEYS).where(
            IDEMPOTENCY_KEYS.c.key == key, IDEMPOTENCY_KEYS.c.at < before
        )
        async with self._database.engine.begin() as connection:
            return (await connection.execute(met_long_ago)).rowcount > 0
