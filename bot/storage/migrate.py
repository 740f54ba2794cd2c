"""Bring a database to the newest schema: ``python -m bot.storage.migrate``, a short-lived process.

Reads the address from PARLANCE_DATABASE_URL. Several may run at once: each
waits for the one before it and then finds nothing left to do.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import OperatorError, SettingsError
from bot.setting_values import database_url
from bot.storage.database import StorageError, make_directory, reason

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` up to ``revision``, the newest by default."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    command.upgrade(config, revision)


def migrate(url: str) -> None:
    """Bring the database up to date; raise StorageError where that cannot be."""
    database = make_url(url)
    make_directory(database)
    try:
        upgrade(url)
    except (SQLAlchemyError, CommandError) as error:
        raise StorageError(
            f"The database {database.render_as_string()} cannot be migrated: {reason(error)}\n"
            "Check PARLANCE_DATABASE_URL, and that the database runs, may be written, and was"
            " not used by a newer version."
        ) from error


def main() -> int:
    """Migrate the database that the environment names; say what went wrong without a traceback."""
    try:
        migrate(_address())
    except OperatorError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _address() -> str:
    variable = "PARLANCE_DATABASE_URL"
    try:
        return database_url(SecretStr(os.environ.get(variable, ""))).get_secret_value()
    except ValueError as error:
        raise SettingsError(f"{variable}: {error}.") from None


if __name__ == "__main__":
    sys.exit(main())
