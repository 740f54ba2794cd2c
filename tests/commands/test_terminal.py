from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.options import moment
from bot.commands.terminal import wrapped
from tests.builders import a_term_file

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    """Give a glossary with long and ordinary names, all overdue."""
    for name in ("token", "retrieval-augmented generation of answers", "vector database"):
        text = a_term_file(name, last_reviewed="2020-01-01")
        (tmp_path / f"{name.replace(' ', '-')}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def at_a_terminal(width: int, cwd: Path, *arguments: str) -> list[str]:
    """Return the lines that a command writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(width), "NO_COLOR": "1", "TERM": "xterm"}
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        cwd=cwd,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 65536):
                said += part
        except OSError:  # Linux ends a terminal so
            pass
        process.wait()
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;]*m", "", said.decode()).splitlines()


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize(
    "arguments",
    [
        ("define", "token", "--glossary", "."),
        ("define", "tokenn", "--role", "legal", "--glossary", "."),
        ("define", "nothing like it", "--glossary", "."),
        ("overdue", "--glossary", "."),
        ("check", "nosuch"),
        ("doctor", "--glossary", "."),
    ],
)
def test_no_line_at_a_terminal_ends_within_a_word(
    width: int, arguments: tuple[str, ...], glossary: Path
) -> None:
    """Every line fits, but for a single word that is longer than a line."""
    lines = at_a_terminal(width, glossary, *arguments)

    assert lines
    assert [] == [line for line in lines if "\\u001b" in line]
    assert [] == [line for line in lines if len(line.rstrip()) > width and " " in line.strip()]


def test_a_long_word_stays_whole_and_a_list_keeps_its_indent() -> None:
    """An address can still be copied; what continues a line stands under its beginning."""
    assert "a\nhttps://example.com/very/long\nb" == wrapped("a https://example.com/very/long b", 10)
    assert "  - one\n  two" == wrapped("  - one two", 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01T09:30", datetime(2026, 11, 1, 9, 30, tzinfo=UTC)),
        ("2026-11-01t09:30:00z", datetime(2026, 11, 1, 9, 30, tzinfo=UTC)),
        ("yesterday", datetime(2026, 11, 29, tzinfo=UTC)),
        ("Today", datetime(2026, 11, 30, tzinfo=UTC)),
        ("7d", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("2 weeks ago", datetime(2026, 11, 16, 9, 30, tzinfo=UTC)),
        ("12h", datetime(2026, 11, 29, 21, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_named_as_people_name_it(text: str, expected: datetime) -> None:
    """A day, a time, or how long ago."""
    assert expected == moment(text, NOW, "--since")


@pytest.mark.parametrize("text", ["last month", "2026-13-01", "01.11.2026", "99999w", "-1d", ""])
def test_what_is_no_moment_gets_the_forms_that_are(text: str) -> None:
    """No format string, and no traceback."""
    with pytest.raises(typer.BadParameter, match="is not a date") as refused:
        moment(text, NOW, "--since")

    assert "%" not in str(refused.value)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nosuch"),
        ("overdue", "--glossary", "nosuch"),
        ("define", "x", "--glossary", "nosuch"),
        ("new", "x", "--glossary", "nosuch"),
        ("lookup", "--glossary", "nosuch"),
        ("export", "--format", "json", "--glossary", "nosuch"),
        ("doctor", "--glossary", "nosuch"),
    ],
)
def test_an_error_names_only_options_that_the_command_has(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is proposed can be typed."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, arguments)
    said = f"{result.output} {result.exception}"
    command = get_command(app).commands[arguments[0]]  # type: ignore[attr-defined]
    options = {name for parameter in command.params for name in parameter.opts}

    assert "--glossary" in said
    assert set(re.findall(r"--[a-z-]+", said)) <= options


def test_check_takes_the_glossary_like_every_other_command(
    glossary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an argument, as an option, or from the environment."""
    runs = [
        CliRunner().invoke(app, ["check", str(glossary)]),
        CliRunner().invoke(app, ["check", "--glossary", str(glossary)]),
    ]
    monkeypatch.setenv("PARLANCE_GLOSSARY", str(glossary))
    runs.append(CliRunner().invoke(app, ["check"]))

    assert all("3 terms" in run.output for run in runs), [run.output for run in runs]


def test_new_says_what_to_do_next(glossary: Path) -> None:
    """The path alone on standard output, the next step apart from it."""
    result = CliRunner().invoke(app, ["new", "churn", "--glossary", str(glossary)])

    assert result.stdout.strip().endswith("churn.yml")
    assert f"parlance check {glossary}" in result.stderr


def test_every_command_reads_the_glossary_that_the_bot_reads(
    glossary: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``.env`` holds for the command line too, so that a new term isn't written elsewhere."""
    checkout = tmp_path_factory.mktemp("checkout")
    (checkout / ".env").write_text(f"PARLANCE_GLOSSARY='{glossary}'\n", encoding="utf-8")
    monkeypatch.chdir(checkout)
    monkeypatch.delenv("PARLANCE_GLOSSARY", raising=False)

    checked = CliRunner().invoke(app, ["check"])
    CliRunner().invoke(app, ["new", "churn"])

    assert "3 terms" in checked.output
    assert (glossary / "churn.yml").is_file()
