from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from bot.decisions.audit import Act, AuditEvent
from tests import trail

if TYPE_CHECKING:
    from bot.storage.database import Database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_what_was_done_to_a_term_is_told_in_order(database: Database) -> None:
    """Nothing is lost, nothing of another term or workspace is mixed in, times are in UTC."""
    confirmed = AuditEvent(
        at=NOON.astimezone(timezone(timedelta(hours=2))),
        workspace_id="T1",
        actor_id="U1",
        act=Act.CONFIRM,
        slug="token",
        before="2026-01-01",
        after="2026-11-23",
        details={"card": "review-reminders/2026-W48"},
    )
    given = AuditEvent(at=NOON, workspace_id="T1", actor_id="U2", act=Act.GIVE, slug="token")
    for entry in (
        confirmed,
        AuditEvent(at=NOON, workspace_id="T1", actor_id="U1", act=Act.SNOOZE, slug="other"),
        AuditEvent(at=NOON, workspace_id="T2", actor_id="U1", act=Act.SNOOZE, slug="token"),
        given,
    ):
        await trail.add(database, entry)

    entries = await trail.entries(database, "T1", "token")

    assert [confirmed, given] == entries
    assert timedelta(0) == entries[0].at.utcoffset()
