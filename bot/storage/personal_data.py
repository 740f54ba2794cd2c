"""One person's data: exports it, or replaces the person by a pseudonym in every table.

It goes by what the tables hold, not by a list of them, so that a new table is not forgotten.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from bot.decisions.audit import Act, AuditEvent
from bot.storage.audit import record
from bot.storage.keys import shared_key
from bot.storage.lookup_counts import PERSON_KEY, person_hash
from bot.storage.message_terms import private_place
from bot.storage.tables import (
    MESSAGE_TERMS,
    METADATA,
    MISSED_BY,
    OPENED_BY,
    OUTBOX,
    POST_LEDGER,
    ROLE_PREFERENCES,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database

_BY_HASH = (MISSED_BY, OPENED_BY)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The pseudonym that stands for the person now, and how many rows changed in each table."""

    pseudonym: str
    rows: Mapping[str, int]


class PersonalData:
    """Everything that names one person by their id in Slack."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def export(self, user_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return every row that names the person, by table."""
        key = await shared_key(self._database, PERSON_KEY)
        found: dict[str, list[dict[str, Any]]] = {}
        async with self._database.engine.connect() as connection:
            for table in METADATA.sorted_tables:
                rows = [
                    {name: _plain(value) for name, value in row.items()}
                    async for row in _rows_of(connection, table)
                    if _named_in(table, row, user_id, key)
                ]
                if rows:
                    found[table.name] = rows
        return found

    async def forget(self, user_id: str, now: datetime) -> Forgotten:
        """Put a random pseudonym in place of the person, and say so in the audit trail."""
        key = await shared_key(self._database, PERSON_KEY)
        pseudonym = f"forgotten-{secrets.token_hex(8)}"
        changed: dict[str, int] = {}
        async with self._database.begin_durably() as connection:
            changed[ROLE_PREFERENCES.name] = await _deleted(
                connection, ROLE_PREFERENCES, ROLE_PREFERENCES.c.user_id == user_id
            )
            changed[OUTBOX.name] = await _deleted(
                connection, OUTBOX, OUTBOX.c.recipient_id == user_id
            )
            for table in METADATA.sorted_tables:
                async for row in _rows_of(connection, table):
                    if not _named_in(table, row, user_id, key):
                        continue
                    new = _without(table, row, user_id, pseudonym)
                    same = [column == row[column.name] for column in table.primary_key]
                    await connection.execute(update(table).where(*same).values(new))
                    changed[table.name] = changed.get(table.name, 0) + 1
            changed = {name: count for name, count in changed.items() if count}
            entry = AuditEvent(
                at=now,
                workspace_id="",
                actor_id="",
                act=Act.FORGET,
                slug="",
                after=pseudonym,
                details={"rows": changed},
            )
            await record(connection, entry)
        return Forgotten(pseudonym, changed)


async def _rows_of(connection: AsyncConnection, table: Table) -> AsyncIterator[dict[str, Any]]:
    # All at once: rows are written while they are gone through.
    for row in (await connection.execute(select(table))).mappings().all():
        yield dict(row)


async def _deleted(connection: AsyncConnection, table: Table, which: ColumnElement[bool]) -> int:
    return (await connection.execute(delete(table).where(which))).rowcount


def _named_in(table: Table, row: Mapping[str, Any], user_id: str, key: bytes) -> bool:
    if table in _BY_HASH:
        return bool(row["person_hash"] == person_hash(key, row["workspace_id"], user_id))
    if table is MESSAGE_TERMS:
        hashed = person_hash(key, row["workspace_id"], user_id)
        return bool(row["channel_id"] == private_place(hashed))
    return any(_replaced(value, user_id, "") != value for value in row.values())


def _without(table: Table, row: Mapping[str, Any], user_id: str, pseudonym: str) -> dict[str, Any]:
    """Return the columns that change; a row with a version gets the next one."""
    if table in _BY_HASH:
        return {"person_hash": secrets.token_hex(len(row["person_hash"]) // 2)}
    if table is MESSAGE_TERMS:
        return {"channel_id": private_place(secrets.token_hex(8))}
    replaced = {name: _replaced(value, user_id, pseudonym) for name, value in row.items()}
    new = {name: value for name, value in replaced.items() if value != row[name]}
    if "version" in row:
        new["version"] = row["version"] + 1  # so no process writes the old one back
    if table is POST_LEDGER and row["channel_id"] == user_id:
        new["posted_in"] = ""  # the conversation with them: it tells who they were
    return new


def _replaced(value: Any, user_id: str, pseudonym: str) -> Any:  # noqa: ANN401 -- a column's
    """Return the value without the person: their id as a word, and the name that goes with it."""
    match value:
        case str():
            return re.sub(rf"(?<![A-Za-z0-9]){re.escape(user_id)}(?![A-Za-z0-9])", pseudonym, value)
        case list():
            return [_replaced(one, user_id, pseudonym) for one in value]
        case dict():
            named = {
                f"{key.removesuffix('_id')}_name"
                for key, one in value.items()
                if key.endswith("_id") and one == user_id
            }
            return {
                key: pseudonym if key in named else _replaced(one, user_id, pseudonym)
                for key, one in value.items()
            }
        case _:
            return value


def _plain(value: Any) -> Any:  # noqa: ANN401 -- a column's
    """Return the value as JSON takes it."""
    return value.isoformat() if isinstance(value, date) else value
