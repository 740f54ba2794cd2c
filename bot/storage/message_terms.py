"""The term that each message of the bot shows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.storage.keys import shared_key
from bot.storage.lookup_counts import PERSON_KEY, person_hash
from bot.storage.tables import MESSAGE_TERMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.storage.database import Database

# A private answer's row lives as long as the person may come back to it.
ANSWERS_KEPT = timedelta(days=30)
_PRIVATE = "person:"


class MessageTerms:
    """The bot's own messages, so that a reaction to one of them finds its term.

    Answers in a person's conversation with the bot are stored under a keyed hash of the person:
    what they looked up is private.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, workspace_id: str, channel_id: str, ts: str, slug: str) -> None:
        """Remember that this message shows this term."""
        row = {"workspace_id": workspace_id, "channel_id": channel_id, "ts": ts, "slug": slug}
        async with self._database.engine.begin() as connection:
            await self._database.upsert(connection, MESSAGE_TERMS, [row])

    async def remember_answer(self, workspace_id: str, user_id: str, ts: str, slug: str) -> None:
        """Remember that this message in the person's conversation with the bot shows this term."""
        await self.remember(workspace_id, await self._private(workspace_id, user_id), ts, slug)

    async def slug_of(
        self, workspace_id: str, channel_id: str, ts: str, *, reader_id: str = ""
    ) -> str | None:
        """Return the slug of the term that this message shows; None where it is not ours.

        ``reader_id`` is who points at it: perhaps at an answer that they alone can read.
        """
        places = [channel_id]
        if reader_id:
            places.append(await self._private(workspace_id, reader_id))
        table = MESSAGE_TERMS.c
        query = select(table.slug).where(
            table.workspace_id == workspace_id, table.channel_id.in_(places), table.ts == ts
        )
        async with self._database.engine.connect() as connection:
            return (await connection.execute(query)).scalars().first()

    async def forget_old_answers(self, clock: Callable[[], datetime]) -> None:
        """Forget the private answers that are older than ANSWERS_KEPT."""
        first_kept = f"{(clock() - ANSWERS_KEPT).timestamp():.6f}"
        old = delete(MESSAGE_TERMS).where(
            MESSAGE_TERMS.c.channel_id.startswith(_PRIVATE), MESSAGE_TERMS.c.ts < first_kept
        )
        async with self._database.engine.begin() as connection:
            await connection.execute(old)

    async def _private(self, workspace_id: str, user_id: str) -> str:
        key = await shared_key(self._database, PERSON_KEY)
        return private_place(person_hash(key, workspace_id, user_id))


def private_place(hashed: str) -> str:
    """Return a row's value for a person's conversation with the bot."""
    return f"{_PRIVATE}{hashed}"
