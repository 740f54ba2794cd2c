from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.command_name import DEFINE, define_command, set_define_command
from bot.doctor.slack import command_fault
from bot.errors import SettingsError
from bot.settings import Settings
from bot.slack.press import TermGoneError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent


@pytest.fixture
def renamed() -> Iterator[str]:
    """Call the command /term, for one test."""
    set_define_command("/term")
    yield "/term"
    set_define_command(DEFINE)


def test_what_people_read_names_the_command_as_it_is_called(renamed: str) -> None:
    """An error of a press, for one."""
    assert renamed == define_command()
    assert "again with /term." in str(TermGoneError())


def test_no_sentence_spells_the_command_out() -> None:
    """Each asks for its name, or it would send people to another app's command."""
    found = []
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and "/define" in node.value
            and id(node) not in docstrings
        ]

    assert [place for place in found if not place.startswith("bot/command_name.py")] == []


@pytest.mark.parametrize(("given", "name"), [("/term", "/term"), ("term", "/term"), ("", DEFINE)])
def test_the_setting_takes_a_name_with_or_without_its_slash(
    given: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Empty counts as unset, like every variable."""
    monkeypatch.setenv("PARLANCE_DEFINE_COMMAND", given)

    assert name == Settings().define_command


@pytest.mark.parametrize("given", ["/Term", "/what is", "/", "/glossary", "//term"])
def test_what_slack_takes_for_no_command_is_refused(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the start, with the variable's name."""
    monkeypatch.setenv("PARLANCE_DEFINE_COMMAND", given)

    with pytest.raises(SettingsError, match="PARLANCE_DEFINE_COMMAND"):
        Settings()


def test_the_manifest_must_declare_the_same_name(tmp_path: Path) -> None:
    """One without the other works in neither."""
    manifest = tmp_path / "manifest.yml"
    text = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    manifest.write_text(text.replace("command: /define", "command: /term"), encoding="utf-8")

    assert "" == command_fault("/term", manifest)
    assert "manifest.yml declares /term, /glossary" in command_fault(DEFINE, manifest)
