"""The help: what can be typed, a way to search, and whose words the answers are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.answers.choices import search_button
from bot.cards.browse.roles import role_select
from bot.cards.kit.blocks import actions, header, small
from bot.cards.kit.card import Card
from bot.cards.kit.counting import counted
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import literal, shown
from bot.cards.kit.phrases import in_sentence
from bot.cards.kit.rich_text import paragraph, typed_list
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role, Term

_LIMIT = 300
_NAME_LIMIT = 60


def _examples(example: Term | None, role: Role, *, is_direct: bool) -> list[tuple[str, str]]:
    name = shown(example.name, _NAME_LIMIT) if example else "term"
    if role.is_everybody:
        typed = name if is_direct else f"/define {name}"
        return [
            (typed, "what it means"),
            ("help" if is_direct else "/define help", "this message"),
        ]
    reader = in_sentence(shown(role.title, _NAME_LIMIT))
    if is_direct:
        return [
            (name, "what it means, in your role's words"),
            (f"{name} as {reader}", "the same in another role's words"),
            (f"role {reader}", "from now on, terms are explained to you for that role"),
            ("help", "this message"),
        ]
    return [
        (f"/define {name}", "what it means, in your role's words"),
        (f"/define {name} as {reader}", "the same in another role's words"),
        ("/define help", "this message"),
    ]


def help_card(glossary: Glossary, role: Role, *, notice: str = "", is_direct: bool = False) -> Card:
    """Return the short help, for someone whose answers are worded for this role.

    ``is_direct`` is the help in the conversation with the bot, where no command is needed.
    """
    config, terms = glossary.config, len(glossary.terms)
    example = next(iter(glossary.complete("", 1)), None)
    other = next((other for other in config.roles if other.id != role.id), role)
    examples = _examples(example, other, is_direct=is_direct)
    do = "Write a term here" if is_direct else "Type /define and a term"
    intro = f"{do}. Only you see the answer."
    size = f"{counted(terms, 'term')} in {shown(config.name, _NAME_LIMIT)}."
    title = in_sentence(shown(role.title, _NAME_LIMIT))
    reader = "" if role.is_everybody else f"Terms are explained to you for {title}."
    said = [notice, intro, *(f"{typed}: {meaning}." for typed, meaning in examples), size, reader]
    roles = [other for other in config.roles if other.id != role.id]
    return Card(
        literal(" ".join(part for part in said if part), 3 * _LIMIT),
        [
            header("Look up a term"),
            paragraph(intro, _LIMIT),
            typed_list(examples, _LIMIT),
            small(f"{size} {reader}".strip()),
            *actions(
                [search_button(), *role_select(ActionId.SET_ROLE, "Change my role", roles)],
                block_id=f"help|{TermRef.of(None, role).to_value()}",
            ),
            *([small(notice)] if notice else []),
        ],
    )
