from __future__ import annotations

from bot.interactions.message_text import text_of

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
    """Apps post messages without a text; their code is none of it."""
    assert "A headline\nA section\nSome words" == text_of({"text": "", "blocks": BLOCKS})


def test_what_is_attached_belongs_to_the_message() -> None:
    """A forwarded message is attached to the one that forwards it."""
    forwarded = {"text": "Look", "attachments": [{"title": "From Lena", "text": "Her words"}]}

    assert "Look\nFrom Lena\nHer words" == text_of(forwarded)
