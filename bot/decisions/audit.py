"""The audit trail's rows: a person's act on a term, and its time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class Act(StrEnum):
    """A person's act; the value is the word that the trail has for it."""

    # On a review
    CONFIRM = "confirmed"  # still correct, without a change
    SNOOZE = "snoozed"
    GIVE = "given"  # to another steward
    # On a clarification, in their possible order
    SUGGEST = "suggested"
    JOIN = "joined"  # suggest the same
    ASK_BACK = "asked_back"
    ANSWER = "answered"
    ACCEPT = "accepted"
    DECLINE = "declined"
    # The bot's own, on the change that a decision asks for
    PUBLISH = "published"  # it is in the file that is served
    PROPOSE = "proposed"  # its pull request is open
    MERGE = "merged"
    CLOSE = "closed"  # the pull request was closed unmerged
    RETURN = "returned"  # it could not be made: the text it is about has changed
    # On a request for a missing term; ``after`` has its label
    REQUEST = "requested"
    DRAFT = "drafted"
    DECLINE_REQUEST = "request_declined"
    FULFIL_REQUEST = "request_live"
    # On the trail itself
    FORGET = "forgotten"  # a person's id and name were replaced in every row


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One act; ``before`` and ``after`` are what the changed field said, where one was changed."""

    at: datetime
    workspace_id: str
    actor_id: str
    act: Act
    slug: str
    before: str | None = None
    after: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """Return the act as plain data, under the names that its export has."""
        return {
            "at": self.at.isoformat(),
            "workspace": self.workspace_id,
            "actor": self.actor_id,
            "act": self.act.value,
            "term": self.slug,
            "before": self.before,
            "after": self.after,
            "details": dict(self.details),
        }
