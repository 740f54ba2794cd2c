from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.editor import AddItem, SetField, edit
from bot.glossary.files.loader import Loader
from bot.glossary.files.scaffold import create_term_file, scaffold
from tests.builders import a_term_file

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 23)


def test_a_scaffold_is_named_and_not_served_before_it_has_words(tmp_path: Path) -> None:
    """The file is where the term belongs, and the bot leaves it out until it is written."""
    path = create_term_file(tmp_path, "token", "Security", DEFAULT_CONFIG)

    loaded = Loader(tmp_path, today=lambda: TODAY).load()

    assert tmp_path / "token-security.yml" == path
    assert {} == loaded.terms
    assert {"short_def", "long_def"} <= {
        name for problem in loaded.problems for name in problem.message.split("`")
    }


def test_a_scaffold_becomes_a_term_by_filling_it_in(tmp_path: Path) -> None:
    """With its definitions written it is served, as a draft reviewed today."""
    path = create_term_file(tmp_path, "token", None, DEFAULT_CONFIG)
    text = path.read_bytes()
    for change in (
        SetField(("short_def",), "A piece of text."),
        SetField(("long_def",), "word " * 99 + "word"),
        SetField(("audiences", "exec"), "A piece."),
        AddItem(("aliases",), "tok"),
        AddItem(("examples", "do"), "Count them."),
    ):
        text = edit(text, change)
    path.write_bytes(text)

    (term,) = Loader(tmp_path, today=lambda: TODAY).load().terms.values()

    assert ("token", "A piece of text.", ("tok",), ("Count them.",), "draft", None) == (
        term.name,
        term.short_def,
        term.aliases,
        tuple(example.text for example in term.do),
        term.status,
        term.last_reviewed_on,
    )


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    """Nobody's words are overwritten by an empty draft."""
    create_term_file(tmp_path, "token", None, DEFAULT_CONFIG)

    with pytest.raises(FileExistsError):
        create_term_file(tmp_path, "token", None, DEFAULT_CONFIG)


def test_a_name_needs_something_to_be_seen(tmp_path: Path) -> None:
    """A name of nothing but a blank of no width gives no file."""
    with pytest.raises(ValueError, match="no letter or digit to name a file"):
        create_term_file(tmp_path, "\u200b", None, DEFAULT_CONFIG)


def test_names_that_fold_to_one_get_files_of_their_own(tmp_path: Path) -> None:
    """The name that comes second gets a number, also beside a file with the other ending."""
    (tmp_path / "ph.yaml").write_text(a_term_file("pH"), encoding="utf-8")

    names = [
        create_term_file(tmp_path, name, None, DEFAULT_CONFIG).name
        for name in ("mW", "MW", "PH", "C", "C++", "C#", "con")
    ]

    assert names == [
        "mw.yml", "mw-2.yml", "ph-2.yml", "c.yml", "c-plus-plus.yml", "c-sharp.yml", "con-2.yml"
    ]  # fmt: skip
    with pytest.raises(FileExistsError):
        create_term_file(tmp_path, "MW", None, DEFAULT_CONFIG)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1))
def test_any_name_survives(name: str) -> None:
    """Colons, quotes, hashes and words that YAML would read as numbers stay the name they are."""
    assert name == yaml.safe_load(scaffold(name, None, DEFAULT_CONFIG))["term"]
