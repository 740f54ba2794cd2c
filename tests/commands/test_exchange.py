from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.glossary_upkeep import StatsFormat
from bot.commands.list_format import ListFormat
from bot.errors import OperatorError
from bot.exchange.formats import ExportFormat
from bot.exchange.forms import Form
from bot.glossary.files.checks import ProblemFormat
from bot.glossary.files.loader import Loader
from tests.builders import a_term_file

if TYPE_CHECKING:
    from enum import StrEnum

ROOT = Path(__file__).parents[2]
ONE_FILE = [form for form in ExportFormat if form is not ExportFormat.AI_GLOSSARY]


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    terms = tmp_path / "glossary" / "terms"
    terms.mkdir(parents=True)
    for name, status, category in (
        ("b", "approved", "Ops"),
        ("a", "draft", "Ops"),
        ("C", "reviewed", "Law"),
    ):
        text = a_term_file(name, status=status, categories=[category])
        (terms / f"{name.lower()}.yml").write_text(text, encoding="utf-8")
    return terms.parent


def names(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, ["export", "--format", "json", *arguments])
    assert 0 == result.exit_code, result.exception
    return [term["term"] for term in json.loads(result.stdout)["terms"]]


def test_terms_are_chosen_by_status_and_category(glossary: Path) -> None:
    """Both must hold; of several statuses or categories one is enough; names are in order."""
    here = ["--glossary", str(glossary)]

    assert ["a", "b", "C"] == names(*here)
    assert ["b", "C"] == names(*here, "--status", "approved, Reviewed")
    assert ["a", "b"] == names(*here, "--category", "ops")
    assert ["a", "b", "C"] == names(*here, "--category", "Ops", "--category", "Law")
    assert ["a"] == names(*here, "--category", "Ops", "--status", "draft")


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (["--status", "deprecated"], "has the status deprecated"),
        (["--category", "Nowhere"], "has the category Nowhere"),
    ],
)
def test_an_empty_choice_is_said(glossary: Path, choice: list[str], said: str) -> None:
    """An empty file would look like an empty glossary."""
    result = CliRunner().invoke(
        app, ["export", "--format", "csv", "--glossary", str(glossary), *choice]
    )

    assert isinstance(result.exception, OperatorError)
    assert said in str(result.exception)
    assert "" == result.stdout


def test_an_unknown_status_is_refused(glossary: Path) -> None:
    """With those that there are."""
    result = CliRunner().invoke(
        app, ["export", "--format", "csv", "--glossary", str(glossary), "--status", "done"]
    )

    assert 2 == result.exit_code
    assert "deprecated" in result.output


def test_what_is_no_language_is_refused(glossary: Path) -> None:
    """Before anything is written."""
    result = CliRunner().invoke(
        app,
        ["export", "--format", "tbx", "--glossary", str(glossary), "--language", "plain English"],
    )

    assert 2 == result.exit_code
    assert "such as en or pt-BR" in result.output


@pytest.mark.parametrize("form", ONE_FILE)
def test_the_same_glossary_gives_the_same_bytes(
    glossary: Path, tmp_path: Path, form: ExportFormat
) -> None:
    """In another process, whatever order its sets have."""
    written = []
    for seed in ("1", "2"):
        out = tmp_path / f"out.{seed}"
        start = (sys.executable, "-c", "from bot.cli import main; main()")
        command = (*start, "export", "--format", form, "--out", out)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PARLANCE_GLOSSARY": str(glossary)}
        subprocess.run(command, check=True, cwd=ROOT, env=environment)  # noqa: S603 - our own
        written.append(out.read_bytes())

    assert written[0] == written[1]


def test_a_file_is_replaced_and_a_directory_filled(glossary: Path, tmp_path: Path) -> None:
    """One page a term; nothing else in the directory is touched."""
    out = tmp_path / "site"
    (out / "terms").mkdir(parents=True)
    (out / "terms" / "mine.md").write_text("mine")
    here = ["--glossary", str(glossary)]
    CliRunner().invoke(app, ["export", "--format", "ai-glossary", *here, "--out", str(out)])
    file = tmp_path / "x.csv"
    file.write_text("old")
    result = CliRunner().invoke(app, ["export", "--format", "csv", *here, "--out", str(file)])

    assert {"a.md", "b.md", "c.md", "mine.md"} == {path.name for path in (out / "terms").iterdir()}
    assert file.read_text().startswith("slug,term,")
    assert "3 terms" in result.stderr
    assert ["x.csv"] == [path.name for path in tmp_path.iterdir() if path.is_file()]


@pytest.mark.parametrize("form", ["ai-glossary", "csv"])
def test_what_goes_nowhere_is_said(glossary: Path, tmp_path: Path, form: str) -> None:
    """Pages need a directory, and a table a file."""
    out = [] if form == "ai-glossary" else ["--out", str(tmp_path)]
    result = CliRunner().invoke(
        app, ["export", "--format", form, "--glossary", str(glossary), *out]
    )

    assert isinstance(result.exception, OperatorError)
    assert "directory" in str(result.exception)


def test_a_file_that_cannot_be_used_is_named(glossary: Path) -> None:
    """The export is of the others, and says so where it doesn't get among the data."""
    (glossary / "terms" / "broken.yml").write_text("term: broken")
    result = CliRunner().invoke(app, ["export", "--format", "json", "--glossary", str(glossary)])

    assert 3 == len(json.loads(result.stdout)["terms"])
    assert "broken.yml can't be used" in result.stderr


def test_a_missing_library_is_named(glossary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And how to install it."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.delitem(sys.modules, "bot.exchange.writers.workbook", raising=False)
    result = CliRunner().invoke(
        app, ["export", "--format", "xlsx", "--glossary", str(glossary), "--out", "x.xlsx"]
    )

    assert "pip install 'parlance[exchange]'" in str(result.exception)


def test_an_export_goes_through_a_pipe_into_an_import(glossary: Path, tmp_path: Path) -> None:
    """`parlance export --format csv | parlance import - --format csv --into x`."""
    exported = CliRunner().invoke(app, ["export", "--format", "csv", "--glossary", str(glossary)])
    into = tmp_path / "x"
    result = CliRunner().invoke(
        app, ["import", "-", "--format", "csv", "--into", str(into)], input=exported.stdout_bytes
    )

    assert 0 == result.exit_code, result.output
    assert Loader(glossary).load().terms.keys() == (loaded := Loader(into).load().terms).keys()
    for slug, term in Loader(glossary).load().terms.items():
        assert replace(term, path=loaded[slug].path) == loaded[slug]


def test_the_schema_is_printed() -> None:
    """As it is published."""
    result = CliRunner().invoke(app, ["schema"])

    assert "Parlance" == json.loads(result.stdout)["title"]


def test_the_old_name_of_personal_data_still_works() -> None:
    """It misleads beside an export of the glossary, so that the help doesn't list it."""
    assert "export-user" not in CliRunner().invoke(app, ["--help"]).stdout
    assert 0 == CliRunner().invoke(app, ["export-user", "--help"]).exit_code


@pytest.mark.parametrize(
    ("command", "forms"),
    [
        ("export", ExportFormat),
        ("import", Form),
        ("check", ProblemFormat),
        ("overdue", ListFormat),
        ("stats", StatsFormat),
    ],
)
def test_one_table_lists_every_format(command: str, forms: type[StrEnum]) -> None:
    """docs/exchange.md says of each command which formats it takes."""
    text = (ROOT / "docs" / "exchange.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `parlance {command}` \| (.*) \|$", text, re.MULTILINE)

    assert set(forms) == set(re.findall(r"`([a-z-]+)`", row))
