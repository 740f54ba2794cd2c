"""The audit trail: who decided what on which term, and when. Rows are added, never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from bot.storage.tables import AUDIT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime

    from sqlalchemy import RowMapping
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


class Act(StrEnum):
    """What somebody did to a term."""

    CONFIRMED = "confirmed"  # still correct, as it stands
    SNOOZED = "snoozed"
    GIVEN = "given"  # to another steward
    # Of a clarification, in the order in which they may come
    SUGGESTED = "suggested"
    JOINED = "joined"  # suggested by somebody else too
    ASKED_BACK = "asked_back"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PROPOSED = "proposed"  # as a pull request
    PUBLISHED = "published"
    MERGED = "merged"
    CLOSED = "closed"  # the pull request, unmerged
    RETURNED = "returned"  # to the stewards: the change could not be made
    # Of a request for a missing term; its label stands in ``after``
    REQUESTED = "requested"
    DRAFTED = "drafted"
    REQUEST_DECLINED = "request_declined"
    REQUEST_LIVE = "request_live"
    # Of the trail itself
    FORGOTTEN = "forgotten"  # a person's id and name were replaced in every row


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act; ``before`` and ``after`` are what the changed field said, where one was changed."""

    at: datetime
    workspace_id: str
    actor_id: str
    act: Act
    slug: str
    before: str | None = None
    after: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """Return the act as plain data, under the names that its export has."""
        return {
            "at": self.at.isoformat(),
            "workspace": self.workspace_id,
            "actor": self.actor_id,
            "act": self.act.value,
            "term": self.slug,
            "before": self.before,
            "after": self.after,
            "details": dict(self.details),
        }


class AuditTrail:
    """Everything that was decided, in the order in which it was."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, entry: AuditEntry) -> None:
        """Add one act, for good."""
        async with self._database.engine.begin() as connection:
            await insert_entry(connection, entry)

    async def entries(self, workspace_id: str, slug: str) -> list[AuditEntry]:
        """Return what was done to a term, oldest first."""
        table = AUDIT.c
        query = (
            select(AUDIT)
            .where(table.workspace_id == workspace_id, table.slug == slug)
            .order_by(table.id)
        )
        async with self._database.engine.connect() as connection:
            return [_read(row) for row in (await connection.execute(query)).mappings()]

    async def since(self, moment: datetime) -> AsyncIterator[AuditEntry]:
        """Give everything that was done from then on, in all workspaces, oldest first."""
        query = select(AUDIT).where(AUDIT.c.at >= moment).order_by(AUDIT.c.id)
        async with self._database.engine.connect() as connection:
            async for row in (await connection.stream(query)).mappings():
                yield _read(row)


async def insert_entry(connection: AsyncConnection, entry: AuditEntry) -> None:
    """Add one act in the transaction of what it did."""
    row = {
        "at": entry.at,
        "workspace_id": entry.workspace_id,
        "actor_id": entry.actor_id,
        "act": entry.act.value,
        "slug": entry.slug,
        "before": entry.before,
        "after": entry.after,
        "details": dict(entry.details),
    }
    await connection.execute(insert(AUDIT), row)


def _read(row: RowMapping) -> AuditEntry:
    return AuditEntry(
        at=row["at"],
        workspace_id=row["workspace_id"],
        actor_id=row["actor_id"],
        act=Act(row["act"]),
        slug=row["slug"],
        before=row["before"],
        after=row["after"],
        details=row["details"],
    )
