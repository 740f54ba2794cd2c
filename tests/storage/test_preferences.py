from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage.preferences import CACHED_PEOPLE, CACHED_SECONDS, UNREAD, RolePreferences

if TYPE_CHECKING:
    import pytest

    from bot.storage.database import Database


class Now:
    """A clock that stands until it is moved."""

    seconds = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.seconds


async def test_nobody_has_a_role_before_choosing_one(database: Database):
    """Who has not chosen gets None, and so the default role's words."""
    assert await RolePreferences(database).get("T1", "U1") is None


async def test_a_choice_is_seen_at_once_where_it_was_made(database: Database):
    """Choosing again within the time of the cache replaces what was cached."""
    preferences = RolePreferences(database)
    await preferences.get("T1", "U1")

    await preferences.set("T1", "U1", "legal")
    first = await preferences.get("T1", "U1")
    await preferences.set("T1", "U1", "policy")

    assert ("legal", "policy") == (first, await preferences.get("T1", "U1"))


async def test_a_choice_outlives_the_process(database: Database, other_copy: Database):
    """What one process wrote, the next one reads."""
    await RolePreferences(database).set("T1", "U1", "legal")

    assert await RolePreferences(other_copy).get("T1", "U1") == "legal"


async def test_a_choice_made_elsewhere_is_seen_after_half_a_minute(
    database: Database, other_copy: Database
):
    """The cache holds for thirty seconds and not longer."""
    now = Now()
    preferences = RolePreferences(database, now)
    await preferences.get("T1", "U1")
    await RolePreferences(other_copy).set("T1", "U1", "legal")

    now.seconds += CACHED_SECONDS - 1
    before = await preferences.get("T1", "U1")
    now.seconds += 1

    assert (None, "legal") == (before, await preferences.get("T1", "U1"))
    assert CACHED_SECONDS <= 30


async def test_the_same_person_in_another_workspace_is_another_person(database: Database):
    """User ids are unique in a workspace only."""
    preferences = RolePreferences(database)

    await preferences.set("T1", "U1", "legal")

    assert await preferences.get("T2", "U1") is None


async def test_a_choice_made_while_reading_is_not_overwritten_by_what_was_read(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    """A slow read that began before the choice must not bring the old role back."""
    preferences = RolePreferences(database)
    read = preferences._read

    async def read_slowly(person: tuple[str, str]) -> str | None:
        found = await read(person)
        await preferences.set("T1", "U1", "legal")
        return found

    monkeypatch.setattr(preferences, "_read", read_slowly)

    assert await preferences.get("T1", "U1") == "legal"
    assert await preferences.get("T1", "U1") == "legal"


async def test_a_database_that_is_away_costs_the_remembered_role_not_the_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    """A lookup is answered in the default role's words while the database does not answer."""
    preferences = RolePreferences(database)

    async def fail(_person: tuple[str, str]) -> str | None:
        raise OSError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(preferences, "_read", fail)
        while_away = await preferences.get("T1", "U1")
    await RolePreferences(database).set("T1", "U1", "legal")

    assert (UNREAD, "legal") == (while_away, await preferences.get("T1", "U1"))


async def test_the_cache_stays_small(database: Database):
    """However many people ask, only the latest of them are cached."""
    preferences = RolePreferences(database)

    for number in range(CACHED_PEOPLE + 5):
        preferences._remember(("T1", f"U{number}"), None)

    assert len(preferences._cache) == CACHED_PEOPLE
