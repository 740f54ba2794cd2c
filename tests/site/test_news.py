from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from lxml import etree

from bot.site.news import atom_feed, days_of_change, json_feed, news
from tests.builders import a_glossary, a_term
from tests.publishing.conftest import git

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://example.com/g/"


def test_the_newest_comes_first_and_each_term_once() -> None:
    """A change after the last review is what is new of a term."""
    glossary = a_glossary(
        a_term("old", last_reviewed_on=date(2026, 1, 1)),
        a_term("changed", last_reviewed_on=date(2026, 1, 1)),
        a_term("new", last_reviewed_on=date(2026, 3, 1)),
        a_term("never", last_reviewed_on=None),
    )

    entries = news(glossary, {"changed.yml": date(2026, 2, 1), "old.yml": date(2025, 1, 1)})

    assert [(entry.term.name, entry.what) for entry in entries] == [
        ("new", "reviewed"),
        ("changed", "changed"),
        ("old", "reviewed"),
    ]


def test_both_feeds_say_the_same() -> None:
    """A reader's program takes one or the other."""
    entries = news(a_glossary(a_term("R&D <x>", slug="r-and-d")), {})

    feed = etree.fromstring(atom_feed(entries, "AI & law", URL))
    data = json.loads(json_feed(entries, "AI & law", URL))

    assert feed.findtext(f"{ATOM}title") == data["title"] == "AI & law"
    assert feed.findtext(f"{ATOM}updated") == "2026-09-01T00:00:00Z"
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == data["items"][0]["title"] == "R&D <x>: reviewed"
    assert entry.findtext(f"{ATOM}id") == data["items"][0]["id"]


def test_days_of_change_come_from_git(tmp_path: Path) -> None:
    """The last commit that touched a file counts; a folder below the repository has its own."""
    terms = tmp_path / "data" / "terms"
    terms.mkdir(parents=True)
    git(tmp_path, "init", "-q")
    for day, text in (("2026-01-05", "one"), ("2026-02-06", "two")):
        (terms / "rag.yml").write_text(text)
        (tmp_path / "other.yml").write_text(text)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", text, f"--date={day}T12:00:00")

    assert days_of_change(terms) == {"rag.yml": date(2026, 2, 6)}


def test_without_a_repository_there_are_no_days_of_change(tmp_path: Path) -> None:
    """Reviews are news all the same."""
    assert days_of_change(tmp_path) == {}
