"""Reads the files that hold for the whole glossary: configuration, bibliography and schedule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.glossary.files.config import DEFAULT_CONFIG, read_config
from bot.glossary.files.directory import MISSING, signature_of
from bot.glossary.files.problems import errors_in
from bot.glossary.files.schedule import read_schedule
from bot.glossary.files.sources import read_sources

if TYPE_CHECKING:
    from bot.glossary.files.directory import Places, Signature
    from bot.glossary.files.problems import Problem
    from bot.glossary.files.schedule import ScheduleEntry
    from bot.glossary.model import GlossaryConfig


class SettingsFiles:
    """What these files say; of a file that is broken later, its last good version."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.config: GlossaryConfig = DEFAULT_CONFIG
        self.schedule: tuple[ScheduleEntry, ...] = ()
        self._config_signature = MISSING
        self._sources_signature = MISSING
        self._schedule_signature: tuple[Signature, Signature] | None = None

    def read(self, *, is_start: bool) -> list[Problem]:
        """Read what changed and return its problems; at the start, take what is sound of it."""
        return [
            *self._read_config(is_start=is_start),
            *self._read_sources(is_start=is_start),
            *self._read_schedule(),
        ]

    def _read_config(self, *, is_start: bool) -> list[Problem]:
        if self._places.config is None:
            return []
        signature = signature_of(self._places.config)
        if signature == self._config_signature:
            return []
        self._config_signature = signature
        config, problems = read_config(self._places.config)
        if is_start or not errors_in(problems):
            self.config = replace(config, sources=self.config.sources)
        return problems

    def _read_sources(self, *, is_start: bool) -> list[Problem]:
        if self._places.sources is None:
            return []
        signature = signature_of(self._places.sources)
        if signature == self._sources_signature:
            return []
        self._sources_signature = signature
        sources, problems = read_sources(self._places.sources)
        if is_start or not errors_in(problems):
            self.config = replace(self.config, sources=sources)
        return problems

    def _read_schedule(self) -> list[Problem]:
        """Take over the entries that changed for the better; return the schedule's problems.

        It is read again with the configuration, whose roles and channel it names.
        """
        if self._places.schedule is None:
            return []
        signature = signature_of(self._places.schedule), self._config_signature
        if signature == self._schedule_signature:
            return []
        self._schedule_signature = signature
        self.schedule, problems = read_schedule(self._places.schedule, self.config, self.schedule)
        return problems
