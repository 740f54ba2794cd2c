from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clarifications.limits import Allowance
from bot.clarifications.model import State
from bot.clarifications.proposal import Kind, Proposal
from bot.clarifications.records import (
    Asking,
    Clarification,
    Decision,
    RequestState,
    TermRequest,
    Urgency,
)
from bot.decisions.audit import Act, AuditEvent
from bot.decisions.outbox import OutboxItem, Task
from bot.glossary.search.result import LookupOutcome
from bot.storage.audit import AuditTrail
from bot.storage.clarifications import ClarificationStore
from bot.storage.lookup_counts import LookupCounts
from bot.storage.personal_data import PersonalData
from bot.storage.posts.ledger import PostLedger
from bot.storage.posts.ledger_row import PostKey, PostState
from bot.storage.preferences import RolePreferences
from bot.storage.requests import RequestStore
from tests import trail

if TYPE_CHECKING:
    from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANN, STELLA = "U0ANN0000", "U0STELLA0"
ALLOWANCE = Allowance("T1", ANN, 20, NOW - timedelta(days=1))


def clock() -> datetime:
    return NOW


async def fill(database: Database) -> None:
    """Leave a trace of Ann in every table that can hold one, and some of Stella."""
    event = AuditEvent(
        at=NOW,
        workspace_id="T1",
        slug="token",
        actor_id=ANN,
        act=Act.SUGGEST,
        details={"why": f"as <@{ANN}> said"},
    )
    decision = Decision(STELLA, "Stella", NOW, reason=f"Thank you, <@{ANN}>!")
    clarification = Clarification(
        id="V1",
        workspace_id="T1",
        slug="token",
        proposal=Proposal(Kind.ADD_DO, "Count them."),
        why="",
        suggester_id=ANN,
        suggester_name="Ann",
        suggested_at=NOW,
        before="",
        state=State.DECLINED,
        joined_ids=(STELLA, ANN),
        decision=decision,
    )
    tell = OutboxItem(workspace_id="T1", subject_id="V1", task=Task.TELL, recipient_id=ANN)
    await ClarificationStore(database, clock).add(clarification, [tell], event, ALLOWANCE)
    request = TermRequest(
        id="R1",
        workspace_id="T1",
        label="eval harness",
        asked=(Asking(ANN, NOW, "", "", Urgency.SOON),),
        state=RequestState.OPEN,
    )
    await RequestStore(database, clock).add_asking(request, [], event, ALLOWANCE)
    await trail.add(
        database,
        AuditEvent(at=NOW, workspace_id="T1", actor_id=STELLA, act=Act.SNOOZE, slug="token"),
    )
    for person in (ANN, STELLA):
        await RolePreferences(database).set("T1", person, "legal")
        counts = LookupCounts(database, clock, kept_days=90)
        await counts.open()
        counts.record(
            workspace_id="T1",
            user_id=person,
            outcome=LookupOutcome.NOTHING,
            slug=None,
            label="eval harness",
            role="legal",
        )
        await counts.flush()


async def test_what_is_held_on_a_person_is_exported_whole(database: Database) -> None:
    """Every table that names them, whether by id or by hash, and nothing of others alone."""
    await fill(database)

    found = await PersonalData(database).export(ANN)

    expected = {"audit": 2, "clarifications": 1, "outbox": 1, "missed_by": 1}
    expected |= {"role_preferences": 1, "term_requests": 1}
    assert expected == {table: len(rows) for table, rows in found.items()}
    assert "Ann" in json.dumps(found)


async def test_a_person_is_forgotten_in_every_row(database: Database) -> None:
    """One pseudonym stands for them; the trail keeps its order and says that this was done."""
    await fill(database)
    data = PersonalData(database)
    stella_before = await data.export(STELLA)

    forgotten = await data.forget(ANN, NOW)

    assert {} == await data.export(ANN)
    entries = [entry async for entry in AuditTrail(database).since(NOW)]
    assert [Act.SUGGEST, Act.SUGGEST, Act.SNOOZE, Act.FORGET] == [entry.act for entry in entries]
    assert (forgotten.pseudonym, f"as <@{forgotten.pseudonym}> said") == (
        entries[0].actor_id,
        entries[0].details["why"],
    )
    kept = await ClarificationStore(database, clock).get("T1", "V1")
    assert kept is not None
    assert (forgotten.pseudonym, forgotten.pseudonym) == (kept.suggester_id, kept.suggester_name)
    assert kept.decision is not None
    assert ("Stella", f"Thank you, <@{forgotten.pseudonym}>!") == (
        kept.decision.steward_name,
        kept.decision.reason,
    )
    assert stella_before["role_preferences"] == (await data.export(STELLA))["role_preferences"]
    assert await RolePreferences(database).get("T1", ANN) is None
    everything = json.dumps([entry.to_data() for entry in entries]) + str(kept)
    assert ANN not in everything
    assert "'Ann'" not in everything


async def test_whoever_is_not_there_is_not_found(database: Database) -> None:
    """An id that is the beginning of another's is another person."""
    await fill(database)

    assert {} == await PersonalData(database).export(ANN[:-1])


async def test_the_trail_is_given_from_a_moment_on(database: Database) -> None:
    """What was done before is left out."""
    for hour in (10, 11, 12):
        at = NOW.replace(hour=hour)
        await trail.add(
            database,
            AuditEvent(at=at, workspace_id="T1", actor_id="U", act=Act.SNOOZE, slug="token"),
        )

    since = [entry.at.hour async for entry in AuditTrail(database).since(NOW.replace(hour=11))]

    assert [11, 12] == since


async def test_a_forgotten_persons_conversation_leads_to_nobody(database: Database) -> None:
    """Where a message to them went tells who they were, so that goes too."""
    ledger = PostLedger(database, clock)
    key = PostKey("T1", ANN, "review-reminders", "2026-W48")
    row = await ledger.claim(key, job="review_reminders", slot_at=NOW, slug=None)
    assert row
    await ledger.start_sending(row)
    await ledger.record_posted(row, "1.2", "D0ANN0000")

    forgotten = await PersonalData(database).forget(ANN, NOW)
    kept = await ledger.get(PostKey("T1", forgotten.pseudonym, key.entry_id, key.period))

    assert kept
    assert (PostState.POSTED, "") == (kept.state, kept.posted_in)


async def test_what_was_read_before_is_not_written_back(database: Database) -> None:
    """Somebody decides at the same moment: their act would bring the person's name back."""
    await fill(database)
    store = ClarificationStore(database, clock)
    read_before = await store.get("T1", "V1")
    assert read_before
    await PersonalData(database).forget(ANN, NOW)
    event = AuditEvent(at=NOW, workspace_id="T1", actor_id=STELLA, act=Act.DECLINE, slug="token")
    acted = replace(read_before, version=read_before.version + 1)

    assert await store.save(acted, [], event) is None
    assert {} == await PersonalData(database).export(ANN)
