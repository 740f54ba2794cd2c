"""Changes a term in its file and brings the change into service at once."""

from __future__ import annotations

import asyncio
import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UserFacingError
from bot.glossary.files.editor import edit
from bot.glossary.files.parser import parse_term
from bot.glossary.files.problems import errors_in
from bot.glossary.files.replacing import FileChangedError, replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bot.glossary.files.editor import Edit
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term


class ChangeRefusedError(UserFacingError):
    """The change would leave a term that the bot can't use, or can't be written; nothing was."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who made a change, for a glossary whose files remember that."""

    user_id: str
    name: str


def fingerprint(term: Term) -> str:
    """Return a short text that differs as soon as anything the term says differs."""
    said = replace(term, path=Path(term.path.name))  # wherever the glossary lies
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


class TermWriter:
    """Writes decisions into the YAML files, one at a time."""

    def __init__(self, glossary: Glossary, today: Callable[[], date]) -> None:
        self._glossary = glossary
        self._today = today
        self._one_at_a_time = asyncio.Lock()

    def is_possible(self, term: Term) -> bool:
        """Whether the term's file may be replaced; where not, no editing is offered."""
        path = term.path.resolve()  # what a link leads to is what is replaced
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)

    async def change(
        self,
        slug: str,
        edits: Sequence[Edit],
        *,
        seen: str,
        author: Author | None = None,  # noqa: ARG002 -- a file has no author
    ) -> Term:
        """Make these edits in the term's file and return the term as it is served from now on.

        ``seen`` is the fingerprint of the term that the decision was made on. Raises
        FileChangedError when the file says something else by now, EditRefusedError and
        ChangeRefusedError when the result would not be sound. Nothing is written then.
        """
        async with self._one_at_a_time:
            term = self._glossary.get(slug)
            if term is None:
                raise ChangeRefusedError("This term is no longer in the glossary.")
            changed = await asyncio.to_thread(self._write, term, edits, seen)
            self._glossary.apply(upserts=(changed,), removals=())
            return changed

    def _write(self, term: Term, edits: Sequence[Edit], seen: str) -> Term:
        try:
            before = term.path.read_bytes()
            now = parse_term(term.path, before, self._today()).term
            if now is None or fingerprint(now) != seen:
                raise FileChangedError(
                    f"“{term.title}” was changed by somebody else meanwhile, so nothing was "
                    "written. Please look at the new text and decide again."
                )
            after = before
            for one in edits:
                after = edit(after, one)
            parsed = parse_term(term.path, after, self._today())
            problems = errors_in(parsed.problems)
            if parsed.term is None:
                why = "; ".join(problem.message for problem in problems)
                raise ChangeRefusedError(f"The term could not be used after that change: {why}.")
            replace_file(term.path, before, after)
        except OSError as error:
            raise ChangeRefusedError(
                f"{term.path.name} can't be written ({error.strerror}), so nothing was changed. "
                "Please tell whoever runs the bot."
            ) from error
        return parsed.term
