"""Counts a person's suggestions and requests, while a lock keeps them from storing more.

It counts rows of the audit trail. Each act that counts begins its transaction under the
person's name, so that a second one waits until the first is there to be counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.decisions.audit import Act
from bot.storage.tables import AUDIT

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.clarifications.limits import Allowance
    from bot.clarifications.outcomes import TooMany

_COUNTED = (Act.SUGGEST.value, Act.JOIN.value, Act.REQUEST.value)


class UsedUpError(Exception):
    """The allowance is used up; nothing of the transaction stays."""

    def __init__(self, too_many: TooMany) -> None:
        super().__init__()
        self.too_many = too_many


def name_of(allowance: Allowance) -> str:
    """Return the name of the lock that puts this person's transactions in a row."""
    return f"allowance {allowance.workspace_id} {allowance.person_id}"


async def use_up(connection: AsyncConnection, allowance: Allowance) -> None:
    """Raise UsedUpError where this person may send nothing more now."""
    table = AUDIT.c
    query = (
        select(table.at)
        .where(
            table.workspace_id == allowance.workspace_id,
            table.actor_id == allowance.person_id,
            table.act.in_(_COUNTED),
            table.at > allowance.since,
        )
        .order_by(table.at)
    )
    asked = list((await connection.execute(query)).scalars())
    too_many = allowance.refusal(asked)
    if too_many is not None:
        raise UsedUpError(too_many)
