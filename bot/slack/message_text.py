"""The text of a message, wherever Slack puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# The readable parts of an attachment other than its fields and blocks, in display order.
_IN_ATTACHMENT = ("pretext", "title", "text")


def text_of(message: dict[str, Any]) -> str:
    """Return all text of a message: its text, blocks, file titles and attachments.

    A person's text says what their blocks say. An app's text is what a notification shows, so
    its blocks may say more.
    """
    text, blocks = message.get("text") or "", message.get("blocks") or []
    has_more = not text or "bot_id" in message
    parts = [
        text,
        *(_texts(blocks) if has_more else ()),
        *_titles(message),
        *(part for one in message.get("attachments") or [] for part in _attached(one)),
    ]
    return "\n".join(part for part in parts if part and part.strip())


def _attached(attachment: dict[str, Any]) -> list[str]:
    """Return what an attachment says; its fallback only where Slack shows nothing else."""
    parts = [attachment.get(key) or "" for key in _IN_ATTACHMENT]
    for field in attachment.get("fields") or []:
        said = (field.get("title"), field.get("value"))
        parts += [str(one) for one in said if one is not None]
    # message_blocks holds the whole of a forwarded message.
    for key in ("blocks", "message_blocks"):
        parts += _texts(attachment.get(key) or [])
    parts += [*_titles(attachment), attachment.get("footer") or ""]
    return parts if any(parts) else [attachment.get("fallback") or ""]


def _titles(message: dict[str, Any]) -> list[str]:
    return [one.get("title") or one.get("name") or "" for one in message.get("files") or []]


def _texts(drawn: object) -> Iterator[str]:
    match drawn:
        case {"type": "rich_text_preformatted"} | {"style": {"code": True}}:
            return
        case {"type": "rich_text_section" | "rich_text_quote", "elements": list(elements)}:
            # One run of words; a change of style or a link may come in the middle of a term.
            yield "".join(" ".join(_texts(element)) or " " for element in elements)
        case {"text": str(text)}:
            yield text
        case {"type": "image", "alt_text": str(text), **rest}:
            yield from (text, *_texts(list(rest.values())))
        case dict():
            yield from _texts(list(drawn.values()))
        case list():
            for part in drawn:
                yield from _texts(part)
