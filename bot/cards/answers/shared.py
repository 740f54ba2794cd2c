"""The shared card: a definition that someone put before a whole channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.answers.definition import full_definition_button, reading
from bot.cards.answers.fallback_text import spoken
from bot.cards.clarifications.suggestion import suggest_button
from bot.cards.kit.blocks import actions, button, small_mrkdwn
from bot.cards.kit.card import Card
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import mention
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from bot.cards.answers.answer import Answer


def shared_card(answer: Answer, sharer_id: str, *, was_asked: bool = False) -> Card:
    """Return the answer as the channel sees it, with who shared it, or (``was_asked``) asked."""
    deed = "asked for" if was_asked else "shared"
    sharer = mention(sharer_id)
    mine = button(
        "In my role's words", ActionId.SHOW_IN_MY_WORDS, TermRef.of(answer.term).to_value()
    )
    return Card(
        f"{sharer} {deed} a definition. {spoken(answer)}",
        [
            small_mrkdwn(f"{sharer} {deed} this definition"),
            *reading(answer),
            *actions(
                [
                    *([mine] if answer.has_wordings else []),
                    *full_definition_button(answer, answer.role),
                    suggest_button(answer.term),
                ]
            ),
        ],
    )
