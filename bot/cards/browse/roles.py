"""Choosing a role: the select on every answer, and the offer to keep the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import Option, StaticSelectElement

from bot.cards.kit.blocks import plain
from bot.cards.kit.phrases import in_sentence
from bot.cards.kit.size import size_of
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cards.kit.ids import ActionId
    from bot.glossary.model import Role, Term

ROLES_LIMIT = 100
_OPTIONS_BYTES = 4000
_OPTION_TEXT_LIMIT = 75
_PLACEHOLDER_LIMIT = 150


def role_option(role: Role, term: Term | None = None) -> Option:
    """Return a role as a choice, for this term or for none."""
    return Option(
        text=plain(role.title, _OPTION_TEXT_LIMIT), value=TermRef.of(term, role).to_value()
    )


def role_select(
    action_id: ActionId, placeholder: str, roles: Sequence[Role], term: Term | None = None
) -> list[StaticSelectElement]:
    """Return a select over the roles, or nothing where there is nothing to choose.

    If there are very many, only as many as leave room for the rest of a message.
    """
    options = [role_option(role, term) for role in roles[:ROLES_LIMIT]]
    while size_of([option.to_dict() for option in options]) > _OPTIONS_BYTES:
        options.pop()
    if not options:
        return []
    return [
        StaticSelectElement(
            action_id=action_id,
            placeholder=plain(placeholder, _PLACEHOLDER_LIMIT),
            options=options,
        )
    ]


def role_kept(role: Role) -> str:
    """Return the sentence that confirms a kept role."""
    return f"Kept. Terms are now explained to you for {in_sentence(role.title)}."
