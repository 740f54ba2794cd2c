"""A term's file with edits made in it, read again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import UserFacingError
from bot.glossary.files.editor import edit
from bot.glossary.files.parser import parse_term
from bot.glossary.files.problems import errors_in
from bot.glossary.model import Term  # noqa: TC001 -- a NamedTuple's fields are read at run time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.glossary.files.editor import Edit


class ChangeRefusedError(UserFacingError):
    """The change would leave a term that the bot can't use, or can't be written; nothing was."""


class EditedTerm(NamedTuple):
    """A file's bytes after some edits, and the term that they hold."""

    content: bytes
    term: Term


def edit_term(term: Term, source: bytes, edits: Iterable[Edit], today: date) -> EditedTerm:
    """Make these edits in the source of the term's file; nothing is written.

    Raises EditRefusedError where one can't be made, and ChangeRefusedError where the result
    is no longer this term.
    """
    content = source
    for one in edits:
        content = edit(content, one)
    parsed = parse_term(term.path, content, today)
    if parsed.term is None or parsed.term.slug != term.slug:
        why = "; ".join(problem.message for problem in errors_in(parsed.problems))
        raise ChangeRefusedError(
            f"The term could not be used after that change{f': {why}' if why else ''}."
        )
    return EditedTerm(content, parsed.term)


def fingerprint(term: Term) -> str:
    """Return a short text that differs as soon as anything the term says differs.

    The steward and the last review aren't part of the term's text.
    """
    said = replace(
        term,
        path=Path(term.path.name),  # wherever the glossary lies
        steward=None,
        last_reviewed_on=None,
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
