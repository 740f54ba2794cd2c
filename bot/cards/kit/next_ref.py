"""Where a choice in an answer's select leads: to another term, a label, or another role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import Option

from bot.cards.kit.blocks import plain
from bot.cards.kit.term_ref import TermRef, reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role, Term

_SEPARATOR = ":"
_TEXT_LIMIT = 75
_LABEL_LIMIT = 90  # an option carries 150 characters, with the role


class Next(StrEnum):
    """What a choice asks for."""

    TERM = "term"
    NEAR = "near"  # one that is offered since it comes near what was asked
    LABEL = "label"  # one that has several meanings
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class NextRef:
    """What is asked for, and about what."""

    kind: Next
    ref: TermRef

    @classmethod
    def term(cls, term: Term, role: Role, kind: Next = Next.TERM) -> NextRef:
        """Return the choice that opens another term."""
        return cls(kind, TermRef.of(term, role))

    @classmethod
    def role(cls, term: Term, role: Role) -> NextRef:
        """Return the choice that draws the same term in another role's words."""
        return cls(Next.ROLE, TermRef.of(term, role))

    @classmethod
    def relation(cls, label: str, terms: Sequence[Term], role: Role) -> NextRef:
        """Return the choice that opens what a relation names: a term, or its meanings."""
        if len(terms) == 1:
            return cls.term(terms[0], role)
        return cls(Next.LABEL, TermRef(reference(label, _LABEL_LIMIT), TermRef.of(None, role).role))

    @classmethod
    def parse(cls, value: str) -> NextRef:
        """Read an option's value; one that says nothing of these names a term that isn't there."""
        kind, _, rest = value.partition(_SEPARATOR)
        return (
            cls(Next(kind), TermRef.parse(rest)) if kind in set(Next) else cls(Next.TERM, TermRef())
        )

    def ref_in(self, glossary: Glossary) -> TermRef:
        """Return the term and the role, or the label as some term of the glossary relates to it."""
        if self.kind is not Next.LABEL:
            return self.ref
        labels = (
            label
            for term in glossary.terms.values()
            for label in (*term.related, *term.narrower, *term.broader)
        )
        is_meant = (label for label in labels if reference(label, _LABEL_LIMIT) == self.ref.term)
        return TermRef(next(is_meant, self.ref.term), self.ref.role)

    def option(self, text: str) -> Option:
        """Return it as a choice."""
        value = f"{self.kind}{_SEPARATOR}{self.ref.to_value()}"
        return Option(text=plain(text, _TEXT_LIMIT), value=value)
