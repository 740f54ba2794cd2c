"""Loads a directory of terms, and later whatever changed in it.

One broken file never takes the rest down: at first its term is left out, later
its last good version stays in service.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.clock import latest_today
from bot.errors import GlossaryError
from bot.glossary.files.directory import TERMS_DIRECTORY, files_of_terms, find_places
from bot.glossary.files.document import LARGEST_FILE
from bot.glossary.files.labels import slug_of_file
from bot.glossary.files.parser import Parsed, parse_term
from bot.glossary.files.problems import Problem, Report, printable
from bot.glossary.files.settings_files import SettingsFiles
from bot.glossary.files.validation import check_glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date
    from pathlib import Path

    from bot.glossary.files.directory import Signature
    from bot.glossary.files.schedule import ScheduleEntry
    from bot.glossary.model import GlossaryConfig, Term

# An editor or a checkout may take a file away and put it back at once. A file is
# gone when it is still missing at a second look.
SECOND_LOOK_AFTER = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Loaded:
    """A whole directory: its terms in service by slug, and every problem it has.

    ``left_out`` holds the labels of each file whose term is not in service, ``absent`` by
    usual field the files of the terms that lack it.
    """

    config: GlossaryConfig
    terms: dict[str, Term]
    schedule: tuple[ScheduleEntry, ...]
    problems: list[Problem]
    left_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    absent: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """The terms to put into and take out of service.

    ``config``, ``schedule`` and ``left_out`` are None where they are unchanged.
    """

    upserts: tuple[Term, ...] = ()
    removals: tuple[str, ...] = ()
    config: GlossaryConfig | None = None
    schedule: tuple[ScheduleEntry, ...] | None = None
    problems: list[Problem] = field(default_factory=list)
    left_out: dict[str, tuple[str, ...]] | None = None

    def __bool__(self) -> bool:
        """Tell whether there is anything to apply or to say."""
        changed = self.upserts or self.removals or self.config or self.schedule is not None
        return bool(changed or self.problems or self.left_out is not None)


@dataclass(slots=True)
class _File:
    """One file as last looked at; ``term`` is its last good version.

    ``labels`` are those of a file that never had one.
    """

    signature: Signature
    term: Term | None = None
    labels: tuple[str, ...] = ()


class Loader:
    """Reads one glossary directory and remembers what it read. For one caller at a time."""

    def __init__(self, directory: Path, today: Callable[[], date] = latest_today) -> None:
        self.places = find_places(directory)
        self._today = today
        self._clear()

    def _clear(self) -> None:
        self._files: dict[str, _File] = {}
        self._names_of: dict[str, tuple[str, ...]] = {}  # by slug, the files that hold such a term
        self._in_service: dict[str, Term] = {}
        self._settings = SettingsFiles(self.places)

    def load(self) -> Loaded:
        """Read everything; raise GlossaryError where there is no such directory."""
        self.places = find_places(self.places.directory)
        self._clear()
        seen = files_of_terms(self.places.terms)
        if seen is None:
            raise GlossaryError(
                f"There is no glossary at {self.places.directory}: it is not a directory that can "
                "be read. Name a directory of terms with --glossary or PARLANCE_GLOSSARY."
            )
        problems = self._settings.read(is_start=not self._files)
        parsed = [self._read(name, signature) for name, signature in sorted(seen.items())]
        self._in_service = {slug: self._elected(slug) for slug in self._names_of}
        served = {term.path for term in self._in_service.values()}
        problems += [problem for file in parsed for problem in file.problems]
        problems += self._doubled(self._names_of)
        problems += check_glossary(
            self._settings.config, [file for file in parsed if file.path in served]
        )
        if not parsed:
            problems += self._fault_of_directory(
                "there is no term here",
                f"add files named <term>.yml, or name a directory that holds them or "
                f"{TERMS_DIRECTORY}/",
            )
        problems.sort(key=lambda problem: (str(problem.path), problem.line))
        return Loaded(
            self._settings.config,
            dict(self._in_service),
            self._settings.schedule,
            problems,
            self._left_out(),
            self._absent(parsed),
        )

    def reload(self, changed_paths: Iterable[Path] = ()) -> Change:
        """Read the named files again, and every other that is no longer as it was.

        The change's problems are those of the files that were read; ``load`` reports their effects
        on other terms.
        """
        again = {path.name for path in changed_paths}
        seen = files_of_terms(self.places.terms)
        if seen is not None and self._files.keys() - seen.keys():
            time.sleep(SECOND_LOOK_AFTER)
            seen = files_of_terms(self.places.terms)
        if not seen and self._files:
            return Change(
                problems=self._fault_of_directory(
                    "the directory is gone or empty; the bot keeps using the terms it read before",
                    "put its files back",
                )
            )
        before = self._settings.config, self._settings.schedule, self._left_out()
        problems = self._settings.read(is_start=not self._files)
        touched = self._take_in(seen or {}, again, problems)
        problems += self._doubled(touched)
        upserts, removals = self._put_in_service(touched)
        config = None if self._settings.config == before[0] else self._settings.config
        schedule = None if self._settings.schedule == before[1] else self._settings.schedule
        left_out = self._left_out()
        return Change(
            upserts,
            removals,
            config,
            schedule,
            problems,
            None if left_out == before[2] else left_out,
        )

    def _take_in(
        self, seen: dict[str, Signature], again: set[str], problems: list[Problem]
    ) -> set[str]:
        """Read what changed, add its problems, and return the slugs it may concern."""
        touched = set()
        for name in self._files.keys() - seen.keys():
            touched |= self._forget(name)
        for name, signature in sorted(seen.items()):
            known = self._files.get(name)
            if known is None or known.signature != signature or name in again:
                parsed = self._read(name, signature)
                problems += parsed.problems
                touched |= {term.slug for term in (known and known.term, parsed.term) if term}
        return touched

    def _put_in_service(self, slugs: set[str]) -> tuple[tuple[Term, ...], tuple[str, ...]]:
        upserts, removals = [], []
        for slug in sorted(slugs):
            if slug in self._names_of:
                term = self._elected(slug)
                if term != self._in_service.get(slug):
                    self._in_service[slug] = term
                    upserts.append(term)
            elif self._in_service.pop(slug, None):
                removals.append(slug)
        return tuple(upserts), tuple(removals)

    def _read(self, name: str, signature: Signature) -> Parsed:
        path = self.places.terms / name
        try:
            with path.open("rb") as file:
                parsed = parse_term(path, file.read(LARGEST_FILE + 1), self._today())
        except OSError as error:
            report = Report(path)
            report.error(1, f"the file cannot be read ({error.strerror})", "make it readable")
            parsed = Parsed(path, None, report.problems, labels=(slug_of_file(path),))
        if parsed.term:
            self._forget(name)
            self._files[name] = _File(signature, parsed.term)
            names = self._names_of.get(parsed.term.slug, ())
            self._names_of[parsed.term.slug] = (*names, name)
        else:
            known = self._files.setdefault(name, _File(signature))
            known.signature, known.labels = signature, parsed.labels
        return parsed

    def _forget(self, name: str) -> set[str]:
        """Drop a file and return the slug of its term, if it had one."""
        file = self._files.pop(name, None)
        if file is None or file.term is None:
            return set()
        slug = file.term.slug
        left = tuple(other for other in self._names_of[slug] if other != name)
        if left:
            self._names_of[slug] = left
        else:
            del self._names_of[slug]
        return {slug}

    def _elected(self, slug: str) -> Term:
        """Return the term that serves where several files differ in their endings alone."""
        terms = [term for name in self._names_of[slug] if (term := self._files[name].term)]
        return min(terms, key=lambda term: (term.path.stem != slug, term.path.name))

    def _left_out(self) -> dict[str, tuple[str, ...]]:
        return {
            name: file.labels
            for name, file in self._files.items()
            if file.term is None and file.labels
        }

    def _absent(self, parsed: Iterable[Parsed]) -> dict[str, list[str]]:
        """Return by usual field which files lack it; roles only where the glossary has any."""
        absent: dict[str, list[str]] = {}
        unused = () if self._settings.config.roles else ("roles", "audiences")
        for file in parsed:
            for key in file.absent:
                if key not in unused:
                    absent.setdefault(key, []).append(file.path.name)
        return absent

    def _doubled(self, slugs: Collection[str]) -> list[Problem]:
        """Return the problems of files whose names differ in their endings alone."""
        problems = []
        for slug in slugs:
            names = self._names_of.get(slug, ())
            if len(names) > 1:
                served = self._elected(slug).path.name
                for name in sorted(set(names) - {served}):
                    report = Report(self.places.terms / name)
                    report.error(
                        1,
                        f"{printable(name)} and {printable(served)} are files of one term; the "
                        "bot uses the second",
                        "delete one of them, or give it another name",
                    )
                    problems += report.problems
        return problems

    def _fault_of_directory(self, message: str, remedy: str) -> list[Problem]:
        report = Report(self.places.terms)
        report.error(1, message, remedy)
        return report.problems
