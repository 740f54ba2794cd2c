"""The shared card: a definition that someone put before a whole channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.answers.controls import TAKE_BACK
from bot.cards.answers.definition import glance_blocks
from bot.cards.answers.fallback_text import spoken
from bot.cards.clarifications.suggestion import suggest_button
from bot.cards.kit.blocks import button, small_mrkdwn
from bot.cards.kit.card import Card
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import mention
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from bot.cards.answers.answer import Answer


def shared_card(answer: Answer, sharer_id: str, *, was_asked: bool = False) -> Card:
    """Return the answer as the channel sees it, with who shared it, or (``was_asked``) asked.

    Everybody sees the button that takes it back; it serves who shared it.
    """
    deed = "asked for" if was_asked else "shared"
    sharer = mention(sharer_id)
    ref = TermRef.of(answer.term).to_value()
    mine = button("In my role's words", ActionId.SHOW_IN_MY_WORDS, ref)
    blocks, glance = glance_blocks(
        answer.for_everybody,
        [
            *([mine] if answer.has_wordings else []),
            suggest_button(answer.term),
            button(TAKE_BACK, ActionId.TAKE_BACK_HERE, sharer_id),
        ],
        first=[small_mrkdwn(f"{sharer} {deed} this definition")],
    )
    return Card(f"{sharer} {deed} a definition. {spoken(glance)}", blocks)
