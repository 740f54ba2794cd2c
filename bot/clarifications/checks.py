"""Checks a suggestion by what ``parlance check`` would find in the term after the change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.clarifications.form_faults import form_faults
from bot.clarifications.outcomes import Field, FieldFault
from bot.clarifications.proposal import Kind, edits_of
from bot.errors import UserFacingError
from bot.glossary.files.parser import Parsed, parse_term
from bot.glossary.files.term_writer import edit_term
from bot.glossary.files.validation import check_glossary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.clarifications.proposal import Proposal
    from bot.glossary.files.problems import Problem
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term

_UNREADABLE = "The term's file has an error, so it can't be changed now. Please tell a steward."
_LEFT = "The glossary can't take this as it is. A steward can still write it into the term's file."


def find_faults(
    term: Term, proposal: Proposal, glossary: Glossary, today: date
) -> tuple[FieldFault, ...]:
    """Return the suggestion's faults, each at its input. Reads the term's file.

    People who fill in a form read nothing of files: whatever the checks of a file find beyond
    the form's own is one sentence.
    """
    faults = tuple(form_faults(term, proposal, glossary))
    edits = edits_of(proposal)
    if faults or not edits:
        return faults
    try:
        source = term.path.read_bytes()
    except OSError:
        return (FieldFault(_field_of(proposal), _UNREADABLE),)
    before = parse_term(term.path, source, today)
    if before.term is None:
        return (FieldFault(_field_of(proposal), _UNREADABLE),)
    try:
        changed, edited = edit_term(term, source, edits, today)
    except UserFacingError:
        return (FieldFault(_field_of(proposal), _LEFT),)
    after = parse_term(term.path, changed, today)
    others = _others(glossary, edited)
    known = Counter(_said(before.problems) + _said(_between(glossary, others, before)))
    found = Counter(_said(after.problems) + _said(_between(glossary, others, after)))
    return (FieldFault(_field_of(proposal), _LEFT),) if found - known else ()


def _others(glossary: Glossary, term: Term) -> list[Parsed]:
    """Return the terms that a change of this one can have to do with.

    Those that bear one of its labels, or are named by it: to check all of a large
    glossary takes longer than Slack waits for the answer to a form.
    """
    labels = (*term.labels, *term.broader, *term.narrower, *term.related, term.replaced_by or "")
    met = {one.slug: one for label in labels for one in glossary.resolve(label)}
    return [Parsed(one.path, one, [], _AnyLine()) for slug, one in met.items() if slug != term.slug]


def _between(glossary: Glossary, others: list[Parsed], changed: Parsed) -> list[Problem]:
    """Return the problems between these terms, the changed one as it is in the file."""
    # The changed one comes first, so that a message about a shared name is about this one.
    return check_glossary(glossary.config, [changed, *others])


class _AnyLine(dict[str, tuple[int, ...]]):
    """Takes the place of a file's line numbers: nobody sees them, so the file isn't read again."""

    def __missing__(self, key: str) -> _Ones:
        return _Ones()


class _Ones(tuple[int, ...]):
    """Line 1, wherever it is looked up."""

    __slots__ = ()

    def __getitem__(self, index: object) -> int:  # type: ignore[override]  # any place of it
        return 1


def _said(problems: Iterable[Problem]) -> list[str]:
    return [one.message for one in problems]


def _field_of(proposal: Proposal) -> Field:
    return Field.URL if proposal.kind is Kind.ADD_SOURCE else Field.TEXT
