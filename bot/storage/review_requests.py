"""The reviews on each card, and how they ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from bot.reviews.queue import ReviewOutcome, ReviewRequest
from bot.storage.review_decisions import STILL_OPEN, decisions_under_way
from bot.storage.tables import REVIEW_REQUESTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, RowMapping

    from bot.reviews.decision import ReviewDecision
    from bot.storage.database import Database

_TABLE = REVIEW_REQUESTS.c
_FIELDS = [name for name in ReviewRequest.__slots__ if name != "under_way"]


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
                STILL_OPEN,
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

    async def _requests(self, *wanted: ColumnElement[bool]) -> list[ReviewRequest]:
        query = select(REVIEW_REQUESTS).where(*wanted).order_by(_TABLE.card, _TABLE.position)
        async with self._database.engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
            under_way = await decisions_under_way(connection) if rows else {}
        return [
            _read(row, under_way.get((row["workspace_id"], row["slug"], row["last_reviewed_on"])))
            for row in rows
        ]


def _of_card(workspace_id: str, card: str) -> tuple[ColumnElement[bool], ...]:
    return (_TABLE.workspace_id == workspace_id, _TABLE.card == card)


def _read(row: RowMapping, under_way: ReviewDecision | None) -> ReviewRequest:
    values: dict[str, Any] = {field: row[field] for field in _FIELDS}
    values["outcome"] = ReviewOutcome(row["outcome"]) if row["outcome"] else None
    return ReviewRequest(**values, under_way=under_way)
