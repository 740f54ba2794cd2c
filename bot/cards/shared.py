"""The shared card: a definition that someone put before a whole channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.card import Card
from bot.cards.definition import full_definition_button, reading
from bot.cards.ids import ActionId
from bot.cards.mrkdwn import mention
from bot.cards.parts import actions, button, small_mrkdwn
from bot.cards.spoken import spoken
from bot.cards.suggestion import suggest_button
from bot.cards.target import Target

if TYPE_CHECKING:
    from bot.cards.answer import Answer


def shared_card(answer: Answer, sharer_id: str, *, was_asked: bool = False) -> Card:
    """Return the answer as the channel sees it, with who shared it, or (``was_asked``) asked."""
    deed = "asked for" if was_asked else "shared"
    sharer = mention(sharer_id)
    mine = button(
        "In my role's words", ActionId.SHOW_IN_MY_WORDS, Target.of(answer.term).to_value()
    )
    return Card(
        f"{sharer} {deed} a definition. {spoken(answer)}",
        [
            small_mrkdwn(f"{sharer} {deed} this definition"),
            *reading(answer),
            *actions([mine, full_definition_button(answer), suggest_button(answer.term)]),
        ],
    )
