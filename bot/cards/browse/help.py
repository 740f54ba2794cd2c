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
from bot.command_name import define_command
from bot.glossary.examples import example_for_role, example_names

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role

_LIMIT = 300
_NAME_LIMIT = 60


def _examples(glossary: Glossary, role: Role, *, is_direct: bool) -> list[tuple[str, str]]:
    """Return what can be typed, with this glossary's own terms, and what it does."""
    command = "" if is_direct else f"{define_command()} "
    names = [shown(name, _NAME_LIMIT) for name in example_names(glossary)]
    whose = ", in your role's words" if glossary.has_wordings else ""
    meanings = (f"what it means{whose}", "a question does as well")
    typed = [
        (f"{command}{form.format(name)}", meaning)
        for form, name, meaning in zip(("{}", "what is {}?"), names, meanings, strict=False)
    ]
    if other := example_for_role(glossary, role):
        name, reader = shown(other[0], _NAME_LIMIT), in_sentence(shown(other[1].title, _NAME_LIMIT))
        typed.append((f"{command}{name} for {reader}", "the same in another role's words"))
        if is_direct:
            typed.append((f"role {reader}", "from now on, terms are explained to you for it"))
    return [*typed, (f"{command}help", "this message")]


def help_card(glossary: Glossary, role: Role, *, notice: str = "", is_direct: bool = False) -> Card:
    """Return the short help, for someone whose answers are worded for this role.

    ``is_direct`` is the help in the conversation with the bot, where no command is needed.
    """
    config, terms = glossary.config, len(glossary.terms)
    examples = _examples(glossary, role, is_direct=is_direct)
    do = "Write a term here" if is_direct else f"Type {define_command()} and a term"
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
