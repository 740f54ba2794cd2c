"""The pieces that cards are put together from, each within Slack's limits for it.

Words from files and people go into rich_text and plain_text, which Slack does
not interpret; mrkdwn is left to lines that need a link or a mention.
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
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
)

from bot.cards.mrkdwn import shown, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from slack_sdk.models.blocks import Block, InteractiveElement, RichTextElement

HEADER_LIMIT = 150
BUTTON_TEXT_LIMIT = 75
CONTEXT_TEXT_LIMIT = 2000
SECTION_LIMIT = 500


def plain(text: str, limit: int) -> PlainTextObject:
    """Return plain text as typed: no line breaks, no emoji made of ``:words:``."""
    return PlainTextObject(text=shown(text, limit), emoji=False)


def header(text: str) -> HeaderBlock:
    """Return a card's first line."""
    return HeaderBlock(text=plain(text, HEADER_LIMIT))


def run(text: str, *, bold: bool = False, italic: bool = False) -> RichTextElement:
    """Return a run of rich text that is already fit to be shown."""
    style = RichTextElementParts.TextStyle(bold=bold or None, italic=italic or None)
    return RichTextElementParts.Text(text=text, style=style if bold or italic else None)


def _heading(title: str, remark: str = "") -> list[RichTextElement]:
    """Return a bold title, and beside it in italics what is to be said of it."""
    bold = run(shown(title, HEADER_LIMIT), bold=True)
    return [bold, run(f" · {shown(remark, HEADER_LIMIT)}", italic=True)] if remark else [bold]


def paragraph(text: str, limit: int) -> RichTextBlock:
    """Return a paragraph of words from a file."""
    return RichTextBlock(elements=[RichTextSectionElement(elements=[run(shown(text, limit))])])


def headed_paragraph(title: str, text: str, limit: int, remark: str = "") -> RichTextBlock:
    """Return a paragraph under its heading."""
    body = run("\n" + shown(text, limit))
    section = RichTextSectionElement(elements=[*_heading(title, remark), body])
    return RichTextBlock(elements=[section])


def headed_quote(title: str, text: str, limit: int, remark: str = "") -> RichTextBlock:
    """Return a paragraph set off by a bar, under its heading."""
    body = RichTextQuoteElement(elements=[run(shown(text, limit))])
    section = RichTextSectionElement(elements=_heading(title, remark))
    return RichTextBlock(elements=[section, body])


def headed_list(title: str, items: Iterable[str], limit: int) -> RichTextBlock:
    """Return a bulleted list under its heading."""
    bullets = [RichTextSectionElement(elements=[run(shown(item, limit))]) for item in items]
    section = RichTextSectionElement(elements=_heading(title))
    return RichTextBlock(elements=[section, RichTextListElement(elements=bullets, style="bullet")])


def labelled_list(title: str, items: Iterable[tuple[str, str]], limit: int) -> RichTextBlock:
    """Return a bulleted list under its heading, each item led by its label."""
    bullets = [
        RichTextSectionElement(
            elements=[run(f"{shown(label, HEADER_LIMIT)}: ", bold=True), run(shown(text, limit))]
        )
        for label, text in items
    ]
    section = RichTextSectionElement(elements=_heading(title))
    return RichTextBlock(elements=[section, RichTextListElement(elements=bullets, style="bullet")])


def headed_links(title: str, links: Iterable[tuple[str, str]], limit: int) -> RichTextBlock:
    """Return a bulleted list of links (text, address), or of texts whose address is none."""
    bullets = []
    for text, url in links:
        address = web_address(url)
        words = shown(text, limit)
        linked = RichTextElementParts.Link(url=address, text=words) if address else run(words)
        bullets.append(RichTextSectionElement(elements=[linked]))
    section = RichTextSectionElement(elements=_heading(title))
    return RichTextBlock(elements=[section, RichTextListElement(elements=bullets, style="bullet")])


def choice(text: str, accessory: ButtonElement) -> SectionBlock:
    """Return words with the button that chooses what they describe."""
    return SectionBlock(text=plain(text, SECTION_LIMIT), accessory=accessory)


def small(text: str) -> ContextBlock:
    """Return a small grey line of plain text."""
    return ContextBlock(elements=[plain(text, CONTEXT_TEXT_LIMIT)])


def small_mrkdwn(text: str) -> ContextBlock:
    """Return a small grey line of mrkdwn whose words are already escaped."""
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)])


def button(
    text: str, action_id: str, value: str, *, label: str = "", primary: bool = False
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
