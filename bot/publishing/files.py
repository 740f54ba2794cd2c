"""Decisions go into the glossary's own files."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clarifications.ports import Conflict, Published
from bot.errors import UserFacingError
from bot.glossary.files.directory import find_places
from bot.glossary.files.scaffold import create_term_file
from bot.glossary.files.term_writer import ChangeRefusedError
from bot.publishing.planner import unmade

if TYPE_CHECKING:
    from datetime import date

    from bot.clarifications.ports import Publication, TermChange
    from bot.clarifications.records import Person
    from bot.glossary.files.term_writer import TermWriter
    from bot.glossary.glossary import Glossary


class FilesPublisher:
    """Writes each decision at once, and serves it at once."""

    def __init__(self, directory: Path, glossary: Glossary, term_writer: TermWriter) -> None:
        self._directory = directory
        self._glossary = glossary
        self._term_writer = term_writer

    async def publish(self, change: TermChange) -> Publication:
        """Make the change, or find it made by a process that ended right after."""
        term = self._glossary.get(change.slug)
        if term is None:
            return Conflict("This term is no longer in the glossary.")
        try:
            edits = unmade(await asyncio.to_thread(term.path.read_bytes), change.edits)
            if edits:
                await self._term_writer.change(change.slug, edits, seen=change.seen)
        except UserFacingError as error:
            return Conflict(str(error))
        except OSError as error:
            return Conflict(f"{term.path.name} can't be read ({error.strerror}).")
        return Published()

    async def start_draft(
        self,
        name: str,
        context: str | None,
        steward: Person,  # noqa: ARG002 -- a file has no author
        today: date,
    ) -> str:
        """Lay out the file of a new term, or find it laid out; return the file's name."""
        terms = find_places(self._directory).terms
        config = self._glossary.config
        try:
            path = await asyncio.to_thread(create_term_file, terms, name, context, config, today)
        except FileExistsError as error:
            path = Path(error.filename)
        except ValueError as error:
            raise ChangeRefusedError(str(error)) from error
        except OSError as error:
            raise ChangeRefusedError(
                f"The draft can't be written ({error.strerror}), so none was started. "
                "Please tell whoever runs the bot."
            ) from error
        return path.name

    async def refresh(self) -> None:
        """Do nothing: the files themselves are watched."""

    async def fate_of(self, pull_request: int) -> bool | None:
        """Return None: where files are written there are no pull requests."""
        del pull_request
        return None
