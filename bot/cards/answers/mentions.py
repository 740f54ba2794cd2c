"""The terms in a message: each in brief, and opened by a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.views import View

from bot.cards.answers.search import search_select
from bot.cards.browse.browse import Row, term_row
from bot.cards.kit.blocks import small
from bot.cards.kit.counting import counted
from bot.cards.kit.ids import CallbackId
from bot.cards.kit.phrases import avoided_words
from bot.cards.kit.rich_text import paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block

    from bot.glossary.mentions.detection import Mention

# With the other lines far below the hundred blocks that Slack takes.
_ROWS = 40
_LABEL_LIMIT = 60
_LIMIT = 300
_NOTHING = "This message has none of the glossary's terms, as far as the bot can tell."
_ADVICE = (
    "Everyday words count only when the message clearly means the term. You can look up any term "
    "here."
)
_CAPTION = "Only you see this. “Read” opens the whole definition."


def mentions_modal(mentions: Sequence[Mention]) -> View:
    """Return the terms in the order of the message, or that there are none."""
    blocks = _listed(mentions) if mentions else [paragraph(_NOTHING, _LIMIT), small(_ADVICE)]
    return View(
        type="modal",
        callback_id=CallbackId.DEFINE_IN_MESSAGE,
        title="Terms in this message",
        close="Close",
        blocks=[*blocks, *([] if mentions else [search_select()])],
    )


def _listed(mentions: Sequence[Mention]) -> list[Block]:
    rows = [
        Row(term, _remark(mention, term.name)) for mention in mentions for term in mention.terms
    ]
    left_out = len(rows) - _ROWS
    is_left_out = counted(left_out, "more is", "more are")
    more = [small(f"{is_left_out} not shown: the message names too many.")]
    return [
        small(_CAPTION),
        *(term_row(row) for row in rows[:_ROWS]),
        *(more if left_out > 0 else []),
    ]


def _remark(mention: Mention, name: str) -> str:
    """Return how the message has it, where that is not the term's name."""
    if mention.avoided:
        return avoided_words(name, mention.label[:_LABEL_LIMIT], mention.avoided.because)
    remarks = []
    if mention.label.casefold() != name.casefold():
        remarks.append(f"“{mention.label[:_LABEL_LIMIT]}”")
    if len(mention.terms) > 1:
        remarks.append(f"one of {len(mention.terms)} meanings")
    return ", ".join(remarks)
