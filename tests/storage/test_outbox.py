from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.decisions.audit import Act, AuditEvent
from bot.decisions.outbox import Notice, OutboxItem, Task
from bot.storage.clarifications import ClarificationStore
from bot.storage.outbox import Outbox
from tests.storage.test_personal_data import fill

if TYPE_CHECKING:
    from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
ITEM = OutboxItem(workspace_id="T1", subject_id="V1", task=Task.TELL, recipient_id="UANN")
NEWS = OutboxItem(workspace_id="T1", subject_id="V1", task=Task.THREAD, notice=Notice.DELAYED)


async def taken(outbox: Outbox, at: datetime) -> OutboxItem:
    item = await outbox.take(at, at + A_MINUTE)
    assert item
    return item


@pytest.mark.parametrize("word", ["finished", "postponed", "given up"])
async def test_a_worker_whose_time_ran_out_has_no_say(database: Database, word: str) -> None:
    """Another has the item by then: it is sent neither once more nor not at all."""
    outbox = Outbox(database)
    await outbox.leave(ITEM, NOW)
    slow = await taken(outbox, NOW)
    quick = await taken(outbox, NOW + A_MINUTE)
    match word:
        case "finished":
            await outbox.finish(slow, [NEWS], NOW)
        case "postponed":
            await outbox.postpone(slow, NOW, "late")
        case _:
            await outbox.give_up(slow, "late", [NEWS], NOW, may_have_arrived=0)

    assert slow.id == quick.id
    assert await outbox.take(NOW + A_MINUTE, NOW + 2 * A_MINUTE) is None
    assert [] == await outbox.undelivered("T1", "V1")

    await outbox.finish(quick, [], NOW)

    assert await outbox.take(NOW + timedelta(days=1), NOW + timedelta(days=2)) is None


async def test_a_step_is_taken_by_the_worker_alone_that_has_its_item(database: Database) -> None:
    """Two that carry out one decision would say twice that it is live."""
    await fill(database)
    outbox, store = Outbox(database), ClarificationStore(database, lambda: NOW)
    slow = await taken(outbox, NOW)
    quick = await taken(outbox, NOW + A_MINUTE)
    found = await store.get("T1", "V1")
    assert found
    event = AuditEvent(at=NOW, workspace_id="T1", actor_id="", act=Act.PUBLISH, slug="token")
    moved = replace(found, version=found.version + 1)

    assert await store.save(moved, [NEWS], event, finishing=slow) is None
    assert found == await store.get("T1", "V1")
    assert moved == await store.save(moved, [NEWS], event, finishing=quick)
