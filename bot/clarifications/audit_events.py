"""What an act on a clarification says in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.clarifications.model import Act
from bot.clarifications.ports import AuditEvent

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clarifications.records import Clarification

SUGGESTED = "suggested"
PAST = {
    Act.JOIN: "joined",
    Act.ACCEPT: "accepted",
    Act.DECLINE: "declined",
    Act.ASK_BACK: "asked_back",
    Act.ANSWER: "answered",
    Act.PUBLISH: "published",
    Act.PROPOSE: "proposed",
    Act.MERGE: "merged",
    Act.CLOSE: "closed",
    Act.RETURN: "returned",
}


def event_of(  # noqa: PLR0913 -- what a row of the trail says
    act: str,
    of: Clarification,
    *,
    at: datetime,
    actor_id: str,
    before: str | None = None,
    after: str | None = None,
    **details: str,
) -> AuditEvent:
    """Return the row of an act, which is SUGGESTED or one of PAST."""
    about = {"clarification": of.id, "kind": of.accepted_proposal.kind.value}
    return AuditEvent(
        at=at,
        actor_id=actor_id,
        act=act,
        before=before,
        after=after,
        details={**about, **details},
    )
