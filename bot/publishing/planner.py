"""What a change makes of a term's file: new bytes, nothing more to do, or a conflict."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import yaml

from bot.clarifications.ports import Conflict, Published
from bot.clarifications.proposal import Kind, present_text
from bot.glossary.files.document import read_data
from bot.glossary.files.editor import EditRefusedError, SetField, edit
from bot.glossary.files.parser import parse_term
from bot.glossary.files.term_writer import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.clarifications.ports import TermChange
    from bot.glossary.files.editor import Edit
    from bot.glossary.model import GlossaryConfig, Term


def plan(
    path: Path, source: bytes, change: TermChange, config: GlossaryConfig, today: dt.date
) -> bytes | Published | Conflict:
    """Return the file's new bytes; Published where it says so already.

    What else was changed in the term since the decision stays: only where the text that
    was decided on is another by now, that is a conflict.
    """
    term = parse_term(path, source, today).term
    if term is None:
        return Conflict(f"{path.name} is not sound at the moment. `parlance check` says why.")
    edits = unmade(source, change.edits)
    if not edits:
        return Published()
    if fingerprint(term) != change.seen and _is_touched(term, change, config):
        return Conflict(
            f"“{change.term_title}” was changed by somebody else meanwhile, so nothing was "
            "written. Please look at the new text and decide again."
        )
    try:
        changed = source
        for one in edits:
            changed = edit(changed, one)
    except EditRefusedError as error:
        return Conflict(str(error))
    after = parse_term(path, changed, today).term
    if after is None:
        return Conflict("The term could not be used after that change.")
    return changed


def unmade(source: bytes, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits that are still to be made: what the file says already is not repeated."""
    try:
        data = read_data(source)
    except yaml.YAMLError:
        return list(edits)
    return [one for one in edits if not _is_made(data, one)]


def _is_made(data: Any, change: Edit) -> bool:  # noqa: ANN401 -- YAML
    for key in change.path:
        data = data.get(key) if isinstance(data, dict) else None
    if not isinstance(change, SetField):
        return isinstance(data, list) and change.item in data
    if isinstance(change.value, dt.date):
        return str(data) == change.value.isoformat()
    return data in [change.value, f"{change.value}\n"]


def _is_touched(term: Term, change: TermChange, config: GlossaryConfig) -> bool:
    """Whether the term says something else now where the change would be made."""
    proposal = change.proposal
    if proposal is None:
        return True
    if not proposal.kind.rewords and proposal.kind is not Kind.OUT_OF_DATE:
        return False  # what is added stands beside whatever else was added
    return present_text(term, proposal, config) != change.before
