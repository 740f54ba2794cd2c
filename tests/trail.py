"""The audit trail, as tests fill and read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.storage.audit import AuditTrail, record

if TYPE_CHECKING:
    from bot.decisions.audit import AuditEvent
    from bot.storage.database import Database

ALL = datetime(1970, 1, 1, tzinfo=UTC)


async def add(database: Database, event: AuditEvent) -> None:
    """Add one act, in a transaction of its own."""
    async with database.engine.begin() as connection:
        await record(connection, event)


async def entries(database: Database, workspace_id: str, slug: str) -> list[AuditEvent]:
    """Return the acts on a term, oldest first."""
    return [
        one
        async for one in AuditTrail(database).since(ALL)
        if (one.workspace_id, one.slug) == (workspace_id, slug)
    ]
