"""The audit trail: people's decisions on terms, with their times. Rows are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.decisions.audit import Act, AuditEvent
from bot.storage.tables import AUDIT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date, datetime

    from sqlalchemy import RowMapping
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


class AuditTrail:
    """All decisions, in order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, moment: datetime) -> AsyncIterator[AuditEvent]:
        """Give everything that was done from then on, in all workspaces, oldest first."""
        query = select(AUDIT).where(AUDIT.c.at >= moment).order_by(AUDIT.c.id)
        async with self._database.engine.connect() as connection:
            async for row in (await connection.stream(query)).mappings():
                yield _read(row)

    async def reviewed_on(self) -> dict[str, list[date]]:
        """Return by slug the days on which stewards said that the term is still correct, in UTC."""
        query = select(AUDIT.c.slug, AUDIT.c.at).where(AUDIT.c.act == Act.CONFIRM.value)
        days: dict[str, list[date]] = {}
        async with self._database.engine.connect() as connection:
            for slug, at in await connection.execute(query.order_by(AUDIT.c.at)):
                days.setdefault(slug, []).append(at.date())
        return days


async def record(connection: AsyncConnection, event: AuditEvent) -> None:
    """Add one act in the transaction of what it did."""
    row = {
        "at": event.at,
        "workspace_id": event.workspace_id,
        "actor_id": event.actor_id,
        "act": event.act.value,
        "slug": event.slug,
        "before": event.before,
        "after": event.after,
        "details": dict(event.details),
    }
    await connection.execute(insert(AUDIT), row)


def _read(row: RowMapping) -> AuditEvent:
    return AuditEvent(
        at=row["at"],
        workspace_id=row["workspace_id"],
        actor_id=row["actor_id"],
        act=Act(row["act"]),
        slug=row["slug"],
        before=row["before"],
        after=row["after"],
        details=row["details"],
    )
