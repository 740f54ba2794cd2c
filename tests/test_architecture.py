import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_picture_shows_the_layers_that_the_contract_holds():
    """docs/architecture.md and pyproject.toml say the same, line by line."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (held,) = (
        contract["layers"]
        for contract in contracts["tool"]["importlinter"]["contracts"]
        if contract["name"] == "Arrows point down"
    )
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (picture,) = re.findall(r"```\n(bot\.__main__.*?)\n```", text, re.DOTALL)

    assert held == picture.splitlines()


def test_every_file_that_the_map_names_is_there():
    """A newcomer finds what the map sends them to."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|handlers|tests|docs|data)/[\w./-]*)`", text)

    assert [] == [name for name in named if not (ROOT / name).exists()]


def test_every_decision_names_what_checks_it():
    """A record says where its decision is held, by paths that exist."""
    records = [*(ROOT / "docs" / "decisions").glob("*.md")]
    texts = [path.read_text(encoding="utf-8") for path in records]
    named = {name for text in texts for name in re.findall(r"`([\w/.-]+\.py)`", text)}

    assert records
    assert [] == [
        path.name for path, text in zip(records, texts, strict=True) if "**Checks.**" not in text
    ]
    assert [] == [name for name in named if not (ROOT / name).exists()]


def test_every_handler_has_flow_tests_of_its_name():
    """To change a handler, open the conversations that drive it."""
    handlers = {path.stem for path in (ROOT / "handlers").glob("[!_]*.py")}
    flows = [path.stem for path in (ROOT / "tests" / "flows").glob("test_*.py")]
    # test_define_message drives define_message, not define.
    driven = {max(names, key=len) for flow in flows if (names := _handlers_of(flow, handlers))}

    assert set() == handlers - driven


def _handlers_of(flow: str, handlers: set[str]) -> list[str]:
    return [name for name in handlers if f"{flow}_".startswith(f"test_{name}_")]
