"""Times in either database, whatever zone their writer and the server are in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from bot.storage.tables import IDEMPOTENCY_KEYS

if TYPE_CHECKING:
    from bot.storage.database import Database

AUCKLAND = ZoneInfo("Pacific/Auckland")
NEW_YEAR = datetime(2031, 1, 1, 0, 30, tzinfo=AUCKLAND)


async def test_a_moment_comes_back_in_utc_whatever_the_zone_of_writer_and_session(
    database: Database,
) -> None:
    """An administrator may set PostgreSQL's time zone, for a role or for the whole server."""
    async with database.engine.begin() as connection:
        if database.url.get_backend_name() == "postgresql":
            await connection.execute(text("SET TIME ZONE 'Pacific/Auckland'"))
        await connection.execute(insert(IDEMPOTENCY_KEYS), {"key": "E1", "at": NEW_YEAR})
        at = (await connection.execute(select(IDEMPOTENCY_KEYS.c.at))).scalar_one()
        is_found = select(IDEMPOTENCY_KEYS.c.key).where(IDEMPOTENCY_KEYS.c.at <= NEW_YEAR)
        found = (await connection.execute(is_found)).scalar_one_or_none()

    assert ("E1", NEW_YEAR, timedelta(0), 2030) == (found, at, at.utcoffset(), at.year)


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    """Nobody could say which moment it is."""
    row = {"key": "E1", "at": datetime(2031, 1, 1)}  # noqa: DTZ001 -- what must not be

    async with database.engine.connect() as connection:
        with pytest.raises(StatementError, match="names no time zone"):
            await connection.execute(insert(IDEMPOTENCY_KEYS), row)
