from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.storage.idempotency import KEPT, IdempotencyKeys
from bot.storage.tables import IDEMPOTENCY_KEYS

if TYPE_CHECKING:
    from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_an_event_is_new_once(database: Database) -> None:
    """Slack sends an event again whose acknowledgement it missed."""
    idempotency_keys = IdempotencyKeys(database, lambda: NOW)

    assert [True, False, True] == [
        await idempotency_keys.record(key) for key in ("Ev1", "Ev1", "Ev2")
    ]


async def test_of_two_copies_of_the_bot_one_meets_it_first(
    database: Database, other_copy: Database
) -> None:
    """A press comes twice in a moment, and to both of them."""
    copies = [IdempotencyKeys(one, lambda: NOW) for one in (database, other_copy)]

    first = await asyncio.gather(*(one.record("share 1") for one in copies * 5))
    await copies[0].forget("share 1")

    assert 1 == sum(first)
    assert await copies[1].record("share 1")


async def test_old_events_are_forgotten(database: Database) -> None:
    """Slack has long given up on them."""
    await IdempotencyKeys(database, lambda: NOW).record("Ev1")
    later = IdempotencyKeys(database, lambda: NOW + KEPT + timedelta(hours=1))
    await later.record("Ev2")
    await later.forget_old()
    async with database.engine.connect() as connection:
        kept = (await connection.execute(select(IDEMPOTENCY_KEYS.c.key))).scalars().all()

    assert kept == ["Ev2"]


async def test_what_was_met_long_ago_can_be_forgotten_apart(database: Database) -> None:
    """Of what was met just now, somebody may still be at work."""
    await IdempotencyKeys(database, lambda: NOW).record("share 1")
    a_little_later = IdempotencyKeys(database, lambda: NOW + timedelta(seconds=30))
    later = IdempotencyKeys(database, lambda: NOW + timedelta(seconds=90))
    minute = timedelta(minutes=1)

    assert not await a_little_later.forget_older("share 1", minute)
    assert await later.forget_older("share 1", minute)
    assert not await later.forget_older("share 1", minute)
    assert await later.record("share 1")
