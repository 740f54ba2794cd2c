"""The preview of a link to a term's page: what everybody who reads the message sees under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock

from bot.cards.answers.definition import facts_line
from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import literal
from bot.cards.kit.phrases import deprecation_words, heading

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from bot.cards.answers.answer import Answer

_TITLE_LIMIT = 150
_DEFINITION_LIMIT = 600
_ITEM_LIMIT = 250
_ITEMS = 2


def preview_blocks(answer: Answer) -> list[Block]:
    """Return the short definition with do and don't, and its sources; in words for many roles."""
    term = answer.term
    lines = [f"*{literal(heading(term), _TITLE_LIMIT)}*"]
    if answer.is_deprecated:
        lines.append(
            f"*Deprecated.* {literal(deprecation_words(answer.replaced_by), _DEFINITION_LIMIT)}"
        )
    lines.append(literal(plain_words(term.definition), _DEFINITION_LIMIT))
    lines += [f"*Do:* {literal(plain_words(item), _ITEM_LIMIT)}" for item in answer.do[:_ITEMS]]
    lines += [
        f"*Don't:* {literal(plain_words(item), _ITEM_LIMIT)}" for item in answer.dont[:_ITEMS]
    ]
    return [
        SectionBlock(text=MarkdownTextObject(text="\n".join(lines), verbatim=True)),
        facts_line(answer, with_page=False),  # the link itself leads there
    ]
