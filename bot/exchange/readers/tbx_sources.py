"""The books and pages that a term base in TBX names by a key: "Oxford2007"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.readers.tbx_parts import SECTIONS, of_kind, terms_in
from bot.exchange.readers.xml import children, descendants, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.etree import _Element

_AUTHORS = ("author", "author[s]", "authors", "editor", "editor[s]", "editors", "fn")
_TITLES = ("title", "article title", "book title", "titre", "titel")
_WITHIN = ("journal title", "journal", "publisher")
_YEARS = ("publication year", "year", "date")


class Bibliography:
    """What each key stands for: an object at the end, or an entry that describes a book."""

    def __init__(self, root: _Element, entries: Sequence[_Element]) -> None:
        self._titles: dict[str, str] = {}
        self._keys: dict[_Element, str] = {}
        for one in descendants(root, "refObject"):
            items = {
                (item.get("type") or "").lower(): text_of(item) for item in descendants(one, "item")
            }
            self._add(one.get("id") or "", items)
        used = {text_of(one) for entry in entries for one in _sources_in(entry)}
        for entry in entries:
            for key in _names_of(entry) & used:
                if self._add(key, _notes_of(entry)):
                    self._keys[entry] = key

    def title(self, key: str, target: str) -> str:
        """Return what a source is called; itself where nothing says what it stands for."""
        return self._titles.get(target.removeprefix("#")) or self._titles.get(key) or key

    def key_of(self, entry: _Element) -> str:
        """Return the key of an entry that describes a source and no concept."""
        return self._keys.get(entry, "")

    def _add(self, key: str, said: Mapping[str, str]) -> bool:
        title = _first(said, _TITLES)
        if not key or not title:
            return False
        authors, within, year = _first(said, _AUTHORS), _first(said, _WITHIN), _first(said, _YEARS)
        aside = ", ".join(filter(None, (within, year)))
        self._titles[key] = (
            (f"{authors}: " if authors else "") + title + (f" ({aside})" if aside else "")
        )
        return True


def _sources_in(entry: _Element) -> Iterable[_Element]:
    for holder in (entry, *descendants(entry, *SECTIONS, "termSec", "tig", "ntig")):
        yield from of_kind(holder, "source")


def _names_of(entry: _Element) -> set[str]:
    return {name for section in children(entry, *SECTIONS) for name, _ in terms_in(section)}


def _notes_of(entry: _Element) -> dict[str, str]:
    """Return what notes say as "Book Title: …", by the word before the colon."""
    found: dict[str, str] = {}
    for note in descendants(entry, "note"):
        key, sign, text = text_of(note).partition(":")
        if sign:
            found.setdefault(key.strip().lower(), text.strip())
    return found


def _first(said: Mapping[str, str], keys: Iterable[str]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")
