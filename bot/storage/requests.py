"""The terms that people miss, by everybody who asked for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.characters import skeleton
from bot.clarifications.records import RequestState
from bot.storage.allowances import UsedUpError, name_of, use_up
from bot.storage.audit import record
from bot.storage.clarification_rows import read_request, request_row
from bot.storage.outbox import leave
from bot.storage.tables import TERM_REQUESTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Insert, Update

    from bot.clarifications.limits import Allowance
    from bot.clarifications.outcomes import TooMany
    from bot.clarifications.records import TermRequest
    from bot.decisions.audit import AuditEvent
    from bot.decisions.outbox import OutboxItem
    from bot.storage.database import Database

_TABLE = TERM_REQUESTS.c
_WAITING = (RequestState.OPEN.value, RequestState.DRAFTED.value)


class RequestStore:
    """Keeps requests; there is one request per label, by however many people."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add_asking(
        self,
        request: TermRequest,
        items: Sequence[OutboxItem],
        event: AuditEvent,
        allowance: Allowance,
    ) -> TermRequest | TooMany:
        """Store a request, or add its asking to the one of that label that is under way.

        If this person is already part of that one, return it unchanged.
        """
        while True:
            known = await self.find_request(request.workspace_id, request.label)
            if known is not None:
                if allowance.person_id in {one.person_id for one in known.asked}:
                    return known
                asked = (*known.asked, *request.asked)
                stored = replace(known, asked=asked, version=known.version + 1)
                store: Insert | Update = _next_version(stored)
            else:
                stored, store = request, insert(TERM_REQUESTS).values(request_row(request))
            try:
                async with self._database.begin_durably(alone=name_of(allowance)) as connection:
                    if (await connection.execute(store)).rowcount:
                        await use_up(connection, allowance)
                        await leave(connection, items, self._clock())
                        await record(connection, replace(event, slug=stored.slug))
                        return stored
            except IntegrityError:
                same = await self.get_request(request.workspace_id, request.id)
                if same is not None:
                    return same
            except UsedUpError as error:
                return error.too_many

    async def save_request(
        self, request: TermRequest, items: Sequence[OutboxItem], event: AuditEvent
    ) -> TermRequest | None:
        """Store the next version; None where another version is there."""
        async with self._database.begin_durably() as connection:
            if not (await connection.execute(_next_version(request))).rowcount:
                return None
            await leave(connection, items, self._clock())
            await record(connection, event)
        return request

    async def get_request(self, workspace_id: str, request_id: str) -> TermRequest | None:
        """Return one by its id."""
        found = await self._read(_TABLE.workspace_id == workspace_id, _TABLE.id == request_id)
        return found[0] if found else None

    async def find_request(self, workspace_id: str, label: str) -> TermRequest | None:
        """Return the one under way for this label, or for one that looks the same."""
        found = await self._read(
            _TABLE.workspace_id == workspace_id, _TABLE.folded_label == skeleton(label)
        )
        return found[0] if found else None

    async def waiting_requests(self, workspace_id: str | None = None) -> list[TermRequest]:
        """Return those that are open or drafted, of one workspace or of all."""
        here = [_TABLE.workspace_id == workspace_id] if workspace_id is not None else []
        return await self._read(_TABLE.state.in_(_WAITING), *here)

    async def _read(self, *wanted: ColumnElement[bool]) -> list[TermRequest]:
        query = select(TERM_REQUESTS).where(*wanted)
        async with self._database.engine.connect() as connection:
            return [read_request(row) for row in (await connection.execute(query)).mappings()]


def _next_version(request: TermRequest) -> Update:
    return (
        update(TERM_REQUESTS)
        .where(
            _TABLE.workspace_id == request.workspace_id,
            _TABLE.id == request.id,
            _TABLE.version == request.version - 1,
        )
        .values(request_row(request))
    )
