"""Reads the counted lookups: how often each term was looked up, and which were missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import distinct, func, select

from bot.storage.tables import LOOKUP_COUNTS, MISSED_BY

if TYPE_CHECKING:
    from datetime import date

    from bot.storage.database import Database


class Miss(NamedTuple):
    """Somebody, as a hash, who asked for a label that no term answered."""

    label: str
    person_hash: str


class LookupStats:
    """Questions to the counts of lookups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lookups(self, workspace_id: str | None, since: date) -> dict[str, int]:
        """Return how often each term was looked up from that day on, by slug."""
        table = LOOKUP_COUNTS.c
        query = (
            select(table.slug, func.sum(table.count))
            .where(table.slug != "", table.day >= since)
            .group_by(table.slug)
        )
        if workspace_id is not None:
            query = query.where(table.workspace_id == workspace_id)
        async with self._database.engine.connect() as connection:
            return {slug: int(count) for slug, count in await connection.execute(query)}

    async def missed(self, workspace_id: str | None, since: date) -> dict[str, int]:
        """Return how many people missed each label from that day on."""
        table = MISSED_BY.c
        query = (
            select(table.label, func.count(distinct(table.person_hash)))
            .where(table.day >= since)
            .group_by(table.label)
        )
        if workspace_id is not None:
            query = query.where(table.workspace_id == workspace_id)
        async with self._database.engine.connect() as connection:
            return {label: int(people) for label, people in await connection.execute(query)}

    async def misses(self, workspace_id: str, since: date) -> set[Miss]:
        """Return who missed what from that day on."""
        table = MISSED_BY.c
        query = (
            select(table.label, table.person_hash)
            .where(table.workspace_id == workspace_id, table.day >= since)
            .distinct()
        )
        async with self._database.engine.connect() as connection:
            return {Miss(*row) for row in await connection.execute(query)}
