"""What stewards were asked on which card, and what they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, cast, delete, exists, insert, or_, select, update

from bot.clarifications.records import Notice, OutboxItem, Task
from bot.reviews.queue import ReviewOutcome, ReviewRequest
from bot.storage.audit import Act, insert_entry
from bot.storage.clarifications import leave
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
_STILL_OPEN = or_(_TABLE.outcome.is_(None), _TABLE.outcome == ReviewOutcome.GIVEN.value)


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
        # Another copy may choose otherwise in this moment: a card asks one choice, not both.
        async with self._database.begin_alone(f"{workspace_id} {card}") as connection:
            is_asked = select(_TABLE.slug).where(*_of_card(workspace_id, card)).limit(1)
            if rows and (await connection.execute(is_asked)).first() is None:
                await connection.execute(insert(REVIEW_REQUESTS), rows)
        return await self.of_card(workspace_id, card)

    async def of_card(self, workspace_id: str, card: str) -> list[ReviewRequest]:
        """Return what a card asks, in its order."""
        return await self._requests(*_of_card(workspace_id, card))

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
        outcome: ReviewOutcome,
        *,
        given_to: str | None = None,
        snoozed_until_on: date | None = None,
    ) -> bool:
        """Record the answer on every card that still waits for it, and in the audit trail.

        False where none waits any more: somebody was faster, and nothing is recorded.
        """
        values = {"given_to": given_to, "snoozed_until_on": snoozed_until_on}
        async with self._database.begin_durably() as connection:
            is_first = await _record(connection, entry, request, outcome, **values)
            if is_first:
                await insert_entry(connection, entry)
            return is_first

    async def begin(
        self,
        entry: AuditEntry,
        request: ReviewRequest,
        outcome: ReviewOutcome,
        *,
        given_to: str | None = None,
    ) -> bool:
        """Record an answer that is about to be written into the file; ``complete`` ends it.

        False where somebody was faster.
        """
        async with self._database.begin_durably() as connection:
            return await _record(connection, entry, request, outcome, given_to=given_to)

    async def complete(
        self,
        entry: AuditEntry,
        request: ReviewRequest,
        outcome: ReviewOutcome,
        *,
        given_to: str | None = None,
    ) -> None:
        """Record in the audit trail what was written, and have a term's new steward told.

        The answer is recorded once more: another copy of the bot that started meanwhile
        may have taken it back.
        """
        async with self._database.begin_durably() as connection:
            await _record(connection, entry, request, outcome, given_to=given_to)
            await insert_entry(connection, entry)
            if given_to and given_to != entry.actor_id:
                told = OutboxItem(
                    workspace_id=entry.workspace_id,
                    subject_id=request.slug,
                    task=Task.TELL,
                    notice=Notice.GIVEN,
                    recipient_id=given_to,
                    words=entry.actor_id,
                )
                await leave(connection, [told], entry.at)

    async def take_back(
        self,
        workspace_id: str,
        request: ReviewRequest,
        begun: ReviewOutcome,
        *,
        drop: str | None = None,
    ) -> None:
        """Let a review that was not written be asked as before; ``drop`` names a card to forget."""
        async with self._database.engine.begin() as connection:
            if drop is not None:
                await connection.execute(
                    delete(REVIEW_REQUESTS).where(*_of_card(workspace_id, drop))
                )
            await connection.execute(
                update(REVIEW_REQUESTS)
                .where(*_same_review(workspace_id, request), _TABLE.outcome == begun.value)
                .values(
                    outcome=request.outcome.value if request.outcome else None,
                    actor_id=request.actor_id,
                    outcome_on=request.outcome_on,
                    given_to=request.given_to,
                )
            )

    async def unfinished(self) -> list[tuple[str, str, ReviewRequest]]:
        """Return what was begun and not completed, each with its workspace and card."""
        return [*await self._unfinished_confirmations(), *await self._unfinished_gifts()]

    async def _unfinished_confirmations(self) -> list[tuple[str, str, ReviewRequest]]:
        audited = exists().where(
            AUDIT.c.workspace_id == _TABLE.workspace_id,
            AUDIT.c.slug == _TABLE.slug,
            AUDIT.c.act == Act.CONFIRMED.value,
            AUDIT.c.before == cast(_TABLE.last_reviewed_on, String),
        )
        query = select(REVIEW_REQUESTS).where(
            _TABLE.outcome == ReviewOutcome.CONFIRMED.value, ~audited
        )
        async with self._database.engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [(row["workspace_id"], row["card"], _read(row)) for row in rows]

    async def _unfinished_gifts(self) -> list[tuple[str, str, ReviewRequest]]:
        given = select(REVIEW_REQUESTS).where(_TABLE.outcome == ReviewOutcome.GIVEN.value)
        audited = select(AUDIT).where(AUDIT.c.act == Act.GIVEN.value)
        async with self._database.engine.connect() as connection:
            rows = (await connection.execute(given)).mappings().all()
            trail = (await connection.execute(audited)).mappings().all() if rows else []
        known = {(*_gift(one, one["at"].date()), one["details"].get("given_to")) for one in trail}

        def is_audited(row: RowMapping) -> bool:
            gift = _gift(row, row["outcome_on"])
            # Earlier versions did not say to whom.
            return (*gift, row["given_to"]) in known or (*gift, None) in known

        return [
            (row["workspace_id"], row["card"], _read(row)) for row in rows if not is_audited(row)
        ]

    async def _requests(self, *wanted: ColumnElement[bool]) -> list[ReviewRequest]:
        query = select(REVIEW_REQUESTS).where(*wanted).order_by(_TABLE.card, _TABLE.position)
        async with self._database.engine.connect() as connection:
            return [_read(row) for row in (await connection.execute(query)).mappings()]


def _gift(row: RowMapping, given_on: date) -> tuple[str, str, str, date]:
    return row["workspace_id"], row["slug"], row["actor_id"], given_on


def _of_card(workspace_id: str, card: str) -> tuple[ColumnElement[bool], ...]:
    return (_TABLE.workspace_id == workspace_id, _TABLE.card == card)


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
    outcome: ReviewOutcome,
    **said: Any,  # noqa: ANN401 -- columns, each with its own type
) -> bool:
    """Write the answer to every card that still waits for it; return whether any did."""
    done = await connection.execute(
        update(REVIEW_REQUESTS)
        .where(*_same_review(entry.workspace_id, request), _STILL_OPEN)
        .values(
            outcome=outcome.value,
            actor_id=entry.actor_id,
            outcome_on=entry.at.date(),
            **{"given_to": None, "snoozed_until_on": None, **said},
        )
    )
    return bool(done.rowcount)


def _read(row: RowMapping) -> ReviewRequest:
    values: dict[str, Any] = {field: row[field] for field in _FIELDS}
    values["outcome"] = ReviewOutcome(row["outcome"]) if row["outcome"] else None
    return ReviewRequest(**values)
