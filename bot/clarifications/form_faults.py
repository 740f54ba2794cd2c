"""The faults of a suggestion's form, in words for the person who filled it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.characters import direction_fault, is_blank, skeleton
from bot.clarifications.outcomes import Field, FieldFault
from bot.clarifications.proposal import Kind, present_text
from bot.glossary.files.fields import LONGEST_TEXT
from bot.glossary.files.term_format import (
    LONGEST_EXAMPLE,
    LONGEST_LABEL,
    LONGEST_SHORT_DEF,
    LONGEST_URL,
    MOST_WORDS_IN_SHORT_DEF,
)
from bot.glossary.model import Status
from bot.glossary.normalize import fold_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.clarifications.proposal import Proposal
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term

LONGEST_INPUT = 3000  # what an input of Slack's takes
# What `parlance check` takes of each kind's text, in characters.
LONGEST_OF_KIND = {
    Kind.REWORD_SHORT_DEF: LONGEST_SHORT_DEF,
    Kind.REWORD_FOR_ROLE: LONGEST_TEXT,
    Kind.ADD_DO: LONGEST_EXAMPLE,
    Kind.ADD_DONT: LONGEST_EXAMPLE,
    Kind.ADD_ALIAS: LONGEST_LABEL,
    Kind.ADD_SOURCE: LONGEST_TEXT,
}
_SAY_ELSEWHERE = "Choose “Something else”, and say what is wrong."


def text_fault(
    text: str, field: Field, *, most: int = LONGEST_INPUT, may_be_empty: bool = False
) -> FieldFault | None:
    """Return the faults of a text that people type, taken alone."""
    if is_blank(text):
        return None if may_be_empty else FieldFault(field, "Please write something.")
    if len(text) > most:
        words = f"This has {len(text):,} characters; keep it to {most:,} at most."
        return FieldFault(field, words)
    turned = direction_fault(text)
    return FieldFault(field, turned) if turned else None


def form_faults(term: Term, proposal: Proposal, glossary: Glossary) -> Iterator[FieldFault]:
    """Yield each text that is too long, missing, already there, or impossible."""
    kind, text = proposal.kind, proposal.text
    if kind is Kind.ADD_RELATED:
        yield from _related_faults(term, text, glossary)
    elif kind is Kind.OUT_OF_DATE:
        yield from _status_faults(term)
    elif fault := text_fault(text, Field.TEXT, most=LONGEST_OF_KIND.get(kind, LONGEST_INPUT)):
        yield fault
    elif kind.rewords:
        yield from _wording_faults(term, proposal, glossary)
    elif kind is Kind.ADD_SOURCE:
        yield from _source_faults(term, proposal.url or "")
    elif kind in {Kind.ADD_ALIAS, Kind.ADD_HIDDEN_LABEL}:
        yield from _alias_faults(term, text, glossary)
    elif kind in {Kind.ADD_DO, Kind.ADD_DONT} and text in [
        example.text for example in (*term.do, *term.dont)
    ]:
        yield FieldFault(Field.TEXT, "This line is there already.")


def _status_faults(term: Term) -> Iterator[FieldFault]:
    if term.status is Status.DRAFT:
        yield FieldFault(Field.TEXT, f"This term is a draft already. {_SAY_ELSEWHERE}")
    elif term.replaced_by:
        yield FieldFault(Field.TEXT, f"Another term has replaced this one. {_SAY_ELSEWHERE}")


def _wording_faults(term: Term, proposal: Proposal, glossary: Glossary) -> Iterator[FieldFault]:
    kind, text = proposal.kind, proposal.text
    words = len(text.split())
    if kind is Kind.REWORD_FOR_ROLE and not glossary.config.role(proposal.role_id or ""):
        yield FieldFault(Field.ROLE, "Please choose the role whose words these are.")
    elif text == present_text(term, proposal, glossary.config):
        yield FieldFault(Field.TEXT, "That is what it says already. Change the text, or cancel.")
    elif kind is Kind.REWORD_SHORT_DEF and words > MOST_WORDS_IN_SHORT_DEF:
        limit = f"keep it to {MOST_WORDS_IN_SHORT_DEF} at most"
        yield FieldFault(Field.TEXT, f"The short definition has {words:,} words; {limit}.")


def _related_faults(term: Term, label: str, glossary: Glossary) -> Iterator[FieldFault]:
    linked = (*term.related, *term.broader, *term.narrower)
    named = glossary.resolve(label)
    if not label:
        yield FieldFault(Field.TEXT, "Please choose a term.")
    elif fold_label(label) in map(fold_label, linked):
        yield FieldFault(Field.TEXT, "This term is linked already.")
    elif not named:
        yield FieldFault(Field.TEXT, f"The glossary has no term “{label}”. Please choose another.")
    elif [one.slug for one in named] == [term.slug]:
        yield FieldFault(Field.TEXT, "This is the term itself. Please choose another.")
    elif len(named) > 1:
        words = f"“{label}” has {len(named)} meanings that nothing tells apart. {_SAY_ELSEWHERE}"
        yield FieldFault(Field.TEXT, words)


def _alias_faults(term: Term, text: str, glossary: Glossary) -> Iterator[FieldFault]:
    looks = skeleton(text)
    found = glossary.resolve(text) or glossary.resolve(looks)
    others = [one for one in found if one.slug != term.slug]
    # Contexts tell terms of one name apart; not a name from one that only looks like it.
    are_told_apart = looks == fold_label(text) and all(one.context for one in (term, *others))
    is_title = fold_label(text) in [fold_label(one.title) for one in others]
    if looks in map(skeleton, (*term.labels, *term.hidden_labels)):
        yield FieldFault(Field.TEXT, "This term is found by that name already.")
    elif looks in [skeleton(one.name) for one in term.avoid]:
        yield FieldFault(Field.TEXT, "That is a name to avoid for this term.")
    elif others and (is_title or not are_told_apart):
        names = ", ".join(f"“{one.title}”" for one in others[:3])
        yield FieldFault(Field.TEXT, f"That name leads to {names} already.")


def _source_faults(term: Term, url: str) -> Iterator[FieldFault]:
    scheme, separator, rest = url.partition("://")
    host = rest.split("/")[0]
    is_address = separator and scheme in {"https", "http"} and "." in host.strip(".")
    if turned := direction_fault(url):
        yield FieldFault(Field.URL, turned)
    elif not is_address or any(char.isspace() for char in url):
        yield FieldFault(
            Field.URL, "That is not a web address: write one that begins with https://."
        )
    elif len(url) > LONGEST_URL:
        words = f"This has {len(url):,} characters; keep it to {LONGEST_URL:,} at most."
        yield FieldFault(Field.URL, words)
    elif url in {one.url for one in term.citations}:
        yield FieldFault(Field.URL, "This source is there already.")
