"""Checks a suggestion by what ``parlance check`` would find in the term after the change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.characters import direction_fault, is_blank, skeleton
from bot.clarifications.outcomes import Field, FieldFault
from bot.clarifications.proposal import Kind, edits_of, present_text
from bot.errors import UserFacingError
from bot.glossary.files.parser import Parsed, parse_term
from bot.glossary.files.term_writer import edit_term
from bot.glossary.files.validation import check_glossary
from bot.glossary.model import Status
from bot.glossary.normalize import fold_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.clarifications.proposal import Proposal
    from bot.glossary.files.problems import Problem
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term

LONGEST_TEXT = 3000  # what an input of Slack's takes


def find_faults(
    term: Term, proposal: Proposal, glossary: Glossary, today: date
) -> tuple[FieldFault, ...]:
    """Return what is wrong with the suggestion, each at its input. Reads the term's file."""
    faults = tuple(_own_faults(term, proposal, glossary))
    edits = edits_of(proposal)
    if faults or not edits:
        return faults
    try:
        source = term.path.read_bytes()
    except OSError as error:
        return (FieldFault(Field.TEXT, f"The term's file can't be read: {error.strerror}."),)
    before = parse_term(term.path, source, today)
    if before.term is None:
        words = "The term's file has an error at the moment. `parlance check` says where."
        return (FieldFault(Field.TEXT, words),)
    try:
        changed, edited = edit_term(term, source, edits, today)
    except UserFacingError as error:
        return (FieldFault(_field_of(proposal), str(error)),)
    after = parse_term(term.path, changed, today)
    others = _others(glossary, edited)
    known = Counter(_said(before.problems) + _said(_between(glossary, others, before)))
    found = Counter(_said(after.problems) + _said(_between(glossary, others, after)))
    return tuple(FieldFault(_field_of(proposal), message) for message in found - known)


def text_fault(
    text: str, field: Field, *, most: int = LONGEST_TEXT, may_be_empty: bool = False
) -> FieldFault | None:
    """Return what is wrong with a text that people type, for itself."""
    if is_blank(text):
        return None if may_be_empty else FieldFault(field, "Please write something.")
    if len(text) > most:
        return FieldFault(field, f"That is too long: {most} characters at most.")
    turned = direction_fault(text)
    return FieldFault(field, turned) if turned else None


def _own_faults(term: Term, proposal: Proposal, glossary: Glossary) -> Iterator[FieldFault]:
    """Yield what the checks of a file can't know: what is missing, or is there already."""
    kind, text = proposal.kind, proposal.text
    fault = text_fault(text, Field.TEXT) if kind.has_text else None
    if fault:
        yield fault
        return
    if kind is Kind.REWORD_FOR_ROLE and not glossary.config.role(proposal.role_id or ""):
        yield FieldFault(Field.ROLE, "Please choose the role whose words these are.")
    elif kind.rewords and text == present_text(term, proposal, glossary.config):
        yield FieldFault(Field.TEXT, "That is what it says already. Change the text, or cancel.")
    elif kind is Kind.OUT_OF_DATE and term.status is Status.DRAFT:
        yield FieldFault(
            Field.TEXT, "This term is a draft already. Say under “something else” what is wrong."
        )
    elif kind is Kind.ADD_SOURCE:
        yield from _source_faults(term, proposal.url or "")
    elif kind is Kind.ADD_ALIAS:
        yield from _alias_faults(term, text, glossary)
    elif kind in {Kind.ADD_DO, Kind.ADD_DONT} and text in [
        example.text for example in (*term.do, *term.dont)
    ]:
        yield FieldFault(Field.TEXT, "This line is there already.")
    elif kind is Kind.ADD_RELATED:
        linked = (*term.related, *term.broader, *term.narrower)
        if fold_label(text) in map(fold_label, linked):
            yield FieldFault(Field.TEXT, "This term is linked already.")


def _alias_faults(term: Term, text: str, glossary: Glossary) -> Iterator[FieldFault]:
    """Yield what the checks of files say to people who edit files."""
    looks = skeleton(text)
    found = glossary.resolve(text) or glossary.resolve(looks)
    others = [one for one in found if one.slug != term.slug]
    if looks in map(skeleton, term.labels):
        yield FieldFault(Field.TEXT, "This term is found by that name already.")
    elif others and not all(one.context for one in (term, *others)):
        names = ", ".join(f"“{one.title}”" for one in others[:3])
        yield FieldFault(Field.TEXT, f"That name leads to {names} already.")


def _source_faults(term: Term, url: str) -> Iterator[FieldFault]:
    if turned := direction_fault(url):
        yield FieldFault(Field.URL, turned)
        return
    scheme, separator, rest = url.partition("://")
    host = rest.split("/")[0]
    is_address = separator and scheme in {"https", "http"} and "." in host.strip(".")
    if not is_address or any(char.isspace() for char in url):
        yield FieldFault(
            Field.URL, "That is not a web address: write one that begins with https://."
        )
    elif url in {one.url for one in term.citations}:
        yield FieldFault(Field.URL, "This source is there already.")


def _others(glossary: Glossary, term: Term) -> list[Parsed]:
    """Return the terms that a change of this one can have to do with.

    Those that bear one of its labels, or are named by it: to check all of a large
    glossary takes longer than Slack waits for the answer to a form.
    """
    labels = (*term.labels, *term.broader, *term.narrower, *term.related, term.replaced_by or "")
    met = {one.slug: one for label in labels for one in glossary.resolve(label)}
    return [Parsed(one.path, one, [], _AnyLine()) for slug, one in met.items() if slug != term.slug]


def _between(glossary: Glossary, others: list[Parsed], changed: Parsed) -> list[Problem]:
    """Return what is wrong between these terms, the changed one as it is in the file."""
    # The changed one first: what is said of a shared name is then said of it.
    return check_glossary(glossary.config, [changed, *others])


class _AnyLine(dict[str, tuple[int, ...]]):
    """Stands for the lines of a file that is not read again: nobody is shown them."""

    def __missing__(self, key: str) -> _Ones:
        return _Ones()


class _Ones(tuple[int, ...]):
    """Line 1, wherever it is looked up."""

    __slots__ = ()

    def __getitem__(self, index: object) -> int:  # type: ignore[override]  # any place of it
        return 1


def _said(problems: Iterable[Problem]) -> list[str]:
    return [f"{one.message[:1].upper()}{one.message[1:]}: {one.remedy}." for one in problems]


def _field_of(proposal: Proposal) -> Field:
    return Field.URL if proposal.kind is Kind.ADD_SOURCE else Field.TEXT
