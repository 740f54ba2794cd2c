"""The records of clarifications and of requests for missing terms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clarifications.model import State
    from bot.clarifications.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A form that was sent: ``submission_id`` is its own, so that the same one counts once."""

    submission_id: str
    slug: str
    proposal: Proposal
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One steward's decision, and its time.

    ``proposal`` is the accepted text if a steward edited it; ``reason`` is that of a
    refusal. ``reviewed_whole`` says that the steward reviewed the whole term at the same time.
    """

    steward_id: str
    steward_name: str
    at: datetime
    reason: str = ""
    proposal: Proposal | None = None
    reviewed_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """One suggested change in its present state. ``version`` grows with each act.

     ``before`` is what the term said where it would change, when it was suggested or accepted.
    ``joined_whys`` are the reasons
     of the people who joined and gave one. ``note`` says why it came back from being accepted, and
     ``edited`` is what a steward had made of it then. The card is the stewards'; empty until
     it is posted.
    """

    id: str
    workspace_id: str
    slug: str
    proposal: Proposal
    why: str
    suggester_id: str
    suggester_name: str
    suggested_at: datetime
    before: str
    state: State
    joined_ids: tuple[str, ...] = ()
    joined_whys: tuple[str, ...] = ()
    question: str = ""
    asked_by: str = ""
    answer: str = ""
    decision: Decision | None = None
    note: str = ""
    edited: Proposal | None = None
    pull_request: int | None = None
    pull_request_url: str = ""
    card_channel_id: str = ""
    card_ts: str = ""
    version: int = 0

    @property
    def is_learned(self) -> bool:
        """Whether the bot proposes it, from what people asked for and opened."""
        return not self.suggester_id

    @property
    def asked_for_by(self) -> tuple[str, ...]:
        """Every person who asked for it, the first first."""
        return tuple(filter(None, (self.suggester_id, *self.joined_ids)))

    @property
    def accepted_proposal(self) -> Proposal:
        """The change for the file: as suggested, or as a steward edited it."""
        edited = self.decision.proposal if self.decision else None
        return edited or self.proposal


class RequestState(StrEnum):
    """How far a request for a missing term has come."""

    OPEN = "open"
    DRAFTED = "drafted"  # a steward started the file; a person has to write the words
    DECLINED = "declined"
    LIVE = "live"

    @property
    def is_over(self) -> bool:
        """Whether this is its last state."""
        return self in {RequestState.DECLINED, RequestState.LIVE}


class Urgency(StrEnum):
    """How soon people need the term, the most urgent first."""

    NOW = "now"
    SOON = "soon"
    SOMETIME = "sometime"


@dataclass(frozen=True, slots=True)
class Asking:
    """One person's request for a term."""

    person_id: str
    at: datetime
    where: str
    why: str
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRequest:
    """A term that is missing, by everybody who asked for it, the first first."""

    id: str
    workspace_id: str
    label: str
    asked: tuple[Asking, ...]
    state: RequestState
    slug: str = ""
    decision: Decision | None = None
    version: int = 0

    @property
    def urgency(self) -> Urgency:
        """The highest urgency that anyone gave."""
        order = list(Urgency)
        return min((one.urgency for one in self.asked), key=order.index, default=Urgency.SOMETIME)
