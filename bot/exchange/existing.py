"""The terms that a directory has before an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.exchange.memory import Remembered, digest_of_file, read_memory
from bot.exchange.term_data import term_data
from bot.glossary.files.directory import (
    CONFIG_FILE,
    TERMS_DIRECTORY,
    Places,
    files_of_terms,
    find_places,
)
from bot.glossary.files.labels import slug_of_file
from bot.glossary.files.parser import parse_term
from bot.glossary.normalize import spelled

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bot.exchange.term_data import TermData


@dataclass(frozen=True, slots=True)
class Known:
    """The file of one term, and what is known of it."""

    slug: str
    path: Path
    key: str | None  # what its source calls it, if it came from the source that is imported
    remembered: Remembered | None = None  # what the source said last
    is_untouched: bool = False  # since the last import, so that it says what the source said


class Existing:
    """The terms of a directory, as the import of one source sees them."""

    def __init__(self, directory: Path, source: str, today: date) -> None:
        self.places = _places(directory)
        self.memory = read_memory(directory)
        self.slugs: set[str] = set()
        self._by_slug: dict[str, Known] = {}
        self._by_key: dict[str, list[Known]] = {}
        self._by_name: dict[tuple[str, str | None], list[tuple[Known, TermData]]] = {}
        self.source = source
        self._today = today
        for name in sorted(files_of_terms(self.places.terms) or ()):
            self._take_in(self.places.terms / name)

    @property
    def is_empty(self) -> bool:
        """Whether there is no term yet."""
        return not self.slugs

    def of_slug(self, slug: str) -> Known | None:
        """Return the term of this file."""
        return self._by_slug.get(slug)

    def of_key(self, key: str) -> list[Known]:
        """Return the terms that came from the source under this key."""
        return self._by_key.get(key, [])

    def of_source(self) -> list[Known]:
        """Return all terms that came from the source."""
        return [known for named in self._by_key.values() for known in named]

    def alike(self, name: str, context: str | None) -> list[tuple[Known, TermData]]:
        """Return the terms from elsewhere with this name and context, and what they say."""
        return self._by_name.get((spelled(name), context), [])

    def fields_of(self, known: Known) -> TermData | None:
        """Return what a file says now; None where the bot can't use it."""
        term = parse_term(known.path, known.path.read_bytes(), self._today).term
        return term_data(term) if term else None

    def _take_in(self, path: Path) -> None:
        slug = slug_of_file(path)
        self.slugs.add(slug)
        content = path.read_bytes()
        last = self.memory.get((self.source, slug))
        if last and last.content == digest_of_file(content):
            self._keep(Known(slug, path, last.key, last, is_untouched=True))
            return
        term = parse_term(path, content, self._today).term
        if last:
            self._keep(Known(slug, path, last.key, last))
            return
        origin = term.imported_from if term else None
        if origin and origin.source == self.source:
            self._keep(Known(slug, path, origin.id or (term.title if term else None)))
            return
        known = Known(slug, path, None)
        self._keep(known)
        if term:
            named = self._by_name.setdefault((spelled(term.name), term.context), [])
            named.append((known, term_data(term)))

    def _keep(self, known: Known) -> None:
        self._by_slug.setdefault(known.slug, known)
        if known.key is not None:
            self._by_key.setdefault(known.key, []).append(known)


def _places(directory: Path) -> Places:
    """Return where terms lie or will: a new directory gets the form with ``terms/``."""
    places = find_places(directory)
    if places.terms == directory and not files_of_terms(directory):
        return Places(directory, directory / TERMS_DIRECTORY, directory / CONFIG_FILE, None, None)
    if places.terms == directory and set(files_of_terms(directory) or ()) <= _COMPANIONS:
        return Places(directory, directory / TERMS_DIRECTORY, directory / CONFIG_FILE, None, None)
    return places


_COMPANIONS = {CONFIG_FILE, "schedule.yml", "sources.yml"}
