"""The pieces that cards are put together from, each within Slack's limits for it.

Words from files and people go into plain_text here and into rich text, neither of
which Slack interprets; mrkdwn is left to lines that need a link or a mention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.cards.kit.mrkdwn import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block, InteractiveElement

HEADER_LIMIT = 150
BUTTON_TEXT_LIMIT = 75
CONTEXT_TEXT_LIMIT = 900


def plain(text: str, limit: int) -> PlainTextObject:
    """Return plain text as typed: no line breaks, no emoji made of ``:words:``.

    A text without emoji has no ``emoji`` key: a card of many buttons has
    to stay within what Slack takes.
    """
    words = shown(text, limit)
    is_plain = ":" not in words and words.isascii()
    return PlainTextObject(text=words, emoji=None if is_plain else False)


def header(text: str) -> HeaderBlock:
    """Return a card's first line."""
    return HeaderBlock(text=plain(text, HEADER_LIMIT))


def small(text: str) -> ContextBlock:
    """Return a small grey line of plain text."""
    return ContextBlock(elements=[plain(text, CONTEXT_TEXT_LIMIT)])


def small_mrkdwn(text: str) -> ContextBlock:
    """Return a small grey line of mrkdwn whose words are already escaped."""
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)])


def said_mrkdwn(text: str) -> SectionBlock:
    """Return a paragraph of mrkdwn whose words are already escaped."""
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def button(
    text: str, action_id: str, value: str | None, *, label: str = "", primary: bool = False
) -> ButtonElement:
    """Return a button; a screen reader says ``label`` where the text alone says too little."""
    return ButtonElement(
        text=plain(text, BUTTON_TEXT_LIMIT),
        action_id=action_id,
        value=value,
        style="primary" if primary else None,
        accessibility_label=shown(label, BUTTON_TEXT_LIMIT) if label else None,
    )


def actions(elements: Sequence[InteractiveElement], block_id: str | None = None) -> list[Block]:
    """Return a row of elements, or no row for none."""
    return [ActionsBlock(elements=elements, block_id=block_id)] if elements else []
