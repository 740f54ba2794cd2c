"""Glossaries of our own form as sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.exchange.entry import Entry, Look, Options, Refusal, Unreadable
from bot.exchange.readers.parlance import read, recognises
from tests.builders import a_term_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_directory_or_one_of_its_files_is_read(tmp_path: Path) -> None:
    """Every field comes in as it is; a directory may hold its terms in terms/."""
    terms = tmp_path / "terms"
    terms.mkdir()
    for name in ("kit", "box"):
        (terms / f"{name}.yml").write_text(a_term_file(name), encoding="utf-8")

    for source, names in ((tmp_path, ["box", "kit"]), (terms / "kit.yml", ["kit"])):
        head = b"" if source.is_dir() else source.read_bytes()
        assert recognises(source, head)
        look, *entries = read(source, Options())

        assert isinstance(look, Look)
        assert names == [one.name for one in entries if isinstance(one, Entry)]


def test_what_is_no_glossary_is_not_taken_for_one(tmp_path: Path) -> None:
    """A folder of other YAML, and a file that only mentions a term."""
    (tmp_path / "list.yml").write_text("- term: kit\n  definition: A set.\n")

    assert not recognises(tmp_path, b"")
    assert not recognises(tmp_path / "list.yml", (tmp_path / "list.yml").read_bytes())


def test_an_empty_directory_says_what_to_name(tmp_path: Path) -> None:
    """Most often it is the wrong one."""
    with pytest.raises(Unreadable, match="Name the glossary's directory"):
        list(read(tmp_path, Options()))


def test_a_file_that_cannot_be_read_is_refused_alone(tmp_path: Path) -> None:
    """The others come in."""
    (tmp_path / "box.yml").write_text(a_term_file("box"), encoding="utf-8")
    (tmp_path / "kit.yml").symlink_to(tmp_path / "gone")
    (tmp_path / "ant.yml").symlink_to(tmp_path / "gone")

    assert recognises(tmp_path, b"")

    _, *items = read(tmp_path, Options())

    assert ["box"] == [one.name for one in items if isinstance(one, Entry)]
    assert ["ant.yml", "kit.yml"] == [one.at for one in items if isinstance(one, Refusal)]
