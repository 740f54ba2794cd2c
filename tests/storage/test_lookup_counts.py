from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.glossary.search.result import LookupOutcome
from bot.storage import lookup_counts
from bot.storage.lookup_counts import (
    BUFFERED_ROWS,
    LABEL_LENGTH,
    LookupCounts,
    normalised_label,
)
from bot.storage.tables import LOOKUP_COUNTS, MISSED_BY

if TYPE_CHECKING:
    from sqlalchemy import Table

    from bot.storage.database import Database

TODAY = date(2026, 11, 2)


class Clock:
    """A clock that shows noon of a day until that is changed."""

    day = TODAY

    def __call__(self) -> datetime:
        """Return the time."""
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def open_counts(database: Database, clock: Clock, **options: Any) -> LookupCounts:
    counts = LookupCounts(database, clock, kept_days=options.pop("kept_days", 90), **options)
    await counts.open()
    return counts


def record(counts: LookupCounts, **lookup: Any) -> None:
    found = {"outcome": LookupOutcome.FOUND, "slug": "rag", "label": None, "role": "legal"}
    counts.record(**({"workspace_id": "T1", "user_id": "U1"} | found | lookup))


def miss(counts: LookupCounts, label: str, **lookup: Any) -> None:
    record(counts, **({"outcome": LookupOutcome.NOTHING, "slug": None, "label": label} | lookup))


async def rows(database: Database, table: Table) -> list[Any]:
    async with database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(select(table).order_by(*table.c))]


async def test_lookups_are_counted_by_day_term_outcome_and_role(database: Database, clock: Clock):
    """Equal lookups of a day become one row with their number."""
    counts = await open_counts(database, clock)
    record(counts)
    record(counts, user_id="U2")
    record(counts, role="engineering")

    await counts.flush()

    assert await rows(database, LOOKUP_COUNTS) == [
        (TODAY, "T1", "found", "rag", "", "engineering", 1),
        (TODAY, "T1", "found", "rag", "", "legal", 2),
    ]


async def test_later_batches_and_other_copies_add_to_the_same_rows(
    database: Database, other_copy: Database, clock: Clock
):
    """Two copies of the bot count into one sum."""
    here, there = await open_counts(database, clock), await open_counts(other_copy, clock)
    for counts in (here, there, here):
        record(counts)
        await counts.flush()

    assert [row[-1] for row in await rows(database, LOOKUP_COUNTS)] == [3]


async def test_copies_that_write_at_the_same_time_lose_nothing(
    database: Database, other_copy: Database, clock: Clock
):
    """Batches that overlap in time wait for each other."""
    copies = [await open_counts(database, clock), await open_counts(other_copy, clock)]
    for turn in range(10):
        for counts in copies:
            for number in range(30):
                record(counts, slug=f"term-{(number * (turn + 7)) % 30}")
        await asyncio.gather(*(counts.flush() for counts in copies))

    assert sum(row[-1] for row in await rows(database, LOOKUP_COUNTS)) == 600


async def test_a_miss_keeps_who_missed_it_as_a_hash(database: Database, clock: Clock):
    """Distinct people can be counted; no user id is kept."""
    counts = await open_counts(database, clock)
    for user_id in ("U1", "U2", "U1"):
        miss(counts, "Flux  Capacitor", user_id=user_id)

    await counts.flush()
    people = [row[-1] for row in await rows(database, MISSED_BY)]

    assert len(set(people)) == len(people) == 2
    assert not {"U1", "U2"}.intersection(people)
    assert await rows(database, LOOKUP_COUNTS) == [
        (TODAY, "T1", "nothing", "", "flux capacitor", "legal", 3)
    ]


async def test_suggestions_are_misses_and_choices_are_not(database: Database, clock: Clock):
    """Only where the glossary had no sure answer is anybody's hash kept."""
    counts = await open_counts(database, clock)
    miss(counts, "fluxx", outcome=LookupOutcome.SUGGESTIONS)
    miss(counts, "token", outcome=LookupOutcome.SEVERAL)
    record(counts)

    await counts.flush()

    assert [row[2] for row in await rows(database, MISSED_BY)] == ["fluxx"]


async def test_the_same_person_has_the_same_hash_in_every_copy_of_the_bot(
    database: Database, other_copy: Database, clock: Clock
):
    """All copies share one key, whichever asked for it first."""
    copies = [await open_counts(database, clock), await open_counts(other_copy, clock)]
    for counts in copies:
        miss(counts, "flux")
        await counts.flush()

    assert len(await rows(database, MISSED_BY)) == 1


async def test_another_installation_hashes_with_another_key(database: Database, clock: Clock):
    """Hashes of two installations cannot be compared."""
    here = await open_counts(database, clock)
    elsewhere = LookupCounts(database, clock, kept_days=90)
    elsewhere._key = b"another key"

    assert here._hash("T1", "U1") != elsewhere._hash("T1", "U1")


async def test_counts_survive_a_database_that_is_away(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    """What could not be written is written with the next batch."""
    counts = await open_counts(database, clock)
    miss(counts, "flux")

    async def fail(*_arguments: object) -> None:
        raise OperationalError("INSERT", {}, Exception("gone"))

    with monkeypatch.context() as patch:
        patch.setattr(counts, "_write", fail)
        await counts.flush()
    miss(counts, "flux")
    await counts.flush()

    assert [row[-1] for row in await rows(database, LOOKUP_COUNTS)] == [2]
    assert len(await rows(database, MISSED_BY)) == 1


async def test_a_flush_that_is_cancelled_half_way_loses_nothing(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    """Stopping the scheduler in the middle of its job leaves the last batch to the final flush."""
    counts = await open_counts(database, clock)
    record(counts)

    async def hang(*_arguments: object) -> None:
        await asyncio.sleep(60)

    with monkeypatch.context() as patch:
        patch.setattr(counts, "_write", hang)
        job = asyncio.create_task(counts.flush())
        await asyncio.sleep(0)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
    await counts.flush()

    assert [row[-1] for row in await rows(database, LOOKUP_COUNTS)] == [1]


async def test_the_buffer_is_bounded_while_the_database_is_away(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    """New labels are dropped when it is full; known ones still count."""
    monkeypatch.setattr(lookup_counts, "BUFFERED_ROWS", 2)
    counts = await open_counts(database, clock)
    for label in ("one", "two", "three", "one"):
        miss(counts, label)

    await counts.flush()

    assert [(row[4], row[-1]) for row in await rows(database, LOOKUP_COUNTS)] == [
        ("one", 2),
        ("two", 1),
    ]
    assert BUFFERED_ROWS > 1000


async def test_nothing_is_counted_when_it_is_switched_off(database: Database, clock: Clock):
    """PARLANCE_COUNT_LOOKUPS=false keeps no trace of any lookup."""
    counts = await open_counts(database, clock, is_on=False)
    record(counts)
    miss(counts, "flux")

    await counts.flush()

    assert await rows(database, LOOKUP_COUNTS) == []
    assert await rows(database, MISSED_BY) == []


async def test_days_beyond_the_days_to_keep_are_forgotten(database: Database, clock: Clock):
    """The oldest day that is kept lies exactly that many days back."""
    counts = await open_counts(database, clock, kept_days=90)
    for age in (91, 90, 0):
        clock.day = TODAY - timedelta(days=age)
        miss(counts, "flux")
    await counts.flush()
    clock.day = TODAY

    await counts.prune()

    kept = [TODAY - timedelta(days=90), TODAY]
    assert [row[0] for row in await rows(database, LOOKUP_COUNTS)] == kept
    assert [row[0] for row in await rows(database, MISSED_BY)] == kept


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("  Flux\n Capacitor ", "flux capacitor"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER R}AG", "rag"),
        ("nul\0 and \ud800", "nul and ?"),
        ("x" * 1000, "x" * LABEL_LENGTH),
    ],
)
async def test_labels_are_folded_short_and_storable(
    typed: str, label: str, database: Database, clock: Clock
):
    """Whatever was typed can be written to either database."""
    counts = await open_counts(database, clock)
    miss(counts, typed)

    await counts.flush()

    assert normalised_label(typed) == label
    assert [row[4] for row in await rows(database, LOOKUP_COUNTS)] == [label]


async def test_a_miss_of_somebody_unknown_counts_as_a_lookup_and_as_nobody(
    database: Database, clock: Clock
):
    """Ten of them may be ten people's or one's, so that they say nothing about people."""
    counts = await open_counts(database, clock)
    for _ in range(10):
        miss(counts, "flux", workspace_id="", user_id="")
    miss(counts, "flux")

    await counts.flush()

    counted = await rows(database, LOOKUP_COUNTS)
    assert [("", 10), ("T1", 1)] == sorted((row[1], row[-1]) for row in counted)
    assert ["T1"] == [row[1] for row in await rows(database, MISSED_BY)]
