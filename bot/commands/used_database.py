"""The database of a bot that has run: read by a command, never made by one."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import OperatorError
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings


class UnusedDatabaseError(OperatorError):
    """Nothing is remembered there: no bot has run with it yet, or it is another's address."""

    def __init__(self, database: Database) -> None:
        super().__init__(
            f"The database {database.name} is empty: the bot has not run with it yet.\n"
            "Set PARLANCE_DATABASE_URL to the one that the bot uses, or start the bot first."
        )


@contextlib.asynccontextmanager
async def used_database(settings: Settings) -> AsyncIterator[Database]:
    """Give the bot's database; raise where there is none, or it can't be used."""
    database = Database(settings.database_url.get_secret_value())
    try:
        if not _may_be_there(database) or await database.check() is None:
            raise UnusedDatabaseError(database)
        yield database
    finally:
        await database.close()


def _may_be_there(database: Database) -> bool:
    """Whether looking for the database would not make one."""
    url = database.url
    return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()
