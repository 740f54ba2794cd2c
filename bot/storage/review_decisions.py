"""Stewards' decisions on reviews, stored with their consequences: one transaction a step."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.reviews.decision import ReviewDecision, ReviewState
from bot.reviews.queue import ReviewOutcome
from bot.storage.audit import record
from bot.storage.outbox import finish, leave
from bot.storage.tables import REVIEW_DECISIONS, REVIEW_REQUESTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, RowMapping
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.decisions.audit import AuditEvent
    from bot.decisions.outbox import OutboxItem
    from bot.storage.database import Database

_TABLE = REVIEW_DECISIONS.c
_ASKED = REVIEW_REQUESTS.c
_COLUMNS = {"workspace_id", "id", "slug", "state", "version"}
_UNDER_WAY = [state.value for state in ReviewState if state.is_under_way]
STILL_OPEN = _ASKED.outcome.is_(None) | (_ASKED.outcome == ReviewOutcome.GIVEN.value)


class _DecidedFirstError(Exception):
    """Somebody else was faster; nothing of the transaction stays."""


class ReviewDecisionStore:
    """Keeps decisions; of two that settle the same review, the first is stored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, decision: ReviewDecision, items: Sequence[OutboxItem], event: AuditEvent
    ) -> bool:
        """Store a new one; False if the review is already settled."""
        review = f"review {decision.workspace_id} {decision.slug}"
        try:
            async with self._database.begin_durably(alone=review) as connection:
                if not await _is_open(connection, decision):
                    return False
                await connection.execute(insert(REVIEW_DECISIONS), _row(decision))
                await _answer_requests(connection, decision)
                await leave(connection, items, event.at)
                await record(connection, event)
        except IntegrityError:  # a confirmation of the same review is under way
            return False
        return True

    async def save(
        self,
        decision: ReviewDecision,
        items: Sequence[OutboxItem],
        event: AuditEvent,
        *,
        finishing: OutboxItem | None = None,
    ) -> bool:
        """Store the next version and finish the item; False where another version is there."""
        changed = (
            update(REVIEW_DECISIONS)
            .where(_is(decision), _TABLE.version == decision.version - 1)
            .values(_row(decision))
        )
        try:
            async with self._database.begin_durably() as connection:
                is_next = (await connection.execute(changed)).rowcount
                if not is_next or (finishing and not await finish(connection, finishing)):
                    raise _DecidedFirstError  # noqa: TRY301 -- it rolls the transaction back
                await _answer_requests(connection, decision)
                await leave(connection, items, event.at)
                await record(connection, event)
        except _DecidedFirstError:
            return False
        return True

    async def get(self, workspace_id: str, decision_id: str) -> ReviewDecision | None:
        """Return one by its id."""
        wanted = (_TABLE.workspace_id == workspace_id) & (_TABLE.id == decision_id)
        async with self._database.engine.connect() as connection:
            found = await _decisions(connection, wanted)
        return found[0] if found else None

    async def awaiting_merge(self) -> list[ReviewDecision]:
        """Return all whose pull request is open."""
        async with self._database.engine.connect() as connection:
            return await _decisions(connection, _TABLE.state == ReviewState.AWAITING_MERGE.value)


async def decisions_under_way(
    connection: AsyncConnection,
) -> dict[tuple[str, str, date], ReviewDecision]:
    """Return those under way by workspace, term and review: a confirmation before a gift."""
    found = await _decisions(connection, _TABLE.state.in_(_UNDER_WAY))
    found.sort(key=lambda one: (one.outcome is ReviewOutcome.CONFIRMED, one.decided_at))
    return {(one.workspace_id, one.slug, one.last_reviewed_on): one for one in found}


async def _decisions(
    connection: AsyncConnection, wanted: ColumnElement[bool]
) -> list[ReviewDecision]:
    rows = await connection.execute(select(REVIEW_DECISIONS).where(wanted))
    return [_read(row) for row in rows.mappings()]


def _is(decision: ReviewDecision) -> ColumnElement[bool]:
    return (_TABLE.workspace_id == decision.workspace_id) & (_TABLE.id == decision.id)


def _requests_of(decision: ReviewDecision) -> ColumnElement[bool]:
    return (
        (_ASKED.workspace_id == decision.workspace_id)
        & (_ASKED.slug == decision.slug)
        & (_ASKED.last_reviewed_on == decision.last_reviewed_on)
    )


async def _is_open(connection: AsyncConnection, decision: ReviewDecision) -> bool:
    """Whether the card's question is still open; if no card asked, one is made here."""
    query = select(_ASKED.outcome).where(_requests_of(decision), _ASKED.card == decision.card)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        asked = {
            "workspace_id": decision.workspace_id,
            "card": decision.card,
            "slug": decision.slug,
            "position": 0,
            "last_reviewed_on": decision.last_reviewed_on,
            "asked_on": decision.decided_at.date(),
        }
        await connection.execute(insert(REVIEW_REQUESTS), asked)
        return True
    if row.outcome not in {None, ReviewOutcome.GIVEN.value}:
        return False
    if decision.outcome is ReviewOutcome.CONFIRMED:
        return True  # the index says whether another confirmation is under way
    confirms = select(_TABLE.id).where(
        _TABLE.workspace_id == decision.workspace_id, _TABLE.confirms == _review_of(decision)
    )
    return (await connection.execute(confirms)).first() is None


async def _answer_requests(connection: AsyncConnection, decision: ReviewDecision) -> None:
    """Mark every card that asks as decided, and delete the one that no reminder made."""
    if decision.state is ReviewState.RETURNED and decision.is_unasked:
        dropped = delete(REVIEW_REQUESTS).where(
            _requests_of(decision), _ASKED.card == decision.card
        )
        await connection.execute(dropped)
    if decision.state is not ReviewState.DONE:
        return
    answered = (
        update(REVIEW_REQUESTS)
        .where(_requests_of(decision), STILL_OPEN)
        .values(
            outcome=decision.outcome.value,
            actor_id=decision.actor_id,
            outcome_on=decision.decided_at.date(),
            given_to=decision.given_to,
            snoozed_until_on=decision.snoozed_until_on,
        )
    )
    await connection.execute(answered)


def _review_of(decision: ReviewDecision) -> str:
    return f"{decision.slug} {decision.last_reviewed_on}"


def _row(decision: ReviewDecision) -> dict[str, Any]:
    is_confirming = decision.outcome is ReviewOutcome.CONFIRMED and decision.state.is_under_way
    said = {key: one for key, one in asdict(decision).items() if key not in _COLUMNS}
    return {
        "workspace_id": decision.workspace_id,
        "id": decision.id,
        "slug": decision.slug,
        "state": decision.state.value,
        "version": decision.version,
        "confirms": _review_of(decision) if is_confirming else None,
        "said": {
            key: one.isoformat() if isinstance(one, date) else one for key, one in said.items()
        },
    }


def _read(row: RowMapping) -> ReviewDecision:
    said = dict(row["said"])
    until = said["snoozed_until_on"]
    return ReviewDecision(
        workspace_id=row["workspace_id"],
        id=row["id"],
        slug=row["slug"],
        state=ReviewState(row["state"]),
        version=row["version"],
        **{
            **said,
            "outcome": ReviewOutcome(said["outcome"]),
            "last_reviewed_on": date.fromisoformat(said["last_reviewed_on"]),
            "decided_at": datetime.fromisoformat(said["decided_at"]),
            "snoozed_until_on": date.fromisoformat(until) if until else None,
        },
    )
