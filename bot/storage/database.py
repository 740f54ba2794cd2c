"""The connection to the database: opened, brought to the newest schema, and closed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import event, func, make_url, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from sqlalchemy import URL, ColumnElement, Table
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

log = structlog.get_logger(__name__)

ROOT = Path(__file__).parent.parent.parent
VERSIONS = Path(__file__).parent / "migrations" / "versions"
# A connection that is not there within this time will not be there for the
# answer either: Slack waits three seconds.
CONNECT_SECONDS = 2
# How long a writer waits for another process that writes to the same file.
SQLITE_BUSY_MILLISECONDS = 5_000


class StorageError(OperatorError):
    """The database cannot be used; the message says why and what to do."""


class Database:
    """One database for all stores; ``url`` as ``Settings.database_url`` holds it."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.engine: AsyncEngine = _make_engine(self.url)

    @property
    def name(self) -> str:
        """The address without its password, for messages."""
        return self.url.render_as_string(hide_password=True)

    async def open(self) -> None:
        """Bring the schema up to date, in a process of its own where there is anything to do.

        Alembic costs memory and half a second that a serving process need not pay.
        """
        if await self.check() != newest_revision():
            await _migrate_elsewhere(self.url)

    async def check(self) -> str | None:
        """Return the schema's revision; raise StorageError where the database cannot be used."""
        make_directory(self.url)
        try:
            current = await self.revision()
        except (SQLAlchemyError, OSError) as error:
            raise StorageError(
                f"The database {self.name} cannot be used: {reason(error)}\n"
                "Check PARLANCE_DATABASE_URL, and that the database runs and may be written."
            ) from error
        if current is not None and current not in revisions():
            raise StorageError(
                f"The database {self.name} has the schema of a newer Parlance ({current}).\n"
                "Install that version again, or restore the database from before it."
            )
        return current

    async def revision(self) -> str | None:
        """Return the schema's revision; None where there is no schema yet."""
        async with self.engine.connect() as connection:
            if not await connection.run_sync(_has_revision_table):
                return None
            answer = await connection.execute(text("SELECT version_num FROM alembic_version"))
            return answer.scalar_one_or_none()

    async def is_reachable(self) -> bool:
        """Return whether the database answers now."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS), self.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError, TimeoutError):
            return False
        return True

    @contextlib.asynccontextmanager
    async def begin_durably(self, *, alone: str = "") -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that, once committed, survives a loss of power.

        With a name under ``alone``, it is as with ``begin_alone``.
        """
        if self.url.get_backend_name() != "sqlite":  # there every commit does
            async with self.engine.begin() as connection:
                await self._be_alone(connection, alone)
                yield connection
            return
        async with self.engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA synchronous = FULL")
            await connection.commit()
            try:
                async with connection.begin():
                    await self._be_alone(connection, alone)
                    yield connection
            finally:
                await connection.exec_driver_sql("PRAGMA synchronous = NORMAL")

    @contextlib.asynccontextmanager
    async def begin_alone(self, name: str) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction beside which no other of this name runs, in any copy of the bot."""
        async with self.engine.begin() as connection:
            await self._be_alone(connection, name)
            yield connection

    async def _be_alone(self, connection: AsyncConnection, name: str) -> None:
        """Wait until no other transaction of this name runs; an empty name waits for none."""
        if not name:
            return
        if self.url.get_backend_name() == "sqlite":
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))

    async def upsert(
        self,
        connection: AsyncConnection,
        table: Table,
        rows: Sequence[Mapping[str, Any]],
        *,
        adding: str | None = None,
    ) -> None:
        """Write rows by primary key: a row that is there takes the new values.

        With ``adding``, that column grows by the new value instead.
        """
        statement = self._insert(table)
        new: dict[str, ColumnElement[Any]] = {
            column.name: statement.excluded[column.name]
            for column in table.columns
            if not column.primary_key
        }
        if adding:
            new[adding] = table.c[adding] + new[adding]
        await connection.execute(
            statement.on_conflict_do_update(index_elements=_key_of(table), set_=new), rows
        )

    async def insert_missing(
        self, connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Write the rows whose primary key is not there yet."""
        statement = self._insert(table)
        await connection.execute(
            statement.on_conflict_do_nothing(index_elements=_key_of(table)), rows
        )

    def _insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        if self.url.get_backend_name() == "sqlite":
            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- 30 ms that SQLite saves

        return postgresql.insert(table)

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


def _make_engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(url)
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        return engine
    return create_async_engine(
        url,
        connect_args={"connect_timeout": CONNECT_SECONDS},
        pool_pre_ping=True,
        pool_timeout=CONNECT_SECONDS,
    )


def _key_of(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a driver's own connection
    cursor = connection.cursor()
    # Readers and the one writer do not wait for each other. It is a property of the file: of two
    # connections that change it at the same time, SQLite refuses one at once, however patient.
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
    # A power cut may lose the last writes, never the file.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_MILLISECONDS}")
    cursor.close()


def _has_revision_table(connection: Any) -> bool:  # noqa: ANN401 -- run_sync's connection
    return bool(connection.dialect.has_table(connection, "alembic_version"))


def make_directory(url: URL) -> None:
    """Make the directory of a SQLite file, where it is missing."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    directory = Path(url.database).parent
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{directory} cannot be made: {error.strerror}\n"
            "The bot keeps its database there: make it writable, or set PARLANCE_DATABASE_URL."
        ) from error


def reason(error: BaseException) -> str:
    """Return what the driver said, without SQLAlchemy's own lines around it."""
    original = error.orig if isinstance(error, DatabaseError) else error
    return str(original).strip().split("\n")[0] or type(error).__name__


def revisions() -> list[str]:
    """Return every revision this version knows, oldest first."""
    return sorted(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


def newest_revision() -> str:
    """Return the revision that this version works with."""
    return revisions()[-1]


async def _migrate_elsewhere(url: URL) -> None:
    address = url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # this package, not one of that name in the working directory
        "-m",
        "bot.storage.migrate",
        env={**os.environ, "PARLANCE_DATABASE_URL": address, "PYTHONPATH": str(ROOT)},
        stderr=asyncio.subprocess.PIPE,
    )
    _, output = await process.communicate()
    if process.returncode:
        lines = output.decode(errors="replace").strip().splitlines()
        raise StorageError("\n".join(lines) or "The database could not be migrated.")
    log.info("schema brought up to date", revision=newest_revision())
