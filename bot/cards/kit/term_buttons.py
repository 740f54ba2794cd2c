"""The buttons that lead from a card to another term, or to a choice of its meanings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.kit.blocks import button
from bot.cards.kit.ids import ActionId, numbered
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slack_sdk.models.blocks import ButtonElement

    from bot.cards.answers.answer import Relation
    from bot.glossary.model import Role, Term

_LABEL_LIMIT = 500  # of a label that a button carries; Slack takes 2,000 with the role


def term_button(
    term: Term, role: Role | None, number: int, *, text: str = "", primary: bool = False
) -> ButtonElement:
    """Return the button that opens a term in a role's words, or (None) in the reader's own."""
    return button(
        text or term.title,
        numbered(ActionId.OPEN_TERM, number),
        TermRef.of(term, role).to_value(),
        label=f"Open {term.title}",
        primary=primary,
    )


def relation_button(
    relation: Relation, role: Role | None, number: int, *, primary: bool = False
) -> ButtonElement:
    """Return the button that opens what a relation names: a term, or a choice of meanings."""
    if len(relation.terms) == 1:
        return term_button(relation.terms[0], role, number, primary=primary)
    return button(
        relation.label,
        numbered(ActionId.OPEN_LABEL, number),
        TermRef(term=relation.label[:_LABEL_LIMIT], role=TermRef.of(None, role).role).to_value(),
        label=f"Choose a meaning of {relation.label}",
        primary=primary,
    )


def that_lead_on(term: Term, relations: Iterable[Relation]) -> list[Relation]:
    """Return the relations that a press can follow: each meaning once, never the term itself."""
    seen = {(), (term.slug,)}
    distinct = []
    for relation in relations:
        slugs = tuple(meaning.slug for meaning in relation.terms)
        if slugs not in seen:
            seen.add(slugs)
            distinct.append(relation)
    return distinct
