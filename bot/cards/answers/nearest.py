"""The nearest term, shown at once under a heading that says that it's no exact match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import Option, StaticSelectElement

from bot.cards.answers.definition import definition_blocks
from bot.cards.answers.fallback_text import spoken
from bot.cards.kit.blocks import actions, button, header, plain, small
from bot.cards.kit.card import Card
from bot.cards.kit.ids import ActionId, asked_block, numbered
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import nearest_words, unknown_role_words
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from bot.cards.answers.answer import Answer
    from bot.glossary.search.result import Nearest

# Above the numbers of the definition card's own buttons that open terms.
_OTHERS = 100
_OPTION_TEXT_LIMIT = 75
_QUERY_LIMIT = 1000  # of what a button carries; Slack takes 2,000
_SPOKEN_LIMIT = 400


def nearest_card(nearest: Nearest, answer: Answer) -> Card:
    """Return the nearest term's card, with the others to choose and a way to say it's wrong.

    ``answer`` is that of the nearest term. It can't be shared in one press, as it isn't sure.
    """
    words = nearest_words(nearest)
    _, *definition = definition_blocks(answer, can_share=False)
    others = ", ".join(term.title for term in nearest.others)
    also = f" Also near: {others}." if others else ""
    return Card(
        f"{literal(f'{words}.{also}', _SPOKEN_LIMIT)} {spoken(answer)}",
        [header(words), *_remark(answer), *_instead(nearest, answer), *definition],
    )


def _remark(answer: Answer) -> list[Block]:
    """Return that the role that was asked for isn't there."""
    if not answer.unknown_role:
        return []
    return [small(unknown_role_words(answer.unknown_role, answer.role))]


def _instead(nearest: Nearest, answer: Answer) -> list[Block]:
    options = [
        Option(
            text=plain(term.title, _OPTION_TEXT_LIMIT),
            value=TermRef.of(term, answer.role).to_value(),
        )
        for term in nearest.others
    ]
    others = StaticSelectElement(
        action_id=numbered(ActionId.OPEN_TERM, _OTHERS),
        placeholder=plain("Other near terms", _OPTION_TEXT_LIMIT),
        options=options,
    )
    wrong = button("Not what I meant", ActionId.NOT_MEANT, nearest.query[:_QUERY_LIMIT])
    return actions([*([others] if options else []), wrong], asked_block(nearest.query))
