"""The text of somebody's message, wherever Slack keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def text_of(message: dict[str, Any]) -> str:
    """Return what the message says: its text, else its blocks', and what is attached to it."""
    own = message.get("text") or "\n".join(_texts(message.get("blocks") or []))
    attached = (
        part
        for attachment in message.get("attachments") or []
        for part in (attachment.get("title"), attachment.get("text"))
    )
    return "\n".join(filter(None, (own, *attached)))


def _texts(drawn: object) -> Iterator[str]:
    match drawn:
        case {"type": "rich_text_preformatted"} | {"style": {"code": True}}:
            return
        case {"text": str(text)}:
            yield text
        case dict():
            yield from _texts(list(drawn.values()))
        case list():
            for part in drawn:
                yield from _texts(part)
