"""A proposed change: its kind, its text, and the edits that it makes to the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.characters import skeleton
from bot.glossary.files.editor import AddItem, SetField
from bot.glossary.model import Status
from bot.glossary.normalize import fold_label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.glossary.files.editor import Edit
    from bot.glossary.model import GlossaryConfig, Term


class Kind(StrEnum):
    """The kinds of suggestion, in the form's order."""

    REWORD_SHORT_DEF = "reword_short_def"
    REWORD_FOR_ROLE = "reword_for_role"
    ADD_DO = "add_do"
    ADD_DONT = "add_dont"
    ADD_ALIAS = "add_alias"
    ADD_HIDDEN_LABEL = "add_hidden_label"  # it finds the term and is never shown
    ADD_RELATED = "add_related"
    ADD_SOURCE = "add_source"
    OUT_OF_DATE = "out_of_date"  # accepted: the term is a draft again
    SOMETHING_ELSE = "something_else"  # accepted: noted; a steward edits it into another kind

    @property
    def rewords(self) -> bool:
        """Whether it replaces a text; the others add something or say something."""
        return self in {Kind.REWORD_SHORT_DEF, Kind.REWORD_FOR_ROLE}

    @property
    def replaces(self) -> bool:
        """Whether something that the term says gives way to it."""
        return self.rewords or self is Kind.OUT_OF_DATE

    @property
    def has_text(self) -> bool:
        """Whether the form asks for a text; of a term that is out of date only why."""
        return self is not Kind.OUT_OF_DATE


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change of one term.

    ``text`` is the new wording, the line to add, the label of an alias or of a related
    term, a source's name, or what somebody says. ``role_id`` goes with REWORD_FOR_ROLE,
    ``url`` with ADD_SOURCE.
    """

    kind: Kind
    text: str = ""
    role_id: str | None = None
    url: str | None = None

    def likeness(self) -> str:
        """Return a text that two suggestions of one term share when they ask for the same."""
        if self.kind in {Kind.ADD_ALIAS, Kind.ADD_HIDDEN_LABEL}:
            said = skeleton(self.text) or self.text
        else:
            said = fold_label(self.url or self.text) or self.text
        return "\n".join((self.kind, self.role_id or "", said))


# Where in the file a line or a label is added.
_LISTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ADD_DO: ("examples", "do"),
    Kind.ADD_DONT: ("examples", "dont"),
    Kind.ADD_ALIAS: ("aliases",),
    Kind.ADD_HIDDEN_LABEL: ("hidden_labels",),
    Kind.ADD_RELATED: ("relationships", "related"),
}
_LABELS: Mapping[Kind, Callable[[Term], tuple[str, ...]]] = {
    Kind.ADD_ALIAS: attrgetter("aliases"),
    Kind.ADD_HIDDEN_LABEL: attrgetter("hidden_labels"),
    Kind.ADD_RELATED: attrgetter("related"),
}


def edits_of(proposal: Proposal) -> tuple[Edit, ...]:
    """Return the edits of the term's file that the proposal means; none where it only says."""
    text = proposal.text
    if path := _LISTS.get(proposal.kind):
        return (AddItem(path, text),)
    match proposal.kind:
        case Kind.REWORD_SHORT_DEF:
            return (SetField(("short_def",), text),)
        case Kind.REWORD_FOR_ROLE:
            return (SetField(("audiences", proposal.role_id or ""), text),)
        case Kind.ADD_SOURCE:
            return (AddItem(("citations",), {"source": text, "url": proposal.url or ""}),)
        case Kind.OUT_OF_DATE:
            return (SetField(("status",), Status.DRAFT.value),)
        case _:
            return ()


def present_text(  # noqa: PLR0911 -- one for each kind
    term: Term, proposal: Proposal, config: GlossaryConfig
) -> str:
    """Return what the term says now where the proposal would change it; lists one item a line.

    Of a role without words of its own, that is the wording it is served with.
    """
    if labels := _LABELS.get(proposal.kind):
        return "\n".join(labels(term))
    match proposal.kind:
        case Kind.REWORD_SHORT_DEF:
            return term.short_def
        case Kind.REWORD_FOR_ROLE:
            role = config.role(proposal.role_id or "")
            audience = role.audience if role else ""
            own = term.audiences.get(proposal.role_id or "")
            return own or term.audiences.get(audience) or term.definition
        case Kind.ADD_DO:
            return "\n".join(example.text for example in term.do)
        case Kind.ADD_DONT:
            return "\n".join(example.text for example in term.dont)
        case Kind.ADD_SOURCE:
            return "\n".join(f"{one.source} {one.url}".strip() for one in term.citations)
        case Kind.OUT_OF_DATE:
            return term.status.value
        case _:
            return ""


def text_at_stake(term: Term, config: GlossaryConfig, *, proposal: Proposal) -> str:
    """Return the text that a decision on the proposal is about: what would give way to it.

    Empty for an addition: it doesn't conflict with other additions.
    """
    return present_text(term, proposal, config) if proposal.kind.replaces else ""


def stamp_of(text: str) -> str:
    """Return a fingerprint of the text that the person saw."""
    return sha256(text.encode()).hexdigest()[:16]
