"""Applies a change to a term's file: the result is new bytes, nothing to do, or a conflict."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from bot.decisions.publication import Conflict, Published, changed_by_others
from bot.errors import UserFacingError
from bot.glossary.files.document import read_data
from bot.glossary.files.editor import SetField
from bot.glossary.files.parser import parse_term
from bot.glossary.files.term_writer import edit_term

if TYPE_CHECKING:
    from pathlib import Path

    from bot.decisions.publication import TermChange
    from bot.glossary.files.editor import Edit
    from bot.glossary.model import GlossaryConfig, Term


@dataclass(frozen=True, slots=True)
class Planned:
    """The file's new bytes, and the term that they hold."""

    content: bytes
    term: Term


def plan(
    path: Path, source: bytes, change: TermChange, config: GlossaryConfig, today: dt.date
) -> Planned | Published | Conflict:
    """Return what the file is to say; Published where it says so already.

    The one rule of all publishers: a change is refused only if the text that it is about has
    changed since the decision. Other changes to the term stay.
    """
    term = parse_term(path, source, today).term
    if term is None:
        return Conflict(f"{path.name} has errors at the moment. `parlance check` lists them.")
    edits = [one for one in change.edits if not _is_made(source, one)]
    if not edits:
        return Published()
    # If the first edit is already there, only the rest is missing.
    if change.edits[0] in edits and change.text_in(term, config) != change.before:
        return Conflict(changed_by_others(change.term_title))
    try:
        content, edited = edit_term(term, source, edits, today)
    except UserFacingError as error:
        return Conflict(str(error))
    return Planned(content, edited)


def _is_made(source: bytes, change: Edit) -> bool:
    """Whether the file says already what the edit would make it say."""
    try:
        data: Any = read_data(source)
    except yaml.YAMLError:
        return False
    for key in change.path:
        data = data.get(key) if isinstance(data, dict) else None
    if not isinstance(change, SetField):
        return isinstance(data, list) and change.item in data
    if isinstance(change.value, dt.date):
        return str(data) == change.value.isoformat()
    return data in [change.value, f"{change.value}\n"]
