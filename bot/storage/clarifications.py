"""Suggestions, stored with their consequences: one transaction for each act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.clarifications.model import State
from bot.decisions.outbox import OutboxItem, Task
from bot.storage.allowances import UsedUpError, name_of, use_up
from bot.storage.audit import record
from bot.storage.clarification_rows import (
    clarification_row,
    digest,
    read_clarification,
)
from bot.storage.outbox import finish, leave
from bot.storage.tables import CLARIFICATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Update

    from bot.clarifications.limits import Allowance
    from bot.clarifications.outcomes import TooMany
    from bot.clarifications.records import Clarification
    from bot.decisions.audit import AuditEvent
    from bot.storage.database import Database

_TABLE = CLARIFICATIONS.c


class _OvertakenError(Exception):
    """Somebody else was faster; nothing of the transaction stays."""


class ClarificationStore:
    """Keeps clarifications; of two acts on the same version, the first is stored."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add(
        self,
        clarification: Clarification,
        items: Sequence[OutboxItem],
        event: AuditEvent,
        allowance: Allowance,
    ) -> bool | TooMany:
        """Store a new one; False where one with this id, or a like one, is there already."""
        row = clarification_row(clarification) | {"card_channel_id": "", "card_ts": ""}
        try:
            async with self._database.begin_durably(alone=name_of(allowance)) as connection:
                await connection.execute(insert(CLARIFICATIONS), row)
                await use_up(connection, allowance)
                await leave(connection, items, self._clock())
                await record(connection, event)
        except IntegrityError:
            return False
        except UsedUpError as error:
            return error.too_many
        return True

    async def join(
        self,
        clarification: Clarification,
        items: Sequence[OutboxItem],
        event: AuditEvent,
        allowance: Allowance,
    ) -> Clarification | TooMany | None:
        """Store the version with one more person who asks; None where another one is there."""
        changed = _next_version(clarification)
        try:
            async with self._database.begin_durably(alone=name_of(allowance)) as connection:
                if not (await connection.execute(changed)).rowcount:
                    return None
                await use_up(connection, allowance)
                await leave(connection, items, self._clock())
                await record(connection, event)
        except UsedUpError as error:
            return error.too_many
        return clarification

    async def save(
        self,
        clarification: Clarification,
        items: Sequence[OutboxItem],
        event: AuditEvent,
        *,
        finishing: OutboxItem | None = None,
    ) -> Clarification | None:
        """Store the next version and finish the item; None where another version is there."""
        changed = _next_version(clarification)
        try:
            async with self._database.begin_durably() as connection:
                is_next = (await connection.execute(changed)).rowcount
                if not is_next or (finishing and not await finish(connection, finishing)):
                    raise _OvertakenError  # noqa: TRY301 -- it rolls the transaction back
                await leave(connection, items, self._clock())
                await record(connection, event)
        except _OvertakenError:
            return None
        return clarification

    async def get(self, workspace_id: str, clarification_id: str) -> Clarification | None:
        """Return one by its id."""
        found = await self._read(_TABLE.workspace_id == workspace_id, _TABLE.id == clarification_id)
        return found[0] if found else None

    async def find_like(self, workspace_id: str, slug: str, likeness: str) -> Clarification | None:
        """Return the one under way that asks for the same of this term."""
        found = await self._read(
            _TABLE.workspace_id == workspace_id,
            _TABLE.slug == slug,
            _TABLE.likeness == digest(likeness),
        )
        return found[0] if found else None

    async def undecided(self, workspace_id: str | None = None) -> list[Clarification]:
        """Return the open ones of one workspace or of all, the oldest first."""
        states = [state.value for state in State if not state.is_decided]
        here = [_TABLE.workspace_id == workspace_id] if workspace_id is not None else []
        found = await self._read(_TABLE.state.in_(states), *here)
        return sorted(found, key=lambda one: one.suggested_at)

    async def of_person(self, workspace_id: str, person_id: str) -> list[Clarification]:
        """Return this person's suggestions and those they joined, the newest first."""
        said = _TABLE.said
        asked = or_(
            said["suggester_id"].as_string() == person_id,
            said["joined_ids"].as_string().contains(f'"{person_id}"', autoescape=True),
        )
        found = await self._read(_TABLE.workspace_id == workspace_id, asked)
        return sorted(found, key=lambda one: one.suggested_at, reverse=True)

    async def awaiting_merge(self) -> list[Clarification]:
        """Return all whose pull request is open."""
        return await self._read(_TABLE.state == State.AWAITING_MERGE.value)

    async def place_card(
        self, clarification: Clarification, channel_id: str, ts: str, *, finishing: OutboxItem
    ) -> None:
        """Remember where the stewards' card is; where it shows an old version, have it drawn."""
        placed = (
            update(CLARIFICATIONS)
            .where(_is(clarification))
            .values(card_channel_id=channel_id, card_ts=ts)
            .returning(_TABLE.version)
        )
        again = OutboxItem(
            workspace_id=clarification.workspace_id,
            subject_id=clarification.id,
            task=Task.UPDATE_CARD,
        )
        async with self._database.begin_durably() as connection:
            version = (await connection.execute(placed)).scalar_one()
            if version != clarification.version:
                await leave(connection, [again], self._clock())
            await finish(connection, finishing)

    async def _read(self, *wanted: ColumnElement[bool]) -> list[Clarification]:
        query = select(CLARIFICATIONS).where(*wanted)
        async with self._database.engine.connect() as connection:
            return [read_clarification(row) for row in (await connection.execute(query)).mappings()]


def _is(clarification: Clarification) -> ColumnElement[bool]:
    return (_TABLE.workspace_id == clarification.workspace_id) & (_TABLE.id == clarification.id)


def _next_version(clarification: Clarification) -> Update:
    return (
        update(CLARIFICATIONS)
        .where(_is(clarification), _TABLE.version == clarification.version - 1)
        .values(clarification_row(clarification))
    )
