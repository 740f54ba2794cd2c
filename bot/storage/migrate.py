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
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.database import reason

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` up to ``revision``, the newest by default."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    command.upgrade(config, revision)


def main() -> int:
    """Migrate the database that the environment names; say in a line what went wrong."""
    try:
        upgrade(os.environ["PARLANCE_DATABASE_URL"])
    except SQLAlchemyError as error:
        sys.stderr.write(f"The database could not be migrated: {reason(error)}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
