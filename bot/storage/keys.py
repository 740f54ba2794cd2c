"""Random keys that the whole installation shares."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.storage.tables import KEYS

if TYPE_CHECKING:
    from bot.storage.database import Database

KEY_BYTES = 32


async def shared_key(database: Database, name: str) -> bytes:
    """Return the key of this name, made by whichever copy of the bot asked first."""
    query = select(KEYS.c.value).where(KEYS.c.name == name)
    async with database.engine.begin() as connection:
        value: str | None = (await connection.execute(query)).scalar_one_or_none()
        if value is None:
            row = {"name": name, "value": secrets.token_hex(KEY_BYTES)}
            await database.insert_missing(connection, KEYS, [row])
            value = (await connection.execute(query)).scalar_one()
    return bytes.fromhex(value)
