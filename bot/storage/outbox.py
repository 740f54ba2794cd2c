"""The outbox: items that one worker at a time takes, and that are finished once."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.decisions.outbox import Notice, OutboxItem, Standing, Task
from bot.storage.tables import OUTBOX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, RowMapping
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database

_TABLE = OUTBOX.c


class Outbox:
    """The rows of every copy of the bot, by when they are due."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, now: datetime, until: datetime) -> OutboxItem | None:
        """Return the next that is due, ours until then.

        One that an earlier process had in hand when it ended may have arrived.
        """
        is_due = (_TABLE.due_at <= now) & (_TABLE.standing != Standing.UNDELIVERED.value)
        due = select(OUTBOX).where(is_due).order_by(_TABLE.id).limit(1)
        while True:
            async with self._database.begin_durably() as connection:
                row = (await connection.execute(due)).mappings().one_or_none()
                if row is None:
                    return None
                mine = secrets.token_hex(8)
                arrived = row["may_have_arrived"] + bool(row["taken_by"])
                taken = (
                    update(OUTBOX)
                    .where(_TABLE.id == row["id"], _TABLE.taken_by == row["taken_by"], is_due)
                    .values(
                        taken_by=mine,
                        due_at=until,
                        attempts=_TABLE.attempts + 1,
                        may_have_arrived=arrived,
                    )
                )
                if (await connection.execute(taken)).rowcount:
                    return replace(_read(row), taken_by=mine, may_have_arrived=arrived)

    async def leave(self, item: OutboxItem, now: datetime) -> None:
        """Have something done that no act asked for."""
        async with self._database.begin_durably() as connection:
            await leave(connection, [item], now)

    async def finish(self, item: OutboxItem, news: Sequence[OutboxItem], now: datetime) -> None:
        """Do it no more, and have the news done."""
        async with self._database.begin_durably() as connection:
            if await finish(connection, item):
                await leave(connection, news, now)

    async def postpone(
        self, item: OutboxItem, due_at: datetime, reason: str, *, may_have_arrived: bool = False
    ) -> None:
        """Do it again from then on."""
        later = (
            update(OUTBOX)
            .where(_is_mine(item))
            .values(
                taken_by="",
                due_at=due_at,
                reason=reason,
                may_have_arrived=item.may_have_arrived + may_have_arrived,
            )
        )
        async with self._database.engine.begin() as connection:
            await connection.execute(later)

    async def give_up(
        self,
        item: OutboxItem,
        reason: str,
        news: Sequence[OutboxItem],
        due_at: datetime,
        *,
        may_have_arrived: int,
    ) -> None:
        """Keep it as undelivered, for a steward to have it sent again; have the news done then."""
        given_up = (
            update(OUTBOX)
            .where(_is_mine(item))
            .values(
                taken_by="",
                reason=reason,
                standing=Standing.UNDELIVERED.value,
                may_have_arrived=may_have_arrived,
            )
        )
        async with self._database.begin_durably() as connection:
            if (await connection.execute(given_up)).rowcount:
                await leave(connection, news, due_at)

    async def send_again(self, workspace_id: str, item_id: int, now: datetime) -> OutboxItem | None:
        """Have one that was given up sent again; None where it is not given up (any more)."""
        which = (_TABLE.id == item_id) & (_TABLE.workspace_id == workspace_id)
        again = (
            update(OUTBOX)
            .where(which, _TABLE.standing == Standing.UNDELIVERED.value)
            .values(
                standing=Standing.AGAIN.value,
                due_at=now,
                attempts=0,
                may_have_arrived=0,
            )
        )
        async with self._database.begin_durably() as connection:
            if not (await connection.execute(again)).rowcount:
                return None
            row = (await connection.execute(select(OUTBOX).where(which))).mappings().one()
            return _read(row)

    async def undelivered(self, workspace_id: str, subject_id: str) -> list[OutboxItem]:
        """Return the given-up messages, and those that a steward is having sent again."""
        query = (
            select(OUTBOX)
            .where(
                _TABLE.workspace_id == workspace_id,
                _TABLE.subject_id == subject_id,
                _TABLE.standing != Standing.WAITING.value,
            )
            .order_by(_TABLE.id)
        )
        async with self._database.engine.connect() as connection:
            return [_read(row) for row in (await connection.execute(query)).mappings()]

    async def take_over(self, now: datetime) -> None:
        """Make what an earlier process broke off due at once.

        Several copies share no SQLite file, so a worker that holds a row there has ended. In
        PostgreSQL it may be another copy: its time has to run out.
        """
        if self._database.url.get_backend_name() != "sqlite":
            return
        broken_off = update(OUTBOX).where(_TABLE.taken_by != "").values(due_at=now)
        async with self._database.engine.begin() as connection:
            await connection.execute(broken_off)


async def leave(connection: AsyncConnection, items: Sequence[OutboxItem], now: datetime) -> None:
    """Store outbox items in the transaction of the act that creates them."""
    if items:
        await connection.execute(insert(OUTBOX), [_row(one, now) for one in items])


async def finish(connection: AsyncConnection, item: OutboxItem) -> bool:
    """Do the item no more; False where it is no longer this worker's."""
    mine = (OUTBOX.c.id == item.id) & (OUTBOX.c.taken_by == item.taken_by)
    return bool((await connection.execute(delete(OUTBOX).where(mine))).rowcount)


def _row(item: OutboxItem, due_at: datetime) -> dict[str, Any]:
    """Return the row of a new item."""
    return {
        "workspace_id": item.workspace_id,
        "subject_id": item.subject_id,
        "task": item.task.value,
        "notice": item.notice.value if item.notice else None,
        "recipient_id": item.recipient_id,
        "words": item.words,
        "attempts": 0,
        "due_at": due_at,
        "taken_by": "",
        "reason": "",
        "may_have_arrived": 0,
        "standing": Standing.WAITING.value,
    }


def _read(row: RowMapping) -> OutboxItem:
    """Return the item of a row."""
    return OutboxItem(
        workspace_id=row["workspace_id"],
        subject_id=row["subject_id"],
        task=Task(row["task"]),
        notice=Notice(row["notice"]) if row["notice"] else None,
        recipient_id=row["recipient_id"],
        words=row["words"],
        id=row["id"],
        attempts=row["attempts"],
        taken_by=row["taken_by"],
        may_have_arrived=row["may_have_arrived"],
        standing=Standing(row["standing"]),
        reason=row["reason"],
    )


def _is_mine(item: OutboxItem) -> ColumnElement[bool]:
    return (_TABLE.id == item.id) & (_TABLE.taken_by == item.taken_by)
