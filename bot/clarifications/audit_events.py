"""The audit trail's rows for acts on clarifications and requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.decisions.audit import AuditEvent

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clarifications.records import Clarification, TermRequest
    from bot.decisions.audit import Act


def event_of(  # noqa: PLR0913 -- what a row of the trail says
    act: Act,
    of: Clarification,
    *,
    at: datetime,
    actor_id: str,
    before: str | None = None,
    after: str | None = None,
    **details: str,
) -> AuditEvent:
    """Return the row of an act on a clarification."""
    about = {"clarification": of.id, "kind": of.accepted_proposal.kind.value}
    return AuditEvent(
        at=at,
        workspace_id=of.workspace_id,
        actor_id=actor_id,
        act=act,
        slug=of.slug,
        before=before,
        after=after,
        details={**about, **details},
    )


def request_event(
    act: Act, of: TermRequest, *, at: datetime, actor_id: str, **details: str
) -> AuditEvent:
    """Return the row of an act on a request."""
    return AuditEvent(
        at=at,
        workspace_id=of.workspace_id,
        actor_id=actor_id,
        act=act,
        slug=of.slug,
        after=of.label,
        details=details,
    )
