from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url, text

from bot.storage.database import Database, StorageError, newest_revision, revisions
from bot.storage.migrate import MIGRATIONS, upgrade
from bot.storage.tables import METADATA


def sync(url: str) -> str:
    return url.replace("sqlite+aiosqlite", "sqlite")


async def test_opening_an_empty_database_sets_it_up(empty_url: str):
    """The very first start finds nothing and makes everything."""
    database = Database(empty_url)

    await database.open()

    assert await database.revision() == newest_revision()
    await database.close()


async def test_opening_it_again_changes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    """A current schema starts no migrating process: that would cost half a second."""

    async def never(*_arguments: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("bot.storage.database._migrate_elsewhere", never)

    await database.open()

    assert await database.is_reachable()


async def test_copies_that_start_at_once_migrate_once(empty_url: str):
    """The second migrating process waits for the first and finds nothing left to do."""
    copies = [Database(empty_url), Database(empty_url)]

    await asyncio.gather(*(copy.open() for copy in copies))

    assert [await copy.revision() for copy in copies] == [newest_revision()] * 2
    for copy in copies:
        await copy.close()


def test_the_tables_are_what_the_migrations_make(database_url: str):
    """tables.py and the migrations never drift apart."""
    engine = create_engine(sync(database_url))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()

    assert differences == []


def test_every_migration_can_be_taken_back(database_url: str):
    """Downgrading to the start leaves nothing but Alembic's own table."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = database_url

    command.downgrade(config, "base")
    engine = create_engine(sync(database_url))
    left = inspect(engine).get_table_names()
    engine.dispose()

    assert left == ["alembic_version"]


def test_revisions_are_read_from_file_names_as_alembic_orders_them():
    """The serving process knows the newest revision without importing Alembic."""
    script = ScriptDirectory(str(MIGRATIONS))

    in_order = [revision.revision for revision in script.walk_revisions()][::-1]

    assert in_order == revisions()


async def test_the_schema_of_a_newer_version_is_refused(database_url: str):
    """An older bot must not write into tables that it does not know."""
    engine = create_engine(sync(database_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    database = Database(database_url)

    with pytest.raises(StorageError, match="newer Parlance"):
        await database.open()

    await database.close()


async def test_a_database_that_cannot_be_reached_says_so_without_its_password():
    """The message names the address and the remedy."""
    database = Database("postgresql+psycopg://me:hunter2@127.0.0.1:1/parlance")

    with pytest.raises(StorageError, match="PARLANCE_DATABASE_URL") as raised:
        await database.open()

    assert "hunter2" not in str(raised.value)
    assert not await database.is_reachable()
    await database.close()


async def test_a_place_where_no_directory_can_be_made_is_named(tmp_path: Path):
    """A file stands where the directory of the database should be."""
    (tmp_path / "var").write_text("")
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/var/parlance.db")

    with pytest.raises(StorageError, match="make it writable"):
        await database.open()

    await database.close()


async def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    """Somebody pointed the setting at another file."""
    path = tmp_path / "notes.txt"
    path.write_text("not a database " * 100)
    database = Database(f"sqlite+aiosqlite:///{path}")

    with pytest.raises(StorageError, match=r"notes\.txt"):
        await database.open()

    await database.close()


async def test_sqlite_readers_do_not_wait_for_the_writer(tmp_path: Path):
    """The journal is a write-ahead log, kept by the file itself."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/parlance.db")

    async with database.engine.connect() as connection:
        mode = (await connection.execute(text("PRAGMA journal_mode"))).scalar_one()
        patience = (await connection.execute(text("PRAGMA busy_timeout"))).scalar_one()
    await database.close()

    assert (mode, patience) == ("wal", 5000)


async def test_a_copy_that_starts_while_another_makes_the_file_waits_its_turn(tmp_path: Path):
    """The connection that makes the file makes the journal; a second try is no fault."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/parlance.db")
    other = sqlite3.connect(tmp_path / "parlance.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert await database.revision() is None

    other.close()
    await database.close()


def test_upgrading_by_hand_works_for_both(empty_url: str):
    """Alembic's own command reaches either database."""
    url = make_url(empty_url)
    if url.database and url.get_backend_name() == "sqlite":
        Path(url.database).parent.mkdir()

    upgrade(empty_url)
    engine = create_engine(sync(empty_url))
    made = set(inspect(engine).get_table_names())
    engine.dispose()

    assert made >= set(METADATA.tables)
