from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from bot.exchange.schema import schema_text
from bot.exchange.selection import select
from bot.exchange.term_data import term_data
from bot.exchange.writers.json_text import write_json, write_jsonl
from bot.glossary.files.term_format import KNOWN
from tests.exchange.random_terms import glossaries, terms
from tests.exchange.selections import a_selection
from tests.shared import SHARED, needs

if TYPE_CHECKING:
    from bot.glossary.model import Term

ROOT = Path(__file__).parents[2]
PUBLIC = SHARED / "glossaries" / "ai-glossary" / "terms"
SCHEMA = json.loads(schema_text())
RULES = Draft202012Validator(SCHEMA)
ENTRY = Draft202012Validator({**SCHEMA["$defs"]["entry"], "$defs": SCHEMA["$defs"]})


class _AsEditorsRead(yaml.SafeLoader):
    """Reads dates as text, as JSON has none."""


_AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, found) for tag, found in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _faults(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in RULES.iter_errors(data)]


def test_the_schema_is_one() -> None:
    """It keeps the rules of JSON Schema, and knows every field of a term."""
    Draft202012Validator.check_schema(SCHEMA)

    assert set(KNOWN) == set(SCHEMA["$defs"]["fields"]["properties"])
    assert set(KNOWN) == set(SCHEMA["$defs"]["term"]["properties"])


@pytest.mark.parametrize(
    "directory", [ROOT / "data" / "terms", pytest.param(PUBLIC, marks=needs(PUBLIC))]
)
def test_the_files_of_terms_are_valid(directory: Path) -> None:
    """An editor with the schema underlines nothing in a sound file."""
    files = sorted(directory.glob("*.yml"))
    faults = {
        path.name: found
        for path in files
        if (found := _faults(yaml.load(path.read_bytes(), _AsEditorsRead)))  # noqa: S506 - a safe loader
    }

    assert files
    assert {} == faults


@given(glossaries)
def test_exports_are_valid(terms: list[Term]) -> None:
    """The document as a whole, and each line of the other form."""
    selection = a_selection(*terms)

    assert [] == _faults(json.loads(write_json(selection)))
    for line in write_jsonl(selection).decode().split("\n")[:-1]:
        ENTRY.validate(json.loads(line))


@given(terms)
def test_whatever_a_file_may_say_is_valid(term: Term) -> None:
    """A term's data are what stands in its file."""
    assert [] == _faults(term_data(term))


def test_the_shipped_glossary_is_exported_whole() -> None:
    """Every term, and on what terms it may be used."""
    document = json.loads(write_json(select(ROOT / "data")))

    assert [] == _faults(document)
    assert ["CC BY-SA 4.0"] == document["glossary"]["licenses"]
    assert len(list((ROOT / "data" / "terms").glob("*.yml"))) == len(document["terms"])


@pytest.mark.parametrize(
    "fault",
    [
        {"short_def": None},
        {"term": ""},
        {"staus": "draft"},
        {"status": "done"},
        {"aliases": "one"},
        {"last_reviewed": "1 May"},
        {"review_every_days": 0},
        {"citations": [{"url": "example.org"}]},
        {"relationships": {"wider": ["x"]}},
        {"examples": {"do": [{"roles": ["legal"]}]}},
    ],
)
def test_faults_are_found(fault: dict[str, Any]) -> None:
    """What the bot would refuse or warn of, an editor underlines."""
    assert _faults({"term": "x", "short_def": "y", **fault})
