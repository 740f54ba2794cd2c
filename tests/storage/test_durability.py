"""What a loss of power may not take back: each step is on the disk once it is committed."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from bot.clarifications.limits import Allowance
from bot.clarifications.records import Asking, RequestState, TermRequest, Urgency
from bot.decisions.audit import Act, AuditEvent
from bot.decisions.outbox import Notice, OutboxItem, Task
from bot.reviews.decision import ReviewDecision, ReviewState
from bot.reviews.queue import ReviewOutcome
from bot.storage.clarifications import ClarificationStore
from bot.storage.outbox import Outbox
from bot.storage.personal_data import PersonalData
from bot.storage.posts.channel_troubles import StoredChannelTroubles
from bot.storage.posts.ledger import PostLedger
from bot.storage.posts.ledger_row import PostKey
from bot.storage.requests import RequestStore
from bot.storage.review_decisions import ReviewDecisionStore
from tests.storage.test_personal_data import fill

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from bot.clarifications.records import Clarification
    from bot.storage.database import Database

    # Does what comes before a step, and returns the step.
    Prepare = Callable[[Database], Awaitable[Callable[[], Awaitable[object]]]]

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ITEM = OutboxItem(workspace_id="T1", subject_id="V1", task=Task.TELL, recipient_id="U1")
EVENT = AuditEvent(at=NOW, workspace_id="T1", actor_id="U1", act=Act.SUGGEST, slug="token")
ALLOWANCE = Allowance("T1", "U1", 20, NOW - timedelta(days=1))
ASKING = Asking("U1", NOW, "", "", Urgency.SOON)
CHANGES = re.compile("INSERT|UPDATE|DELETE")
SETTING = re.compile(r"PRAGMA synchronous = (\w+)")


def clock() -> datetime:
    return NOW


@contextmanager
def noting_changes(database: Database) -> Iterator[dict[str, str]]:
    """Note how each statement that changes a row is synced with the disk when it is committed."""
    changes: dict[str, str] = {}
    setting = "NORMAL"

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal setting
        if found := SETTING.fullmatch(statement):
            setting = found[1]
        elif CHANGES.match(statement):
            changes[statement] = setting

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield changes
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def taken(database: Database) -> OutboxItem:
    outbox = Outbox(database)
    item = await outbox.take(NOW, NOW + timedelta(minutes=1))
    assert item
    return item


async def stored(database: Database) -> Clarification:
    found = await ClarificationStore(database, clock).get("T1", "V1")
    assert found
    return found


async def take_an_item(database: Database) -> Callable[[], Awaitable[object]]:
    return lambda: taken(database)


async def leave_an_item(database: Database) -> Callable[[], Awaitable[object]]:
    return lambda: Outbox(database).leave(ITEM, NOW)


async def finish_an_item(database: Database) -> Callable[[], Awaitable[object]]:
    item = await taken(database)
    return lambda: Outbox(database).finish(item, [ITEM], NOW)


async def give_an_item_up(database: Database) -> Callable[[], Awaitable[object]]:
    item = await taken(database)
    return lambda: Outbox(database).give_up(item, "gone", [ITEM], NOW, may_have_arrived=0)


async def send_an_item_again(database: Database) -> Callable[[], Awaitable[object]]:
    item = await taken(database)
    await Outbox(database).give_up(item, "gone", [], NOW, may_have_arrived=0)
    return lambda: Outbox(database).send_again("T1", item.id, NOW)


async def suggest(database: Database) -> Callable[[], Awaitable[object]]:
    store, known = ClarificationStore(database, clock), await stored(database)
    new = replace(known, id="V2", slug="vector")
    return lambda: store.add(new, [ITEM], EVENT, ALLOWANCE)


async def join(database: Database) -> Callable[[], Awaitable[object]]:
    store, known = ClarificationStore(database, clock), await stored(database)
    joined = replace(known, joined_ids=("U1",), version=known.version + 1)
    return lambda: store.join(joined, [ITEM], EVENT, ALLOWANCE)


async def decide(database: Database) -> Callable[[], Awaitable[object]]:
    store, known = ClarificationStore(database, clock), await stored(database)
    item = await taken(database)
    decided = replace(known, note="Thanks", version=known.version + 1)
    return lambda: store.save(decided, [ITEM], EVENT, finishing=item)


async def place_the_card(database: Database) -> Callable[[], Awaitable[object]]:
    store, known = ClarificationStore(database, clock), await stored(database)
    item = await taken(database)
    return lambda: store.place_card(known, "C1", "1.2", finishing=item)


def a_confirmation() -> ReviewDecision:
    return ReviewDecision(
        id="D1",
        workspace_id="T1",
        card="review-reminders/2026-W48",
        slug="token",
        last_reviewed_on=date(2025, 11, 1),
        outcome=ReviewOutcome.CONFIRMED,
        actor_id="U1",
        actor_name="Uma",
        decided_at=NOW,
        state=ReviewState.DECIDED,
    )


async def confirm_a_review(database: Database) -> Callable[[], Awaitable[object]]:
    return lambda: ReviewDecisionStore(database).add(a_confirmation(), [ITEM], EVENT)


async def settle_a_review(database: Database) -> Callable[[], Awaitable[object]]:
    store, decision = ReviewDecisionStore(database), a_confirmation()
    await store.add(decision, [], EVENT)
    item = await taken(database)
    done = replace(decision, state=ReviewState.DONE, version=1)
    return lambda: store.save(done, [ITEM], EVENT, finishing=item)


async def request_a_term(database: Database) -> Callable[[], Awaitable[object]]:
    request = TermRequest(
        id="R2", workspace_id="T1", label="evals", asked=(ASKING,), state=RequestState.OPEN
    )
    return lambda: RequestStore(database, clock).add_asking(request, [ITEM], EVENT, ALLOWANCE)


async def decline_a_request(database: Database) -> Callable[[], Awaitable[object]]:
    store = RequestStore(database, clock)
    known = await store.get_request("T1", "R1")
    assert known
    declined = replace(known, state=RequestState.DECLINED, version=known.version + 1)
    return lambda: store.save_request(declined, [ITEM], EVENT)


async def meet_a_channels_trouble(database: Database) -> Callable[[], Awaitable[object]]:
    told = replace(ITEM, notice=Notice.CHANNEL_TROUBLE, words="archived")
    return lambda: StoredChannelTroubles(database).meet(told, NOW)


async def forget_a_person(database: Database) -> Callable[[], Awaitable[object]]:
    data = PersonalData(database)
    await data.export("U0ANN0000")  # makes the key, which is made once
    return lambda: data.forget("U0ANN0000", NOW)


async def start_sending_a_post(database: Database) -> Callable[[], Awaitable[object]]:
    ledger, key = PostLedger(database, clock), PostKey("T1", "C1", "weekly", "2026-W48")
    row = await ledger.claim(key, job="term_of_the_week", slot_at=NOW, slug="token")
    assert row
    return lambda: ledger.start_sending(row)


@pytest.mark.parametrize(
    "prepare",
    [
        take_an_item,
        leave_an_item,
        finish_an_item,
        give_an_item_up,
        send_an_item_again,
        suggest,
        join,
        decide,
        place_the_card,
        confirm_a_review,
        settle_a_review,
        request_a_term,
        decline_a_request,
        meet_a_channels_trouble,
        forget_a_person,
        start_sending_a_post,
    ],
)
async def test_a_step_is_on_the_disk_once_it_is_committed(
    database: Database, prepare: Prepare
) -> None:
    """The bot has said that it is stored, or has called Slack, and can take back neither."""
    if database.url.get_backend_name() != "sqlite":
        pytest.skip("there every commit is durable")
    await fill(database)
    step = await prepare(database)
    with noting_changes(database) as changes:
        await step()

    assert {"FULL"} == set(changes.values()), changes
