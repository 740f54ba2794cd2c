"""``parlance stats``: the counts, in a terminal, as data, and as a picture."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from bot.cli import main
from bot.clock import now
from bot.glossary.search.result import LookupOutcome
from bot.storage.database import Database
from bot.storage.lookup_counts import LookupCounts
from bot.storage.migrate import upgrade
from tests.builders import a_term_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def counted(tmp_path: Path) -> str:
    """Give the address of a database in which three people have looked things up today."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    upgrade(url)

    async def count() -> None:
        database = Database(url)
        counts = LookupCounts(database, now, kept_days=90)
        await counts.open()
        for person in ("U1", "U2", "U3"):
            asked = {"workspace_id": "T1", "user_id": person, "role": "legal"}
            counts.record(**asked, outcome=LookupOutcome.FOUND, slug="token", label=None)
            counts.record(**asked, outcome=LookupOutcome.NOTHING, slug=None, label="a <b> & c")
        await counts.flush()
        await database.close()

    asyncio.run(count())
    return url


@pytest.fixture
def stats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Give a function that runs the command over two terms and returns what it says."""
    terms = tmp_path / "terms"
    terms.mkdir()
    for name, reviewed in (("token", "2026-09-01"), ("vector", "2020-01-01")):
        text = a_term_file(name, last_reviewed=reviewed, takeaways={"legal": "Ask for it."})
        (terms / f"{name}.yml").write_text(text, encoding="utf-8")

    def run(url: str, *arguments: str) -> str:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PARLANCE_DATABASE_URL", url)
        monkeypatch.setattr("sys.argv", ["parlance", "stats", "--glossary", str(terms), *arguments])
        with pytest.raises(SystemExit):
            main()
        said = capsys.readouterr()
        return said.out + said.err

    return run


def test_a_terminal_shows_tables(stats: Callable[..., str], counted: str) -> None:
    """Use, what is missing, coverage and upkeep, each under its title."""
    words = stats(counted)

    assert "6 questions, 50% answered at once, 3 not answered." in words
    assert "2 terms, 1 due for review." in words
    assert "a <b> & c" in words
    assert "Foundations" in words


def test_programs_get_data(stats: Callable[..., str], counted: str) -> None:
    """The same figures, to be computed with."""
    data = json.loads(stats(counted, "--format", "json"))

    asked = {"all": 6, "answered_at_once": 3, "several_meanings": 0, "not_answered": 3}
    assert asked == data["questions"]
    assert 6 == sum(week["questions"] for week in data["trend"])
    assert {"in_time": 1, "due": 1} == {
        key: data["review_health"][-1][key] for key in ("in_time", "due")
    }
    assert data["top_terms"] == [{"slug": "token", "term": "token", "lookups": 3}]
    assert data["missing"] == [{"label": "a <b> & c", "people": 3}]
    legal = {"role": "legal", "worded": 0, "for_audience": 2, "takeaways": 2}
    assert legal in data["roles"]
    assert data["categories"] == [{"category": "Foundations", "terms": 2, "due": 1}]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_says_its_figures_in_words(
    stats: Callable[..., str], counted: str, tmp_path: Path, theme: str
) -> None:
    """Every bar has its name and its value next to it, so that no meaning is in color alone."""
    said = stats(counted, "--plot", str(tmp_path / "stats.svg"), "--theme", theme)
    picture = ET.parse(tmp_path / "stats.svg").getroot()  # noqa: S314 - our own file
    texts = ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]

    assert said.strip().endswith("stats.svg")
    title = picture.findtext(f"{SVG}title") or ""
    assert "6 questions, 50% answered at once, 3 not answered. The 30 days up to" in title
    assert "img" == picture.get("role")
    assert any("6 questions, 50% answered at once" in text for text in texts), texts
    assert {"a <b> & c", "3 people", "token", "3 times", "shared wording"} <= set(texts)
    assert any(text.startswith("Reviews: 2 terms, 1 due for review") for text in texts)


def test_the_same_figures_give_the_same_picture(
    stats: Callable[..., str], counted: str, tmp_path: Path
) -> None:
    """Byte for byte, so that it can lie under version control."""
    for name in ("a.svg", "b.svg", "a.png", "b.png"):
        stats(counted, "--plot", str(tmp_path / name))

    for kind in ("svg", "png"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()
    assert b"\x89PNG" == (tmp_path / "a.png").read_bytes()[:4]


def test_another_kind_of_picture_is_refused(
    stats: Callable[..., str], counted: str, tmp_path: Path
) -> None:
    """The file's name says what to draw."""
    assert "must end in .svg or .png" in stats(counted, "--plot", str(tmp_path / "stats.gif"))


def test_a_picture_that_cannot_be_written_is_said(stats: Callable[..., str], counted: str) -> None:
    """A fault of the place, not of the program."""
    assert "cannot be written" in stats(counted, "--plot", "/nowhere/stats.svg")


def test_a_database_without_counts_is_said(stats: Callable[..., str], tmp_path: Path) -> None:
    """A wrong name gets an error, not an empty page."""
    words = stats(f"sqlite:///{tmp_path / 'other.db'}")

    assert "is empty: the bot has not run with it yet." in words
