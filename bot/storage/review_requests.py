"""What stewards were asked on which card, and what they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, cast, delete, exists, or_, select, update

from bot.glossary.review_queue import Outcome, ReviewRequest
from bot.storage.audit import Act, insert_entry
from bot.storage.tables import AUDIT, REVIEW_REQUESTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, RowMapping
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.audit import AuditEntry
    from bot.storage.database import Database

_TABLE = REVIEW_REQUESTS.c
_FIELDS = ReviewRequest.__slots__
_STILL_OPEN = or_(_TABLE.outcome.is_(None), _TABLE.outcome == Outcome.GIVEN.value)


class ReviewRequests:
    """The cards that ask for reviews; a card is named by its entry of the schedule and its week."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ask(
        self, workspace_id: str, card: str, requests: Sequence[ReviewRequest]
    ) -> list[ReviewRequest]:
        """Remember what a card asks; what it asked already stays as it was. Return what it asks."""
        rows = [
            {
                "workspace_id": workspace_id,
                "card": card,
                "position": position,
                **{field: getattr(request, field) for field in _FIELDS},
            }
            for position, request in enumerate(requests)
        ]
        asked = await self.of_card(workspace_id, card)
        if asked or not rows:
            return asked
        async with self._database.engine.begin() as connection:
            await self._database.insert_missing(connection, REVIEW_REQUESTS, rows)
        return await self.of_card(workspace_id, card)

    async def of_card(self, workspace_id: str, card: str) -> list[ReviewRequest]:
        """Return what a card asks, in its order."""
        return await self._requests(_TABLE.workspace_id == workspace_id, _TABLE.card == card)

    async def card_that_asks(
        self, workspace_id: str, slug: str, last_reviewed_on: date
    ) -> str | None:
        """Return the newest card that still waits for an answer on this review of a term."""
        query = (
            select(_TABLE.card)
            .where(
                _TABLE.workspace_id == workspace_id,
                _TABLE.slug == slug,
                _TABLE.last_reviewed_on == last_reviewed_on,
                _STILL_OPEN,
            )
            .order_by(_TABLE.asked_on.desc(), _TABLE.card)
            .limit(1)
        )
        async with self._database.engine.connect() as connection:
            card: str | None = (await connection.execute(query)).scalar_one_or_none()
            return card

    async def all(self, workspace_id: str) -> list[ReviewRequest]:
        """Return everything that was ever asked."""
        return await self._requests(_TABLE.workspace_id == workspace_id)

    async def answer(
        self,
        entry: AuditEntry,
        request: ReviewRequest,
        outcome: Outcome,
        *,
        given_to: str | None = None,
        snoozed_until_on: date | None = None,
    ) -> None:
        """Record the answer on every card that still waits for it, and in the audit trail."""
        values = {"given_to": given_to, "snoozed_until_on": snoozed_until_on}
        async with self._database.engine.begin() as connection:
            await _record(connection, entry, request, outcome, **values)
            await insert_entry(connection, entry)

    async def begin_confirming(self, entry: AuditEntry, request: ReviewRequest) -> None:
        """Record a confirmation that is about to be written; ``answer`` completes it."""
        async with self._database.engine.begin() as connection:
            await _record(connection, entry, request, Outcome.CONFIRMED)

    async def take_back(
        self, workspace_id: str, request: ReviewRequest, *, drop: str | None = None
    ) -> None:
        """Let a review that was not written be asked as before; ``drop`` names a card to forget."""
        async with self._database.engine.begin() as connection:
            if drop is not None:
                await connection.execute(
                    delete(REVIEW_REQUESTS).where(
                        _TABLE.workspace_id == workspace_id, _TABLE.card == drop
                    )
                )
            await connection.execute(
                update(REVIEW_REQUESTS)
                .where(
                    *_same_review(workspace_id, request),
                    _TABLE.outcome == Outcome.CONFIRMED.value,
                )
                .values(
                    outcome=request.outcome.value if request.outcome else None,
                    actor_id=request.actor_id,
                    outcome_on=request.outcome_on,
                    given_to=request.given_to,
                )
            )

    async def unfinished(self) -> list[tuple[str, str, ReviewRequest]]:
        """Return what was begun and not completed, each with its workspace and card."""
        audited = exists().where(
            AUDIT.c.workspace_id == _TABLE.workspace_id,
            AUDIT.c.slug == _TABLE.slug,
            AUDIT.c.act == Act.CONFIRMED.value,
            AUDIT.c.before == cast(_TABLE.last_reviewed_on, String),
        )
        query = select(REVIEW_REQUESTS).where(_TABLE.outcome == Outcome.CONFIRMED.value, ~audited)
        async with self._database.engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [(row["workspace_id"], row["card"], _read(row)) for row in rows]

    async def _requests(self, *wanted: ColumnElement[bool]) -> list[ReviewRequest]:
        query = select(REVIEW_REQUESTS).where(*wanted).order_by(_TABLE.card, _TABLE.position)
        async with self._database.engine.connect() as connection:
            return [_read(row) for row in (await connection.execute(query)).mappings()]


def _same_review(workspace_id: str, request: ReviewRequest) -> tuple[ColumnElement[bool], ...]:
    return (
        _TABLE.workspace_id == workspace_id,
        _TABLE.slug == request.slug,
        _TABLE.last_reviewed_on == request.last_reviewed_on,
    )


async def _record(
    connection: AsyncConnection,
    entry: AuditEntry,
    request: ReviewRequest,
    outcome: Outcome,
    **said: Any,  # noqa: ANN401 -- columns, each with its own type
) -> None:
    """Write the answer to every card that still waits for it."""
    await connection.execute(
        update(REVIEW_REQUESTS)
        .where(*_same_review(entry.workspace_id, request), _STILL_OPEN)
        .values(
            outcome=outcome.value,
            actor_id=entry.actor_id,
            outcome_on=entry.at.date(),
            **{"given_to": None, "snoozed_until_on": None, **said},
        )
    )


def _read(row: RowMapping) -> ReviewRequest:
    values: dict[str, Any] = {field: row[field] for field in _FIELDS}
    values["outcome"] = Outcome(row["outcome"]) if row["outcome"] else None
    return ReviewRequest(**values)
