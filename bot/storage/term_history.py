"""When each term was first seen, last reworded and last approved."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, select

from bot.glossary.model import Status
from bot.schedule.whats_new import Changes, words_of
from bot.storage.tables import TERM_HISTORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from bot.glossary.model import Term
    from bot.storage.database import Database

_TABLE = TERM_HISTORY.c


class TermHistory:
    """The terms' history, as the bot saw it each time it looked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def observe(self, terms: Iterable[Term], now: datetime) -> None:
        """Note what differs from the last look; a term that was away and is back is not new."""
        async with self._database.engine.connect() as connection:
            found = await connection.execute(select(TERM_HISTORY))
            known = {row["slug"]: dict(row) for row in found.mappings()}
        rows = await asyncio.to_thread(_changed, known, list(terms), now)
        if rows:
            rows.sort(key=lambda row: str(row["slug"]))  # two copies never wait for each other's
            async with self._database.engine.begin() as connection:
                await self._database.upsert(connection, TERM_HISTORY, rows)

    async def first_seen(self) -> dict[str, date]:
        """Return by slug the day each term was first seen, in UTC."""
        query = select(_TABLE.slug, _TABLE.first_seen_at)
        async with self._database.engine.connect() as connection:
            return {slug: at.date() for slug, at in await connection.execute(query)}

    async def changes_since(self, moment: datetime) -> Changes:
        """Count what was noted after a moment; a new term counts as new alone."""
        was_there = _TABLE.first_seen_at <= moment
        query = select(
            _count(_TABLE.first_seen_at > moment),
            _count(and_(was_there, _TABLE.reworded_at > moment)),
            _count(and_(was_there, _TABLE.approved_at > moment)),
        )
        async with self._database.engine.connect() as connection:
            return Changes(*(await connection.execute(query)).one())


def _count(of: Any) -> Any:  # noqa: ANN401 -- SQLAlchemy's own, of two databases
    return func.coalesce(func.sum(case((of, 1), else_=0)), 0)


def _changed(
    known: Mapping[str, Mapping[str, Any]], terms: Iterable[Term], now: datetime
) -> list[dict[str, Any]]:
    return [row for term in terms if (row := _row(known.get(term.slug), term, now))]


def _row(known: Mapping[str, Any] | None, term: Term, now: datetime) -> dict[str, Any] | None:
    """Return a term's row as it must be from now on, or None where it is so already."""
    words = words_of(term)
    if known is None:
        return {
            "slug": term.slug,
            "words": words,
            "status": term.status.value,
            "first_seen_at": now,
            "reworded_at": None,
            "approved_at": None,
        }
    row = dict(known)
    if words != known["words"]:
        row |= {"words": words, "reworded_at": now}
    if term.status.value != known["status"]:
        row |= {"status": term.status.value}
        if term.status is Status.APPROVED:
            row |= {"approved_at": now}
    return row if row != known else None
