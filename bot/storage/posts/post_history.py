"""Reads past scheduled posts; the ledger itself is in ``ledger.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.storage.posts.ledger_row import LedgerRow, PostState, read_row
from bot.storage.tables import POST_LEDGER

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from bot.storage.database import Database

_TABLE = POST_LEDGER.c


class PostHistory:
    """Questions to the rows of every copy of the bot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def posted_slugs(self, workspace_id: str | None, entry_id: str) -> list[str]:
        """Return what an entry has posted, oldest first; what may be there counts as posted."""
        states = (PostState.POSTED, PostState.UNKNOWN, PostState.SENDING)
        wanted = [_TABLE.entry_id == entry_id, _TABLE.state.in_(states), _TABLE.slug != ""]
        if workspace_id is not None:
            wanted.append(_TABLE.workspace_id == workspace_id)
        return [row.slug for row in await self._rows(*wanted) if row.slug]

    async def posted(self, workspace_id: str, entry_id: str, period: str) -> list[LedgerRow]:
        """Return the messages of an entry's week whose place is known."""
        rows = await self._rows(
            _TABLE.workspace_id == workspace_id,
            _TABLE.entry_id == entry_id,
            _TABLE.period == period,
            _TABLE.state == PostState.POSTED,
        )
        return [row for row in rows if row.ts]

    async def latest_post(self, workspace_id: str, job: str, since: datetime) -> LedgerRow | None:
        """Return the newest post that a job has made since a moment, in any channel."""
        rows = await self._rows(
            _TABLE.workspace_id == workspace_id,
            _TABLE.job == job,
            _TABLE.state == PostState.POSTED,
            _TABLE.slot_at >= since,
        )
        return rows[-1] if rows else None

    async def last_posted_at(self, workspace_id: str | None, entry_id: str) -> datetime | None:
        """Return when an entry was posted last, in this workspace or (None) in any."""
        query = select(func.max(_TABLE.sent_at)).where(
            _TABLE.entry_id == entry_id, _TABLE.state == PostState.POSTED
        )
        if workspace_id is not None:
            query = query.where(_TABLE.workspace_id == workspace_id)
        async with self._database.engine.connect() as connection:
            sent_at: datetime | None = (await connection.execute(query)).scalar_one_or_none()
            return sent_at

    async def _rows(self, *wanted: ColumnElement[bool]) -> list[LedgerRow]:
        query = select(POST_LEDGER).where(*wanted).order_by(_TABLE.slot_at, _TABLE.channel_id)
        async with self._database.engine.connect() as connection:
            return [read_row(row) for row in (await connection.execute(query)).mappings()]
