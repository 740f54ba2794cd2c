from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.builders import a_term_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a glossary of one term, away from any settings."""
    monkeypatch.chdir(tmp_path)
    terms = tmp_path / "terms"
    terms.mkdir()
    governance = {"nist_rmf_tags": ["safe"]}
    (terms / "rag.yml").write_text(a_term_file("rag", governance=governance))
    return terms


def run(directory: Path, *arguments: str) -> tuple[int, str]:
    """Return the command's exit code and what it wrote."""
    done = CliRunner().invoke(app, ["governance", "--glossary", str(directory), *arguments])
    return done.exit_code, done.output + str(done.exception or "")


def test_the_report_is_read_by_people(directory: Path) -> None:
    """With the gaps in words."""
    code, out = run(directory)

    assert code == 0
    assert "Trustworthiness characteristics" in out
    assert "Gap: Map: no term" in out


def test_the_report_is_data(directory: Path) -> None:
    """Whole as JSON, a table as CSV."""
    _, out = run(directory, "--format", "json")
    assert json.loads(out)["characteristics"][1]["terms"] == 1

    _, out = run(directory, "--format", "csv", "--table", "reviews")
    assert out.splitlines()[1].startswith("rag,rag,approved,2026-09-01")


@pytest.mark.parametrize("arguments", [("--format", "csv"), ("--table", "nosuch")])
def test_a_table_that_is_not_named_or_not_there_is_told(
    directory: Path, arguments: tuple[str, ...]
) -> None:
    """With those there are."""
    code, out = run(directory, *arguments)

    assert code == 1
    assert "functions" in out
