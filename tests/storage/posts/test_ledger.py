from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.decisions.outbox import MOST_SENDS
from bot.storage.posts.ledger import LEASE, REPORT_AGAIN_AFTER, PostLedger
from bot.storage.posts.ledger_row import LedgerRow, PostKey, PostState

if TYPE_CHECKING:
    from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
KEY = PostKey("T1", "C1", "weekly", "2026-W48")


class Clock:
    """A clock that a test sets."""

    now = NOW

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def pass_by(self, time: timedelta) -> None:
        """Let time go by."""
        self.now += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(database: Database, clock: Clock) -> PostLedger:
    return PostLedger(database, clock)


@pytest.fixture
def other(other_copy: Database, clock: Clock) -> PostLedger:
    return PostLedger(other_copy, clock)


async def claim(ledger: PostLedger, key: PostKey = KEY, slug: str = "rag") -> LedgerRow | None:
    return await ledger.claim(key, job="term_of_the_week", slot_at=NOW, slug=slug)


async def claimed(ledger: PostLedger, key: PostKey = KEY, slug: str = "rag") -> LedgerRow:
    row = await claim(ledger, key, slug)
    assert row
    return row


async def sending(ledger: PostLedger, key: PostKey = KEY, slug: str = "rag") -> LedgerRow:
    row = await claimed(ledger, key, slug)
    assert await ledger.start_sending(row)
    return row


async def unknown(ledger: PostLedger, clock: Clock) -> LedgerRow:
    row = await sending(ledger)
    assert await ledger.record_unknown(row, "TimeoutError")
    clock.pass_by(LEASE)
    return (await ledger.unsettled("T1"))[0]


async def state(ledger: PostLedger, key: PostKey = KEY) -> PostState:
    row = await ledger.get(key)
    assert row
    return row.state


async def test_of_many_who_claim_a_post_one_gets_it(ledger: PostLedger, other: PostLedger):
    """However many copies of the bot wake in the same moment."""
    claims = await asyncio.gather(*(claim(one) for one in (ledger, other) * 10))

    assert 1 == sum(row is not None for row in claims)


async def test_posts_that_differ_in_anything_are_claimed_apart(ledger: PostLedger):
    """Workspace, channel, entry and period together are one post."""
    keys = [
        KEY,
        PostKey("T2", "C1", "weekly", "2026-W48"),
        PostKey("T1", "C2", "weekly", "2026-W48"),
        PostKey("T1", "C1", "other", "2026-W48"),
        PostKey("T1", "C1", "weekly", "2026-W49"),
    ]

    assert all([await claim(ledger, key) for key in keys])


async def test_a_claim_that_ran_out_is_taken_over(
    ledger: PostLedger, other: PostLedger, clock: Clock
):
    """Its owner died before sending; a later one has the post, and the dead one hasn't."""
    first = await claimed(ledger)
    clock.pass_by(LEASE - timedelta(seconds=1))
    early = await claim(other)
    clock.pass_by(timedelta(seconds=1))
    second = await claim(other)

    assert early is None
    assert second is not None
    assert (False, True) == (
        await ledger.start_sending(first),
        await other.start_sending(second),
    )


async def test_what_is_being_sent_is_never_claimed(ledger: PostLedger, clock: Clock):
    """Not even long after: it may or may not have arrived."""
    await sending(ledger)
    clock.pass_by(LEASE * 100)

    assert await claim(ledger) is None


async def test_a_post_is_done_for_good(ledger: PostLedger, clock: Clock):
    """Neither claimed again, nor on anybody's list."""
    row = await sending(ledger)
    await ledger.record_posted(row, "1.2", "C1")
    clock.pass_by(LEASE * 100)

    assert (None, []) == (await claim(ledger), await ledger.unsettled("T1"))
    assert ["rag"] == await ledger.posted_slugs("T1", "weekly")
    assert await ledger.last_posted_at("T1", "weekly") == NOW


async def test_a_limit_holds_the_claim_until_the_time_that_slack_names(
    ledger: PostLedger, other: PostLedger, clock: Clock
):
    """Nobody else sends during it; after it anybody may."""
    row = await sending(ledger)
    await ledger.record_unsent(row, again_at=NOW + timedelta(hours=1))
    clock.pass_by(timedelta(minutes=59))
    early = await claim(other)
    clock.pass_by(timedelta(minutes=1))

    assert (None, True) == (early, await claim(other) is not None)


async def test_a_refused_post_may_be_tried_again_and_is_told_once(ledger: PostLedger, clock: Clock):
    """However often it is refused, one report is made of it."""
    row = await sending(ledger)
    await ledger.record_failed(row, "not_in_channel", again_at=NOW + timedelta(minutes=10))
    (failed,) = await ledger.unsettled("T1")
    told = [await ledger.claim_report(failed), await ledger.claim_report(failed)]
    await ledger.record_reported(failed)
    clock.pass_by(timedelta(minutes=10))
    again = await sending(ledger)
    await ledger.record_failed(again, "not_in_channel", again_at=clock.now)

    assert [True, False] == told
    assert [] == await ledger.unsettled("T1")


async def test_a_report_whose_sender_died_is_made_by_another(ledger: PostLedger, clock: Clock):
    """Rather a second card in the rarest case than none."""
    row = await unknown(ledger, clock)
    first = await ledger.claim_report(row)
    clock.pass_by(REPORT_AGAIN_AFTER)

    assert (True, True) == (first, await ledger.claim_report(row))


async def test_what_the_dead_were_sending_becomes_unknown(ledger: PostLedger, clock: Clock):
    """Once their lease is over, and not before: they may still be at it."""
    await sending(ledger)
    clock.pass_by(LEASE - timedelta(seconds=1))
    await ledger.record_interrupted("T1")
    early = await state(ledger)
    clock.pass_by(timedelta(seconds=1))
    await ledger.record_interrupted("T1")

    assert (PostState.SENDING, PostState.UNKNOWN) == (early, await state(ledger))


async def test_an_answer_that_came_late_is_still_taken(ledger: PostLedger, clock: Clock):
    """The post that was thought lost is there after all."""
    row = await sending(ledger)
    clock.pass_by(LEASE)
    await ledger.record_interrupted("T1")

    assert await ledger.record_posted(row, "1.2", "C1")
    assert await state(ledger) is PostState.POSTED


async def test_an_unknown_post_is_left_alone_until_it_cannot_arrive_any_more(
    ledger: PostLedger, clock: Clock
):
    """Looking for it too early would find nothing, and post it twice."""
    row = await sending(ledger)
    await ledger.record_unknown(row, "TimeoutError")
    early = await ledger.unsettled("T1")
    clock.pass_by(LEASE)

    assert ([], 1) == (early, len(await ledger.unsettled("T1")))


async def test_two_who_find_a_post_missing_send_it_once(
    ledger: PostLedger, other: PostLedger, clock: Clock
):
    """Both looked into the channel's history; one of them has it now."""
    row = await unknown(ledger, clock)

    decided = [await ledger.record_missing(row), await other.record_missing(row)]
    claims = await asyncio.gather(claim(ledger), claim(other))

    assert [True, False] == decided
    assert 1 == sum(claim is not None for claim in claims)


async def test_a_steward_s_word_and_the_history_do_not_cross(ledger: PostLedger, clock: Clock):
    """The first decides; the other changes nothing."""
    row = await unknown(ledger, clock)

    decided = [
        await ledger.record_found(row, ts=""),
        await ledger.record_missing(row, by_hand=True),
    ]

    assert ([True, False], PostState.POSTED) == (decided, await state(ledger))


async def test_what_was_reported_and_breaks_off_again_is_reported_again(
    ledger: PostLedger, clock: Clock
):
    """A steward had it posted, and that broke off too."""
    row = await unknown(ledger, clock)
    await ledger.record_reported(row)
    await ledger.record_missing(row, by_hand=True)
    again = await sending(ledger)
    await ledger.record_unknown(again, "TimeoutError")
    clock.pass_by(LEASE)

    (open_row,) = await ledger.unsettled("T1")
    assert (PostState.UNKNOWN, True, None) == (
        open_row.state,
        open_row.by_hand,
        open_row.reported_at,
    )


async def test_a_post_that_may_be_there_counts_as_posted(ledger: PostLedger, clock: Clock):
    """The next term is another one either way."""
    row = await sending(ledger)
    await ledger.record_unknown(row, "TimeoutError")
    clock.pass_by(timedelta(weeks=1))
    next_key = PostKey("T1", "C1", "weekly", "2026-W49")
    await ledger.claim(next_key, job="term_of_the_week", slot_at=clock.now, slug="token")

    assert ["rag"] == await ledger.posted_slugs("T1", "weekly")
    assert await ledger.last_posted_at("T1", "weekly") is None


async def test_the_step_before_the_call_survives_a_loss_of_power(
    database: Database,
):
    """SQLite syncs that commit to the disk; PostgreSQL syncs every one."""
    if database.url.get_backend_name() != "sqlite":
        pytest.skip("there every commit is durable")
    async with database.begin_durably() as connection:
        in_it = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one()
    async with database.engine.begin() as connection:
        after = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one()

    assert (2, 1) == (in_it, after)


@pytest.mark.parametrize("word", ["posted", "unsent", "failed", "unknown"])
async def test_a_late_word_of_who_had_the_post_before_changes_nothing(
    ledger: PostLedger, other: PostLedger, clock: Clock, word: str
):
    """Somebody else sends it now: their claim is not given away, and nothing is posted twice."""
    first = await sending(ledger)
    clock.pass_by(LEASE)
    await other.record_interrupted("T1")
    (lost,) = await other.unsettled("T1")
    await other.record_missing(lost)
    await sending(other)

    late = {
        "posted": lambda: ledger.record_posted(first, "1.2", "C1"),
        "unsent": lambda: ledger.record_unsent(first, again_at=clock.now),
        "failed": lambda: ledger.record_failed(first, "not_in_channel", again_at=clock.now),
        "unknown": lambda: ledger.record_unknown(first, "TimeoutError"),
    }
    assert not await late[word]()
    assert await state(ledger) is PostState.SENDING


async def test_a_report_is_sent_so_often_at_most(ledger: PostLedger, clock: Clock):
    """Of each try nobody may know whether it arrived: stewards aren't asked for ever."""
    row = await unknown(ledger, clock)
    tries = []
    for _ in range(MOST_SENDS + 1):
        tries.append(await ledger.claim_report(row))
        clock.pass_by(REPORT_AGAIN_AFTER)

    assert [*[True] * MOST_SENDS, False] == tries
