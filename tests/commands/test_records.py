from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.decisions.audit import Act, AuditEvent
from bot.storage.database import Database
from bot.storage.migrate import upgrade
from bot.storage.preferences import RolePreferences
from tests import trail

if TYPE_CHECKING:
    from pathlib import Path

ANN = "U0ANN0000"


@pytest.fixture(autouse=True)
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the commands a database with two acts of Ann's and her role."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    upgrade(url)
    monkeypatch.setenv("PARLANCE_DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    monkeypatch.chdir(tmp_path)

    async def fill() -> None:
        database = Database(url)
        for day in (1, 20):
            entry = AuditEvent(
                at=datetime(2026, 11, day, 12, tzinfo=UTC),
                workspace_id="T1",
                actor_id=ANN,
                act=Act.ACCEPT,
                slug="token",
                before="old text",
                after="new",
            )
            await trail.add(database, entry)
        await RolePreferences(database).set("T1", ANN, "legal")
        await database.close()

    asyncio.run(fill())


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert 0 == result.exit_code, result.output
    return result.output


def test_the_trail_is_exported_as_json_lines() -> None:
    """From a day on, one object a line, in words that a person reads too."""
    lines = run("audit", "--since", "2026-11-02").splitlines()

    assert [
        {
            "at": "2026-11-20T12:00:00+00:00",
            "workspace": "T1",
            "actor": ANN,
            "act": "accepted",
            "term": "token",
            "before": "old text",
            "after": "new",
            "details": {},
        }
    ] == [json.loads(line) for line in lines]
    assert 2 == len(run("audit").splitlines())


def test_forgetting_leaves_nothing_and_says_what_it_cannot_reach() -> None:
    """Before, everything is exported; after, nothing is there to export."""
    before = json.loads(run("personal-data", f"<@{ANN}>"))
    told = run("forget", ANN)
    after = json.loads(run("personal-data", ANN))

    assert (2, 1) == (len(before["held"]["audit"]), len(before["held"]["role_preferences"]))
    assert "audit: 2 rows" in told
    assert "messages in Slack" in told
    assert "git's history" in told
    assert {} == after["held"]
    assert ANN not in run("audit")
    assert "forgotten" == json.loads(run("audit").splitlines()[-1])["act"]


def test_what_is_no_user_id_is_refused() -> None:
    """A name would match nothing, and look as if nothing were held."""
    result = CliRunner().invoke(app, ["forget", "ann"])

    assert 2 == result.exit_code
    assert "Copy member ID" in result.output


@pytest.mark.parametrize("command", [("audit",), ("personal-data", ANN), ("forget", ANN)])
def test_an_empty_database_is_no_proof_that_nothing_is_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """In another directory than the bot's, a command says so, and makes no database there."""
    elsewhere = tmp_path / "elsewhere.db"
    monkeypatch.setenv("PARLANCE_DATABASE_URL", f"sqlite:///{elsewhere}")
    result = CliRunner().invoke(app, command)

    assert "the bot has not run with it yet" in str(result.exception)
    assert not elsewhere.exists()
