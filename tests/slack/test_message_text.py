from __future__ import annotations

from typing import Any

import pytest

from bot.slack.message_text import text_of

SAID = "The data contract is late."
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": SAID}}

BLOCKS = [
    {"type": "header", "text": {"type": "plain_text", "text": "A headline"}},
    {"type": "section", "text": {"type": "mrkdwn", "text": "A section"}},
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Some words"},
                    {"type": "text", "text": "some_code", "style": {"code": True}},
                ],
            },
            {
                "type": "rich_text_preformatted",
                "elements": [{"type": "text", "text": "more code"}],
            },
        ],
    },
]


def test_what_a_person_wrote_is_the_text() -> None:
    """Slack keeps a person's words in the text as well as in blocks; they count once."""
    assert "What I wrote" == text_of({"text": "What I wrote", "blocks": BLOCKS})


def test_a_message_of_blocks_alone_says_what_they_say() -> None:
    """Apps post messages without a text; their code isn't part of it."""
    assert "A headline\nA section\nSome words " == text_of({"text": "", "blocks": BLOCKS})


def test_what_is_attached_belongs_to_the_message() -> None:
    """A forwarded message is attached to the one that forwards it."""
    forwarded = {"text": "Look", "attachments": [{"title": "From Lena", "text": "Her words"}]}

    assert "Look\nFrom Lena\nHer words" == text_of(forwarded)


def rich_text(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


@pytest.mark.parametrize(
    "attachment",
    [
        {"fallback": "[no preview available]", "blocks": [SECTION]},
        {"title": "Late", "fields": [{"title": "What", "value": SAID}]},
        {"title": "Late", "fields": [{"title": SAID, "value": "12"}, {}]},
        {"pretext": SAID, "title": "Build 12"},
        {"title": "Build 12", "footer": SAID},
        {"fallback": SAID, "color": "d00000"},
        {"text": "", "message_blocks": [{"message": {"blocks": [SECTION]}}]},
        {"blocks": [rich_text({"type": "text", "text": SAID})]},
        {"blocks": [{"type": "context", "elements": [{"type": "mrkdwn", "text": SAID}]}]},
        {"blocks": [{"type": "header", "text": {"type": "plain_text", "text": SAID}}]},
        {"blocks": [{"type": "section", "fields": [{"type": "mrkdwn", "text": SAID}]}]},
        {"blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": SAID}]]}]},
        {"blocks": [{"type": "image", "image_url": "https://x", "alt_text": SAID}]},
        {"blocks": [{"type": "markdown", "text": SAID}]},
        {"files": [{"title": SAID}]},
        {"fallback": None, "fields": None, "blocks": None, "text": SAID},
    ],
)
def test_an_attachment_says_it_wherever_it_stands(attachment: dict[str, Any]) -> None:
    """Alerting tools and forwarded messages each use another part of it."""
    assert SAID in text_of({"text": "", "attachments": [attachment]})


def test_a_file_is_called_something() -> None:
    """Its title is what people read."""
    assert "Look\nData contract.pdf" == text_of(
        {"text": "Look", "files": [{"title": "Data contract.pdf"}, {"id": "F1"}]}
    )


def test_an_apps_blocks_say_more_than_its_text() -> None:
    """Its text is for the notification alone."""
    assert SAID in text_of({"bot_id": "B1", "text": "Build 12", "blocks": [SECTION]})


@pytest.mark.parametrize("kind", ["rich_text_section", "rich_text_quote"])
def test_a_change_of_style_parts_no_words(kind: str) -> None:
    """A term may begin in bold and end in a link; code between words is a gap."""
    bold = {"type": "text", "text": "data ", "style": {"bold": True}}
    link = {"type": "link", "url": "https://x", "text": "contract"}
    code = {"type": "text", "text": "x = 1", "style": {"code": True}}

    assert "data contract late" == text_of(
        {"blocks": [rich_text(bold, link, code, {"type": "text", "text": "late"}, kind=kind)]}
    )


def test_a_number_among_an_apps_fields_is_read_as_it_is_shown() -> None:
    """Apps post what they count as a number."""
    fields = [{"title": "Runs", "value": 0}, {"title": None, "value": 1.5}]

    assert "Runs\n0\n1.5" == text_of({"attachments": [{"fields": fields}]})
