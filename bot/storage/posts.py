"""Which term each message of the bot shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.storage.tables import POSTS

if TYPE_CHECKING:
    from bot.storage.database import Database


class Posts:
    """The bot's own messages, so that a reaction to one of them finds its term."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, workspace_id: str, channel_id: str, ts: str, slug: str) -> None:
        """Remember that this message shows this term."""
        row = {"workspace_id": workspace_id, "channel_id": channel_id, "ts": ts, "slug": slug}
        async with self._database.engine.begin() as connection:
            await self._database.upsert(connection, POSTS, [row])

    async def slug_of(self, workspace_id: str, channel_id: str, ts: str) -> str | None:
        """Return the slug of the term that this message shows; None where it is not ours."""
        table = POSTS.c
        query = select(table.slug).where(
            table.workspace_id == workspace_id, table.channel_id == channel_id, table.ts == ts
        )
        async with self._database.engine.connect() as connection:
            slug: str | None = (await connection.execute(query)).scalar_one_or_none()
            return slug
