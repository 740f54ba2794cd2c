"""What ``/glossary`` says of itself and of one's role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.answers.choices import search_button
from bot.cards.browse.browse import term_row, terms_words
from bot.cards.browse.page_ref import PageRef
from bot.cards.browse.roles import role_select
from bot.cards.clarifications.request import request_button
from bot.cards.kit.blocks import actions, button, header, small
from bot.cards.kit.card import Card
from bot.cards.kit.ids import ActionId, numbered
from bot.cards.kit.mrkdwn import literal, shown
from bot.cards.kit.phrases import in_sentence
from bot.cards.kit.rich_text import paragraph, typed_list
from bot.cards.kit.term_ref import TermRef
from bot.command_name import define_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cards.browse.browse import Row
    from bot.glossary.browse.shelves import Shelf
    from bot.glossary.model import GlossaryConfig, Role

_LIMIT = 300
_SPOKEN_LIMIT = 1500
_NAME_LIMIT = 60


def glossary_help_card(entries: Sequence[tuple[str, str]], names: Sequence[str]) -> Card:
    """Return what can be typed, and what it does; ``names`` are of terms that can be looked up."""
    example = "".join(
        f", as in {define_command()} {shown(name, _NAME_LIMIT)}" for name in names[:1]
    )
    said = "; ".join(f"{typed}: {meaning}" for typed, meaning in entries)
    return Card(
        literal(f"What /glossary can do. {said}.", _SPOKEN_LIMIT),
        [
            header("The glossary"),
            typed_list(entries, _LIMIT),
            small(f"To look up a term, type {define_command()} and the term{example}."),
            *actions([search_button()]),
        ],
    )


def unknown_card(typed: str, nearest: str, named: Row | None) -> Card:
    """Return what may have been meant by a word that is no subcommand."""
    typed = shown(typed, _NAME_LIMIT)
    said = f"There is no /glossary {typed}."
    if nearest:
        said += f" Did you mean /glossary {shown(nearest, _NAME_LIMIT)}?"
    elif named:
        said += " It is a term, though:"
    else:
        said += " Is a term missing?"
    request = [] if nearest or named else actions([request_button(typed)])
    advice = f"/glossary help lists what there is; {define_command()} looks a term up."
    return Card(
        literal(f"{said} {named.term.title if named else advice}", _SPOKEN_LIMIT),
        [paragraph(said, _LIMIT), *([term_row(named)] if named else []), *request, small(advice)],
    )


_NO_ROLES = "This glossary has no roles: everybody reads the same words."


def role_card(
    role: Role, config: GlossaryConfig, shelves: Sequence[Shelf], *, notice: str = ""
) -> Card:
    """Return whose words the reader's answers are in, how to change that, and that role's terms."""
    shelf = next((shelf for shelf in shelves if shelf.key == role.id), None)
    if shelf is None:
        return Card(_NO_ROLES, [paragraph(_NO_ROLES, _LIMIT)])
    said = notice or f"Terms are explained to you for {in_sentence(shown(role.title, _LIMIT))}."
    others = [other for other in config.roles if other.id != role.id]
    listed = ", ".join(other.title for other in others)
    browse = button(
        f"Browse {terms_words(shelf.count)} for {in_sentence(shown(role.title, _NAME_LIMIT))}",
        numbered(ActionId.BROWSE, 0),
        PageRef.of(shelf).to_value(),
    )
    return Card(
        literal(f"{said} Other roles: {listed}.", _SPOKEN_LIMIT),
        [
            header("Your role"),
            paragraph(said, _LIMIT),
            small(role.summary),
            *actions(
                [
                    *role_select(ActionId.CHANGE_ROLE, "Change my role", others),
                    *([browse] if shelf.count else []),
                ],
                block_id=f"role|{TermRef.of(None, role).to_value()}",
            ),
        ],
    )


def unknown_role_card(typed: str, role: Role, config: GlossaryConfig) -> Card:
    """Return that there is no such role, and which ones there are."""
    if not config.roles:
        return Card(_NO_ROLES, [paragraph(_NO_ROLES, _LIMIT)])
    kept = in_sentence(shown(role.title, _NAME_LIMIT))
    said = f"There's no role “{shown(typed, _NAME_LIMIT)}” here. Terms are shown to you for {kept}."
    listed = ", ".join(other.title for other in config.roles)
    return Card(
        literal(f"{said} There are: {listed}.", _SPOKEN_LIMIT),
        [
            paragraph(said, _LIMIT),
            *actions(role_select(ActionId.CHANGE_ROLE, "Choose my role", config.roles)),
        ],
    )
