from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.commands.due import Remembered, list_due, remembered, write_out
from bot.commands.list_format import ListFormat
from bot.glossary.search.result import LookupOutcome
from bot.storage.database import Database
from bot.storage.lookup_counts import LookupCounts
from bot.storage.migrate import upgrade
from tests.builders import a_term_file
from tests.clock import NOW

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 23)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    terms = tmp_path / "terms"
    terms.mkdir()
    for name, reviewed in (
        ("token", "2025-11-01"),
        ("vector", "2025-10-01"),
        ("new", "2026-11-01"),
    ):
        text = a_term_file(name, last_reviewed=reviewed, steward="Alex")
        (terms / f"{name}.yml").write_text(text, encoding="utf-8")
    return terms


def test_the_most_pressing_term_comes_first(directory: Path) -> None:
    """As on the stewards' card: days overdue and lookups together."""
    due = list_due(directory, Remembered({"token": 100}, {}), TODAY).terms

    assert [("token", 22, 100), ("vector", 53, 0)] == [
        (one.term.slug, one.days_overdue, one.lookups) for one in due
    ]


def test_json_and_csv_hold_the_same(directory: Path) -> None:
    """Every column by its name, for programs and for spreadsheets."""
    due = list_due(directory, Remembered({}, {}), TODAY).terms
    listed = json.loads(write_out(due, ListFormat.JSON))
    rows = list(csv.DictReader(io.StringIO(write_out(due, ListFormat.CSV))))

    assert {
        "slug": "vector",
        "term": "vector",
        "status": "approved",
        "steward": "Alex",
        "last_reviewed": "2025-10-01",
        "due": "2026-10-01",
        "days_overdue": 53,
        "lookups": 0,
        "file": str(directory / "vector.yml"),
    } == listed[0]
    assert [{key: str(value) for key, value in row.items()} for row in listed] == rows


def test_the_table_is_read_by_a_person(directory: Path) -> None:
    """One line a term, and how many there are."""
    lines = write_out(
        list_due(directory, Remembered({}, {}), TODAY).terms, ListFormat.TABLE
    ).splitlines()

    assert ["vector", "53", "d", "0", "2025-10-01", "approved", "Alex"] == lines[1].split()
    assert lines[-1] == "2 terms are due for review."


def test_nothing_due_is_said(directory: Path) -> None:
    """An empty table would leave one wondering."""
    due = list_due(directory, Remembered({}, {}), TODAY - timedelta(days=365)).terms

    assert write_out(due, ListFormat.TABLE) == "No term is due for review."
    assert write_out(due, ListFormat.JSON) == "[]"


async def test_lookups_come_from_the_bots_database_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listing makes no database: without one nothing was counted."""
    path = tmp_path / "bot.db"
    monkeypatch.setenv("PARLANCE_DATABASE_URL", f"sqlite:///{path}")

    assert await remembered(TODAY) == Remembered({}, {})
    assert not path.exists()

    url = f"sqlite+aiosqlite:///{path}"
    upgrade(url)
    database = Database(url)
    counts = LookupCounts(database, lambda: NOW, kept_days=90)
    await counts.open()
    counts.record(
        workspace_id="T1",
        user_id="U1",
        outcome=LookupOutcome.FOUND,
        slug="token",
        label=None,
        role="legal",
    )
    await counts.flush()
    await database.close()

    assert (await remembered(TODAY)).lookups == {"token": 1}


async def test_a_database_that_cannot_be_used_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is due is listed all the same; the order lacks what people ask for."""
    path = tmp_path / "bot.db"
    path.write_text("no database, but long enough to be read as one" * 30, encoding="utf-8")
    monkeypatch.setenv("PARLANCE_DATABASE_URL", f"sqlite:///{path}")

    assert await remembered(TODAY) == Remembered({}, {})
    assert "Lookups are left out of the order." in capsys.readouterr().err
