"""How much one person may suggest and request, and what else the settings allow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clarifications.outcomes import TooMany

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.decisions.people import Person

RATE_PERIOD = timedelta(days=1)
# What the bot learned stands before the stewards in small portions. Shorter than a week by a day,
# so that a reminder that came late doesn't hold up the next.
PROPOSED_A_WEEK, PROPOSAL_PERIOD = 5, timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings' limits: suggestions and requests a day, and who may accept their own."""

    per_day: int
    may_accept_own: bool

    def allowance(self, person: Person, now: datetime) -> Allowance:
        """Return how much this person may still send."""
        return Allowance(person.workspace_id, person.id, self.per_day, now - RATE_PERIOD)

    def of_bot(self, workspace_id: str, now: datetime) -> Allowance:
        """Return how much the bot may still propose by itself this week."""
        return Allowance(workspace_id, "", PROPOSED_A_WEEK, now - PROPOSAL_PERIOD)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much one person may suggest and request from ``since`` on.

    The check and the count share one transaction: otherwise two forms sent at once would both find
    room for one more.
    """

    workspace_id: str
    person_id: str
    limit: int
    since: datetime

    def refusal(self, asked: Sequence[datetime]) -> TooMany | None:
        """Return from when on one more may be sent; None for now. ``asked`` is oldest first."""
        if len(asked) < self.limit:
            return None
        return TooMany(self.limit, asked[-self.limit] + RATE_PERIOD)
