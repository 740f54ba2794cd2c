"""What is new in the glossary: days of reviews, and of changes where a git repository knows them.

The same entries make the page and its two feeds, Atom (RFC 4287) and JSON Feed 1.1.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from bot.cards.kit.markdown import plain_words
from bot.site.page import Page, address, term_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term

MOST_ENTRIES = 100
_ATOM = "http://www.w3.org/2005/Atom"
_GIT_TIMEOUT = 30  # seconds


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and the day on which it was last changed or reviewed."""

    on: date
    term: Term
    what: str


def news(glossary: Glossary, changed_on: Mapping[str, date]) -> list[Entry]:
    """Return the newest entries, newest first; a term stands there once, by its latest day."""
    entries = []
    for term in glossary.terms.values():
        reviewed, changed = term.last_reviewed_on, changed_on.get(term.path.name)
        if changed and (reviewed is None or changed > reviewed):
            entries.append(Entry(changed, term, "changed"))
        elif reviewed:
            entries.append(Entry(reviewed, term, "reviewed"))
    entries.sort(key=lambda entry: (-entry.on.toordinal(), entry.term.slug))
    return entries[:MOST_ENTRIES]


def news_page(entries: list[Entry]) -> Page:
    """Return the page of what is new."""
    return Page("news.html", "news.html", "What’s new", {"entries": entries})  # noqa: RUF001


def atom_feed(entries: list[Entry], name: str, url: str) -> bytes:
    """Return the entries as an Atom feed of the site at ``url``."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", name)
    _add(feed, "id", url)
    _add(feed, "link", href=url)
    _add(feed, "link", rel="self", href=f"{url}feed.xml")
    _add(feed, "updated", _moment(entries[0].on if entries else date(1970, 1, 1)))
    _add(_add(feed, "author"), "name", name)
    for entry in entries:
        page = f"{url}{address(term_path(entry.term))}"
        item = _add(feed, "entry")
        _add(item, "title", _headline(entry))
        _add(item, "id", f"{page}#{entry.on.isoformat()}")
        _add(item, "link", href=page)
        _add(item, "updated", _moment(entry.on))
        _add(item, "summary", plain_words(entry.term.definition))
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def json_feed(entries: list[Entry], name: str, url: str) -> bytes:
    """Return the entries as a JSON Feed of the site at ``url``."""
    items = [
        {
            "id": f"{url}{address(term_path(entry.term))}#{entry.on.isoformat()}",
            "url": f"{url}{address(term_path(entry.term))}",
            "title": _headline(entry),
            "content_text": plain_words(entry.term.definition),
            "date_modified": _moment(entry.on),
        }
        for entry in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "home_page_url": url,
        "feed_url": f"{url}feed.json",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=2).encode() + b"\n"


def days_of_change(directory: Path) -> dict[str, date]:
    """Return by file the day of its last commit; nothing where git or its history is missing."""
    command = ["git", "log", "--format=%x01%as", "--name-only", "--relative", "--", "."]
    try:
        log = subprocess.run(  # noqa: S603 -- nothing of it comes from outside
            command, cwd=directory, capture_output=True, timeout=_GIT_TIMEOUT, check=True
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        return {}
    changed_on: dict[str, date] = {}
    for commit in log.split("\x01")[1:]:
        day, *files = commit.split("\n")
        for file in filter(None, files):
            changed_on.setdefault(file, date.fromisoformat(day))
    return changed_on


def _headline(entry: Entry) -> str:
    return f"{entry.term.title}: {entry.what}"


def _moment(day: date) -> str:
    return datetime.combine(day, time(tzinfo=UTC)).isoformat().replace("+00:00", "Z")


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    element.text = text
    return element
