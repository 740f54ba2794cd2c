"""How Alembic reaches the database: one connection, one transaction, one migrating process."""

import contextlib
import sqlite3

from alembic import context
from sqlalchemy import Connection, create_engine, event, make_url, text

from bot.storage.tables import METADATA

# Any number does, as long as no other program takes the same one on this database.
ADVISORY_LOCK = 7_272_623


def migrate(connection: Connection) -> None:
    """Run the missing migrations while no other process does."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
    context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


url = make_url(context.config.attributes["url"])
if url.get_backend_name() == "sqlite":
    engine = create_engine(url.set(drivername="sqlite"))

    @event.listens_for(engine, "connect")
    def _no_implicit_begin(connection, _record):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 -- a driver's own connection
        connection.isolation_level = None
        # # Set here, while there are hardly any connections: if two change it at the same time,
        # SQLite refuses one at once, and the other sets it.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def _begin_alone(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
else:
    engine = create_engine(url)

with engine.begin() as sole_connection:
    migrate(sole_connection)
engine.dispose()
