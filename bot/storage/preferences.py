"""The role that each person chose."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.tables import ROLE_PREFERENCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.storage.database import Database

log = structlog.get_logger(__name__)

# Another copy of the bot may have changed a choice; it is seen after this long.
CACHED_SECONDS = 30
# A person costs about 300 bytes here.
CACHED_PEOPLE = 10_000
# An answer in the default role's words beats no answer: Slack waits three seconds.
PATIENCE_SECONDS = 1
# Stands for a choice that couldn't be read; no role has this id.
UNREAD = ""


class RolePreferences:
    """The chosen roles, cached for half a minute; a choice made here is seen here at once."""

    def __init__(self, database: Database, now: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._now = now
        self._cache: OrderedDict[tuple[str, str], tuple[float, str | None]] = OrderedDict()

    async def get(self, workspace_id: str, user_id: str) -> str | None:
        """Return the role this person chose, or None; UNREAD while the database is away."""
        person = (workspace_id, user_id)
        cached = self._cache.get(person)
        if cached is not None and self._now() < cached[0]:
            return cached[1]
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                role_id = await self._read(person)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.warning("remembered role not read; using the default", error=repr(error))
            return cached[1] if cached else UNREAD
        newer = self._cache.get(person)
        if newer is not None and newer is not cached:
            return newer[1]  # chosen while we were reading
        self._remember(person, role_id)
        return role_id

    async def set(self, workspace_id: str, user_id: str, role_id: str) -> None:
        """Remember a choice, for good."""
        row = {"workspace_id": workspace_id, "user_id": user_id, "role_id": role_id}
        async with self._database.engine.begin() as connection:
            await self._database.upsert(connection, ROLE_PREFERENCES, [row])
        self._remember((workspace_id, user_id), role_id)

    async def _read(self, person: tuple[str, str]) -> str | None:
        table = ROLE_PREFERENCES.c
        query = select(table.role_id).where(
            table.workspace_id == person[0], table.user_id == person[1]
        )
        async with self._database.engine.connect() as connection:
            role_id: str | None = (await connection.execute(query)).scalar_one_or_none()
            return role_id

    def _remember(self, person: tuple[str, str], role_id: str | None) -> None:
        self._cache[person] = (self._now() + CACHED_SECONDS, role_id)
        self._cache.move_to_end(person)
        if len(self._cache) > CACHED_PEOPLE:
            self._cache.popitem(last=False)
