"""Messages and modals for the sandbox's own tests; a test states only what matters to it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def a_button(text: str, action_id: str, **fields: Any) -> Json:
    plain = {"type": "plain_text", "text": text}
    return {"type": "button", "text": plain, "action_id": action_id, **fields}


def a_message(text: str, *elements: Json, **fields: Any) -> Json:
    blocks: list[Json] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": text}},
        {"type": "actions", "elements": list(elements)},
    ]
    return {"text": text, "blocks": blocks if elements else blocks[:1], **fields}


def a_modal(*blocks: Json, **fields: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "A form"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks),
        **fields,
    }


def a_field(label: str = "Words", **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": "words",
        "label": {"type": "plain_text", "text": label},
        "element": {"type": "plain_text_input", "action_id": "typed", **element},
    }


def an_option(text: str, value: str | None = None) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value or text.lower()}


def a_menu(action_id: str, *options: str, **fields: Any) -> Json:
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": {"type": "plain_text", "text": "Choose"},
        "options": [an_option(option) for option in options],
        **fields,
    }


def a_section(text: str = "Words", **fields: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **fields}
