from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.glossary.search.result import LookupOutcome
from bot.storage.lookup_counts import LookupCounts
from bot.storage.lookup_stats import LookupStats

if TYPE_CHECKING:
    from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def asked(database: Database, now: datetime, *questions: tuple[str, str, str]) -> None:
    """Count questions: workspace, person, and a slug or (in capitals) a label that is missing."""
    counts = LookupCounts(database, lambda: now, kept_days=90)
    await counts.open()
    for workspace_id, user_id, what in questions:
        is_miss = what.isupper()
        counts.record(
            workspace_id=workspace_id,
            user_id=user_id,
            outcome=LookupOutcome.NOTHING if is_miss else LookupOutcome.FOUND,
            slug=None if is_miss else what,
            label=what if is_miss else None,
            role="legal",
        )
    await counts.flush()


async def test_lookups_are_counted_by_term_from_a_day_on(database: Database):
    """In one workspace, or in all of them."""
    await asked(database, NOW - timedelta(days=3), ("T1", "U1", "token"))
    await asked(database, NOW, ("T1", "U1", "token"), ("T1", "U2", "rag"), ("T2", "U1", "rag"))
    lookup_stats = LookupStats(database)

    assert {"token": 1, "rag": 1} == await lookup_stats.lookups("T1", NOW.date())
    assert {"token": 2, "rag": 1} == await lookup_stats.lookups(
        "T1", NOW.date() - timedelta(days=3)
    )
    assert {"token": 1, "rag": 2} == await lookup_stats.lookups(None, NOW.date())


async def test_people_who_missed_something_are_told_apart_without_a_name(database: Database):
    """Who asks ten times is one; who asks for two things is in both."""
    await asked(database, NOW - timedelta(days=1), ("T1", "U1", "FOO"), ("T2", "U3", "FOO"))
    await asked(database, NOW, ("T1", "U1", "FOO"), ("T1", "U1", "BAR"), ("T1", "U2", "FOO"))

    misses = await LookupStats(database).misses("T1", NOW.date() - timedelta(days=1))

    assert ["bar", "foo", "foo"] == sorted(miss.label for miss in misses)
    assert 2 == len({miss.person_hash for miss in misses})
    assert not any("U1" in miss.person_hash for miss in misses)


async def test_what_led_to_a_term_is_not_missing(database: Database):
    """One person opened a term that was offered for it, so the question has an answer here."""
    await asked(database, NOW, ("T1", "U1", "FOO"), ("T1", "U2", "FOO"), ("T1", "U2", "BAR"))
    counts = LookupCounts(database, lambda: NOW, kept_days=90)
    await counts.open()
    counts.record_opened(workspace_id="T1", user_id="U2", asked="Foo", slug="token")
    await counts.flush()
    stats = LookupStats(database)

    assert {"bar": 1} == await stats.missed("T1", NOW.date())
    assert {"bar": 1} == await stats.missed(None, NOW.date())
    assert ["bar"] == [miss.label for miss in await stats.misses("T1", NOW.date())]
    assert {"token": 1} == await stats.opened("T1", "foo")
