"""How much one person may suggest and request, and what else the settings allow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clarifications.outcomes import TooMany

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clarifications.ports import Clerk
    from bot.clarifications.records import Person

RATE_PERIOD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say: suggestions and requests a day, and who may accept their own."""

    per_day: int
    may_accept_own: bool


async def too_many_of(clerk: Clerk, person: Person, now: datetime, limit: int) -> TooMany | None:
    """Return from when on this person may suggest again, where they may not now."""
    asked = await clerk.asked_since(person.workspace_id, person.id, now - RATE_PERIOD)
    if len(asked) < limit:
        return None
    return TooMany(limit, asked[-limit] + RATE_PERIOD)
