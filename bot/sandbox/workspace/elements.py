"""Finding one's way in blocks: their interactive elements, their ids, the words they show."""

from __future__ import annotations

import copy
import re
import secrets
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Json = dict[str, Any]

# The key of an element's choice in an action and in a view's state.
VALUE_FIELDS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
_DATE = re.compile(r"<!date\^[^|<>]*\|([^<>]*)>")
INTERACTIVE = {"button", "overflow", *VALUE_FIELDS}


def elements_of(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield every interactive element together with the block that holds it, in order."""
    for block in blocks:
        candidates = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
        for element in candidates:
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                yield block, element


def find_element(blocks: Sequence[Json], block_id: str, action_id: str) -> Json | None:
    """Return the element with these ids, or None."""
    for block, element in elements_of(blocks):
        if block["block_id"] == block_id and element["action_id"] == action_id:
            return element
    return None


def with_ids(
    blocks: Sequence[Json], make_id: Callable[[], str] = lambda: secrets.token_urlsafe(4)
) -> list[Json]:
    """Return a copy with an id on every block and interactive element, as Slack gives them."""
    numbered = copy.deepcopy(list(blocks))
    for block in numbered:
        if not block.get("block_id"):
            block["block_id"] = make_id()
    for _, element in elements_of(numbered):
        if not element.get("action_id"):
            element["action_id"] = make_id()
    return numbered


def as_read(text: str) -> str:
    """Return a text with its dates in the words that stand for them."""
    return _DATE.sub(r"\1", text)


def words_in(value: object) -> Iterator[str]:
    """Yield every text that a person would read, in order."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for key, child in value.items():
            if key in {"confirm", "value", "initial_option", "initial_options"}:
                continue
            if isinstance(child, dict | list):
                yield from words_in(child)
    elif isinstance(value, list):
        for child in value:
            yield from words_in(child)
