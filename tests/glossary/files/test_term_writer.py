from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.editor import AddItem, SetField
from bot.glossary.files.loader import Loader
from bot.glossary.files.replacing import FileChangedError
from bot.glossary.files.term_writer import ChangeRefusedError, TermWriter, fingerprint
from bot.glossary.glossary import Glossary

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 23)
WORDS = "a word to fill the definition with " * 12
SOURCE = f"""\
term: token
aliases: [tok]
categories: [Data]
roles: [product]
part_of_speech: noun
short_def: A piece of text.  # to be improved
long_def: {WORDS.strip()}
audiences: {{exec: A piece., engineer: A piece.}}
examples: {{do: [Count them.], dont: [Guess.]}}
relationships: {{related: []}}
citations: [{{source: A source, url: "https://example.org"}}]
license: CC BY-SA 4.0
status: draft
last_reviewed: 2026-01-01
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "token.yml"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def glossary(path: Path) -> Glossary:
    loaded = Loader(path.parent, today=lambda: TODAY).load()
    return Glossary(loaded.config, loaded.terms.values())


@pytest.fixture
def term_writer(glossary: Glossary) -> TermWriter:
    return TermWriter(glossary, today=lambda: TODAY)


def seen(glossary: Glossary) -> str:
    term = glossary.get("token")
    assert term is not None
    return fingerprint(term)


async def test_a_change_is_written_and_served_at_once(
    path: Path, glossary: Glossary, term_writer: TermWriter
) -> None:
    """The file differs in that one line, and the next lookup gives the new words."""
    edits = [SetField(("short_def",), "A unit of text."), AddItem(("aliases",), "text unit")]

    term = await term_writer.change("token", edits, seen=seen(glossary))

    expected = SOURCE.replace("A piece of text.", "A unit of text.")
    assert expected.replace("[tok]", "[tok, text unit]") == path.read_text(encoding="utf-8")
    assert term == glossary.get("token")
    assert (term,) == glossary.resolve("text unit")


async def test_of_a_link_it_counts_where_it_leads(
    path: Path, glossary: Glossary, term_writer: TermWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is offered that would have to write where nobody may."""
    elsewhere = path.parent / "elsewhere"
    elsewhere.mkdir()
    path.rename(elsewhere / path.name)
    path.symlink_to(elsewhere / path.name)
    before = term_writer.is_possible(glossary.terms["token"])
    monkeypatch.setattr("os.access", lambda place, _: place != elsewhere)

    assert before
    assert not term_writer.is_possible(glossary.terms["token"])


async def test_a_decision_on_an_old_text_is_refused(
    path: Path, glossary: Glossary, term_writer: TermWriter
) -> None:
    """What somebody wrote into the file meanwhile is neither overwritten nor confirmed unseen."""
    path.write_text(SOURCE.replace("A piece of text.", "By hand."), encoding="utf-8")

    with pytest.raises(FileChangedError, match="decide again"):
        await term_writer.change(
            "token", [SetField(("last_reviewed",), TODAY)], seen=seen(glossary)
        )

    assert "By hand." in path.read_text(encoding="utf-8")
    assert "2026-01-01" in path.read_text(encoding="utf-8")


async def test_of_two_decisions_on_the_same_text_the_first_wins(
    path: Path, glossary: Glossary, term_writer: TermWriter
) -> None:
    """Two stewards at once: one change is made, the other is told to look again."""
    stamp = seen(glossary)
    results = await asyncio.gather(
        term_writer.change("token", [SetField(("short_def",), "First.")], seen=stamp),
        term_writer.change("token", [SetField(("short_def",), "Second.")], seen=stamp),
        return_exceptions=True,
    )

    assert 1 == sum(isinstance(result, FileChangedError) for result in results)
    assert "short_def: First.  # to be improved" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "edit",
    [
        SetField(("status",), "splendid"),
        SetField(("last_reviewed",), "soon"),
    ],
)
async def test_a_change_that_would_break_the_term_is_refused(
    path: Path, glossary: Glossary, term_writer: TermWriter, edit: SetField
) -> None:
    """The last good version stays on disk and in service."""
    before = glossary.get("token")

    with pytest.raises(ChangeRefusedError):
        await term_writer.change("token", [edit], seen=seen(glossary))

    assert before == glossary.get("token")
    assert SOURCE == path.read_text(encoding="utf-8")


async def test_a_term_that_is_gone_cannot_be_changed(term_writer: TermWriter) -> None:
    """The steward hears so."""
    with pytest.raises(ChangeRefusedError, match="no longer in the glossary"):
        await term_writer.change("gone", [SetField(("status",), "draft")], seen="")
