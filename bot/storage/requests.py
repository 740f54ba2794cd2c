"""The terms that people miss, by everybody who asked for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.clarifications.records import RequestState
from bot.glossary.normalize import fold_label
from bot.storage.clarification_rows import read_request, request_row
from bot.storage.clarifications import leave, record
from bot.storage.tables import TERM_REQUESTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from bot.clarifications.ports import Trace
    from bot.clarifications.records import Errand, TermRequest
    from bot.storage.database import Database

_TABLE = TERM_REQUESTS.c
_WAITING = (RequestState.OPEN.value, RequestState.DRAFTED.value)


class StoredRequests:
    """Keeps requests; one label is asked for once, by however many people."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add_asking(
        self, request: TermRequest, errands: Sequence[Errand], trace: Trace
    ) -> TermRequest:
        """Store a request, or add its asking to the one of that label that is under way."""
        while True:
            known = await self.find_request(request.workspace_id, request.label)
            if known is not None:
                asked = (*known.asked, *request.asked)
                joined = replace(known, asked=asked, version=known.version + 1)
                saved = await self.save_request(joined, errands, trace)
                if saved is not None:
                    return saved
                continue
            try:
                async with self._database.begin_durably() as connection:
                    await connection.execute(insert(TERM_REQUESTS), request_row(request))
                    await leave(connection, errands, self._clock())
                    await record(connection, request.workspace_id, request.slug, trace)
            except IntegrityError:
                same = await self.get_request(request.workspace_id, request.id)
                if same is not None:
                    return same
            else:
                return request

    async def save_request(
        self, request: TermRequest, errands: Sequence[Errand], trace: Trace
    ) -> TermRequest | None:
        """Store the next version; None where another version is there."""
        changed = (
            update(TERM_REQUESTS)
            .where(
                _TABLE.workspace_id == request.workspace_id,
                _TABLE.id == request.id,
                _TABLE.version == request.version - 1,
            )
            .values(request_row(request))
        )
        async with self._database.begin_durably() as connection:
            if not (await connection.execute(changed)).rowcount:
                return None
            await leave(connection, errands, self._clock())
            await record(connection, request.workspace_id, request.slug, trace)
        return request

    async def get_request(self, workspace_id: str, request_id: str) -> TermRequest | None:
        """Return one by its id."""
        found = await self._read(_TABLE.workspace_id == workspace_id, _TABLE.id == request_id)
        return found[0] if found else None

    async def find_request(self, workspace_id: str, label: str) -> TermRequest | None:
        """Return the one under way for this label, compared folded."""
        found = await self._read(
            _TABLE.workspace_id == workspace_id, _TABLE.folded_label == fold_label(label)
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
