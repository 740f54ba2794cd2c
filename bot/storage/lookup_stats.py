"""Reads the counted lookups: how often each term was looked up, and which were missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import structlog
from sqlalchemy import distinct, exists, func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.glossary.questions import Questions
from bot.glossary.search.result import LookupOutcome
from bot.storage.tables import LOOKUP_COUNTS, MISSED_BY, OPENED_BY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select

    from bot.storage.database import Database

log = structlog.get_logger(__name__)

# No name has more meanings that matter; SQLite takes 999 values in a statement at least.
MOST_SLUGS = 500


class Miss(NamedTuple):
    """Somebody, as a hash, who asked for a label that no term answered."""

    label: str
    person_hash: str


class Learned(NamedTuple):
    """A label for which no term was sure, the term that people opened, and how many did."""

    label: str
    slug: str
    people: int


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

    async def lookups_of(self, workspace_id: str, slugs: Sequence[str]) -> dict[str, int]:
        """Return how often each of these terms was looked up, by slug.

        It only orders an answer, so where it can't be read there is none.
        """
        table = LOOKUP_COUNTS.c
        query = (
            select(table.slug, func.sum(table.count))
            .where(table.workspace_id == workspace_id, table.slug.in_(slugs[:MOST_SLUGS]))
            .group_by(table.slug)
        )
        return await self._counted(query)

    async def missed(self, workspace_id: str | None, since: date) -> dict[str, int]:
        """Return how many people missed each label from that day on.

        What led anybody to a term that was offered for it isn't missing.
        """
        table = MISSED_BY.c
        query = (
            select(table.label, func.count(distinct(table.person_hash)))
            .where(table.day >= since, _nothing_opened(since))
            .group_by(table.label)
        )
        if workspace_id is not None:
            query = query.where(table.workspace_id == workspace_id)
        async with self._database.engine.connect() as connection:
            return {label: int(people) for label, people in await connection.execute(query)}

    async def misses(self, workspace_id: str, since: date) -> set[Miss]:
        """Return who missed what from that day on; what led to a term isn't missing."""
        table = MISSED_BY.c
        query = (
            select(table.label, table.person_hash)
            .where(table.workspace_id == workspace_id, table.day >= since, _nothing_opened(since))
            .distinct()
        )
        async with self._database.engine.connect() as connection:
            return {Miss(*row) for row in await connection.execute(query)}

    async def questions(self, workspace_id: str | None, since: date) -> list[Questions]:
        """Return how many questions there were from that day on, by day and outcome."""
        table = LOOKUP_COUNTS.c
        query = (
            select(table.day, table.outcome, func.sum(table.count))
            .where(table.day >= since)
            .group_by(table.day, table.outcome)
            .order_by(table.day, table.outcome)
        )
        if workspace_id is not None:
            query = query.where(table.workspace_id == workspace_id)
        async with self._database.engine.connect() as connection:
            return [
                Questions(day, LookupOutcome(outcome), int(count))
                for day, outcome, count in await connection.execute(query)
            ]

    async def opened(self, workspace_id: str, label: str) -> dict[str, int]:
        """Return how many people opened which term after they had asked for this label.

        It only orders an answer, so where it can't be read there is none.
        """
        table = OPENED_BY.c
        query = (
            select(table.slug, func.count(distinct(table.person_hash)))
            .where(table.workspace_id == workspace_id, table.label == label)
            .group_by(table.slug)
        )
        return await self._counted(query)

    async def learned(self, workspace_id: str, since: date, fewest_people: int) -> list[Learned]:
        """Return what at least so many people asked for and opened, the most of them first."""
        table = OPENED_BY.c
        people = func.count(distinct(table.person_hash))
        query = (
            select(table.label, table.slug, people)
            .where(table.workspace_id == workspace_id, table.day >= since)
            .group_by(table.label, table.slug)
            .having(people >= fewest_people)
            .order_by(people.desc(), table.label, table.slug)
        )
        async with self._database.engine.connect() as connection:
            return [Learned(*row) for row in await connection.execute(query)]

    async def _counted(self, query: Select[str, int]) -> dict[str, int]:
        try:
            async with self._database.engine.connect() as connection:
                rows = (await connection.execute(query)).all()
            return {str(row[0]): int(row[1]) for row in rows}
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.warning("what people asked before can't be read", error=repr(error))
            return {}


def _nothing_opened(since: date) -> ColumnElement[bool]:
    """Return the condition that nobody opened a term that was offered for the missed label."""
    opened, missed = OPENED_BY.c, MISSED_BY.c
    return ~exists().where(
        opened.workspace_id == missed.workspace_id,
        opened.label == missed.label,
        opened.day >= since,
    )
