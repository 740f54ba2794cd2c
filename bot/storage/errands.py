"""What is still to be done, taken by one worker at a time and finished once."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.storage.clarification_rows import read_errand
from bot.storage.clarifications import finish, leave
from bot.storage.tables import ERRANDS

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clarifications.records import Errand
    from bot.storage.database import Database

_TABLE = ERRANDS.c


class StoredErrands:
    """The rows of every copy of the bot, by when they are due."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, now: datetime, until: datetime) -> tuple[Errand, bool] | None:
        """Return the next that is due, ours until then; and whether an earlier try broke off."""
        due = select(ERRANDS).where(_TABLE.due_at <= now).order_by(_TABLE.id).limit(1)
        while True:
            async with self._database.begin_durably() as connection:
                row = (await connection.execute(due)).mappings().one_or_none()
                if row is None:
                    return None
                mine = secrets.token_hex(8)
                taken = (
                    update(ERRANDS)
                    .where(
                        _TABLE.id == row["id"],
                        _TABLE.taken_by == row["taken_by"],
                        _TABLE.due_at <= now,
                    )
                    .values(taken_by=mine, due_at=until, attempts=_TABLE.attempts + 1)
                )
                if (await connection.execute(taken)).rowcount:
                    return replace(read_errand(row), taken_by=mine), bool(row["taken_by"])

    async def leave(self, errand: Errand, now: datetime) -> None:
        """Have something done that no act asked for."""
        async with self._database.begin_durably() as connection:
            await leave(connection, [errand], now)

    async def finish(self, errand: Errand) -> None:
        """Do it no more."""
        async with self._database.begin_durably() as connection:
            await finish(connection, errand)

    async def postpone(self, errand: Errand, due_at: datetime, reason: str) -> None:
        """Do it again from then on."""
        later = (
            update(ERRANDS)
            .where(_TABLE.id == errand.id, _TABLE.taken_by == errand.taken_by)
            .values(taken_by="", due_at=due_at, reason=reason)
        )
        async with self._database.engine.begin() as connection:
            await connection.execute(later)

    async def take_over(self, now: datetime) -> None:
        """Make what an earlier process broke off due at once.

        Several copies share no SQLite file, so whoever holds a row there has ended. In
        PostgreSQL it may be another copy: its time has to run out.
        """
        if self._database.url.get_backend_name() != "sqlite":
            return
        broken_off = update(ERRANDS).where(_TABLE.taken_by != "").values(due_at=now)
        async with self._database.engine.begin() as connection:
            await connection.execute(broken_off)
