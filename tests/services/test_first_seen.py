from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.services.first_seen import FirstSeen
from bot.storage.database import Database
from bot.storage.term_history import TermHistory
from tests.builders import a_glossary, a_term

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_term_keeps_the_day_on_which_it_was_first_seen(tmp_path: Path) -> None:
    """A term that comes later has a day of its own."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")
    await database.open()
    try:
        glossary = a_glossary(a_term("token", last_reviewed_on=None))
        first, later = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC)
        await FirstSeen(glossary, TermHistory(database), lambda: first).note()
        glossary.apply(upserts=[a_term("kv cache", last_reviewed_on=None)])
        await FirstSeen(glossary, TermHistory(database), lambda: later).note()
    finally:
        await database.close()

    assert {"token": first.date(), "kv-cache": later.date()} == glossary.first_seen
