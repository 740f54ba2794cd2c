"""Channels that the bot can't post in, and when a steward heard about each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from bot.storage.outbox import leave
from bot.storage.tables import CHANNEL_TROUBLES

if TYPE_CHECKING:
    from datetime import datetime

    from bot.decisions.outbox import OutboxItem
    from bot.storage.database import Database

_TABLE = CHANNEL_TROUBLES.c
# An unchanged trouble is reported again after this long.
TOLD_AGAIN_AFTER = timedelta(days=7)


class StoredChannelTroubles:
    """One row for each place, over all copies of the bot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def meet(self, told: OutboxItem, now: datetime) -> bool:
        """Leave the message that tells of it, where its cause is new; return whether it was.

        The message's subject is the place, its words are the cause.
        """
        where = (_TABLE.workspace_id == told.workspace_id) & (_TABLE.place == told.subject_id)
        new = {
            "workspace_id": told.workspace_id,
            "place": told.subject_id,
            "cause": "",
            "told_at": now,
        }
        is_news = or_(_TABLE.cause != told.words, _TABLE.told_at <= now - TOLD_AGAIN_AFTER)
        async with self._database.begin_durably() as connection:
            known = (await connection.execute(select(_TABLE.place).where(where, ~is_news))).first()
            if known:
                return False
            await self._database.insert_missing(connection, CHANNEL_TROUBLES, [new])
            noted = await connection.execute(
                update(CHANNEL_TROUBLES).where(where, is_news).values(cause=told.words, told_at=now)
            )
            if noted.rowcount:
                await leave(connection, [told], now)
            return bool(noted.rowcount)

    async def overcome(self, workspace_id: str, place: str) -> None:
        """Forget it: should it come back, that is news."""
        gone = delete(CHANNEL_TROUBLES).where(
            _TABLE.workspace_id == workspace_id, _TABLE.place == place
        )
        async with self._database.engine.begin() as connection:
            await connection.execute(gone)
