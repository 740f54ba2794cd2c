"""Each import contract, seen failing: on a copy of the code, with one import too many."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINTER = Path(sys.executable).with_name("lint-imports")
# By contract: the module that gets an import, and the import.
TOO_MANY = {
    "Arrows point down": ("bot/glossary/slugs.py", "import bot.cards"),
    "Every room stands in a layer": ("bot/attic/__init__.py", ""),
    "Only bot.storage uses SQLAlchemy": ("bot/services/home.py", "import sqlalchemy"),
    "Slack Bolt is used where Slack enters": ("bot/cards/kit/card.py", "import slack_bolt"),
    "Slack's library is used by the Slack side, by cards and by the doctor": (
        "bot/publishing/git.py",
        "import slack_sdk",
    ),
    "aiohttp is used where calls are made or served": ("bot/cards/kit/card.py", "import aiohttp"),
    "Starlette and uvicorn serve Slack's endpoint, the sandbox and the pages": (
        "bot/runtime/app.py",
        "import starlette.requests",
    ),
    "APScheduler drives the running bot alone": ("bot/services/home.py", "import apscheduler"),
    "Only the exchange reads and writes other forms": ("bot/cli.py", "import rdflib"),
    "Only commands and the site import the exchange": (
        "bot/doctor/slack.py",
        "import bot.exchange.columns",
    ),
    "Only the site draws with Jinja": ("bot/cards/kit/card.py", "import jinja2"),
    "Only commands import the site": ("bot/runtime/app.py", "import bot.site.page"),
    "Only the running bot imports handlers": ("bot/commands/ask.py", "import handlers.define"),
    "Only commands import the sandbox": ("bot/cli.py", "import bot.sandbox.server"),
    "Handlers do not import each other": ("handlers/share.py", "import handlers.define"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the code, to be spoiled."""
    for name in ("bot", "handlers"):
        leave_out = shutil.ignore_patterns("web", "page", "__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(directory: Path) -> set[str]:
    """Return the contracts that are broken there."""
    ran = subprocess.run(  # noqa: S603 -- our own linter
        [LINTER, "--no-cache"], cwd=directory, capture_output=True, text=True, check=False
    )
    assert "Contracts:" in ran.stdout, ran.stderr
    return {line.removesuffix(" BROKEN") for line in ran.stdout.splitlines() if "BROKEN" in line}


def test_every_contract_is_seen_failing() -> None:
    """A contract that can't fail holds nothing."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]

    assert TOO_MANY.keys() == {contract["name"] for contract in contracts}


def test_the_code_keeps_every_contract(copy: Path) -> None:
    """What breaks one below is the import that is added, nothing else."""
    assert set() == broken(copy)


@pytest.mark.parametrize("contract", TOO_MANY)
def test_one_import_too_many_breaks_the_contract(copy: Path, contract: str) -> None:
    """The linter names that contract."""
    name, line = TOO_MANY[contract]
    module = copy / name
    module.parent.mkdir(exist_ok=True)
    before = module.read_text(encoding="utf-8") if module.exists() else ""
    module.write_text(f"{before}\n{line}\n", encoding="utf-8")

    assert contract in broken(copy)
