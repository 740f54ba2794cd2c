from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.glossary.model import Status
from bot.schedule.whats_new import Changes
from bot.storage.term_history import TermHistory
from tests.builders import a_term

if TYPE_CHECKING:
    from bot.storage.database import Database

FIRST = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)
TOKEN = a_term("token", status=Status.REVIEWED)


@pytest.fixture
def history(database: Database) -> TermHistory:
    return TermHistory(database)


async def test_what_was_there_at_the_first_look_is_not_new(history: TermHistory):
    """The first post of all tells of no change; the next one of what came since."""
    await history.observe([TOKEN], FIRST)

    assert Changes() == await history.changes_since(FIRST)


async def test_new_reworded_and_approved_terms_are_counted(history: TermHistory):
    """Each as what it is; a term that is new is that alone."""
    await history.observe([TOKEN, a_term("agent")], FIRST)
    approved = replace(TOKEN, status=Status.APPROVED)
    reworded = a_term("agent", short_def="Said in better words.")
    await history.observe([approved, reworded, a_term("prompt")], FIRST + WEEK)

    assert Changes(new=1, revised=1, approved=1) == await history.changes_since(FIRST)
    assert Changes() == await history.changes_since(FIRST + WEEK)


async def test_a_review_that_changes_no_word_is_no_revision(history: TermHistory):
    """Nor is another steward, or another place of the file."""
    await history.observe([TOKEN], FIRST)
    confirmed = replace(TOKEN, last_reviewed_on=date(2026, 11, 30), steward="Wei")
    await history.observe([confirmed], FIRST + WEEK)

    assert Changes() == await history.changes_since(FIRST)


async def test_a_term_that_was_away_and_is_back_is_not_new(history: TermHistory):
    """A broken file takes nobody's news away, and makes none."""
    await history.observe([TOKEN], FIRST)
    await history.observe([], FIRST + WEEK)
    await history.observe([TOKEN], FIRST + 2 * WEEK)

    assert Changes() == await history.changes_since(FIRST)
