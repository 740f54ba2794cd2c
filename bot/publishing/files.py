"""Decisions go into the glossary's own files."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.decisions.delivery import NotYet
from bot.decisions.publication import Conflict, Published
from bot.glossary.files.directory import find_places
from bot.glossary.files.replacing import FileChangedError, replace_file
from bot.glossary.files.scaffold import create_term_file
from bot.glossary.files.term_writer import ChangeRefusedError
from bot.publishing.planner import Planned, plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.decisions.people import Person
    from bot.decisions.publication import Publication, TermChange
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term


class FilesPublisher:
    """Writes each decision at once, and serves it at once."""

    def __init__(self, directory: Path, glossary: Glossary, today: Callable[[], date]) -> None:
        self._directory = directory
        self._glossary = glossary
        self._today = today
        self._one_at_a_time = asyncio.Lock()

    def is_possible(self, term: Term) -> bool:
        """Whether the term's file may be replaced."""
        path = term.path.resolve()  # replace the file that a link leads to, not the link
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)

    async def publish(self, change: TermChange) -> Publication:
        """Make the change, or find it made by a process that ended right after."""
        async with self._one_at_a_time:
            term = self._glossary.get(change.slug)
            if term is None:
                return Conflict("This term is no longer in the glossary.")
            made = await asyncio.to_thread(self._write, term, change)
            if not isinstance(made, Planned):
                return made
            self._glossary.apply(upserts=(made.term,))
            return Published()

    def _write(self, term: Term, change: TermChange) -> Planned | Publication:
        try:
            source = term.path.read_bytes()
            planned = plan(term.path, source, change, self._glossary.config, self._today())
            if isinstance(planned, Planned):
                replace_file(term.path, source, planned.content)
        except FileChangedError as error:  # between reading and writing: look at it again
            return NotYet(str(error), 1)
        except OSError as error:
            return Conflict(
                f"{term.path.name} can't be written ({error.strerror}), so nothing was changed. "
                "Please tell the people who run the bot."
            )
        return planned

    async def start_draft(
        self,
        name: str,
        context: str | None,
        steward: Person,  # noqa: ARG002 -- a file has no author
    ) -> str:
        """Lay out the file of a new term, or find it laid out; return the file's name."""
        terms = find_places(self._directory).terms
        config = self._glossary.config
        try:
            path = await asyncio.to_thread(create_term_file, terms, name, context, config)
        except FileExistsError as error:
            path = Path(error.filename)
        except ValueError as error:
            raise ChangeRefusedError(str(error)) from error
        except OSError as error:
            raise ChangeRefusedError(
                f"The draft can't be written ({error.strerror}), so none was started. "
                "Please tell the people who run the bot."
            ) from error
        return path.name

    async def refresh(self) -> None:
        """Do nothing: the files themselves are watched."""

    async def fate_of(self, pull_request: int) -> bool | None:
        """Return None: where files are written there are no pull requests."""
        del pull_request
        return None
