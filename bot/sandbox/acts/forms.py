"""The values in a view: at first, after an update, and whether Slack would send them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sandbox.workspace.elements import VALUE_FIELDS, elements_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.workspace.elements import Json

_INITIAL_FIELDS = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "value": "initial_value",
    "rich_text_value": "initial_value",
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)


def state_of(blocks: Sequence[Json], given: Json | None = None) -> Json:
    """Return a state for every field in these blocks: as given where it fits, else the initial one.

    A value given under the same ``block_id`` and ``action_id`` and for the same
    type of element stays, whatever the new ``initial_value`` says: Slack does the same when it
    updates a view.
    """
    state: Json = {}
    for block, element in elements_of(blocks):
        field = VALUE_FIELDS.get(element["type"])
        if field is None:
            continue
        kept = (given or {}).get(block["block_id"], {}).get(element["action_id"])
        if kept is not None and kept.get("type", element["type"]) == element["type"]:
            entry = {"type": element["type"], field: kept.get(field)}
        else:
            entry = {"type": element["type"], field: _initial(element, field)}
        state.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return state


def faults_at_fields(blocks: Sequence[Json], state: Json) -> dict[str, str]:
    """Return what Slack says at each field before it sends the form to the app."""
    faults: dict[str, str] = {}
    for block, element in elements_of(blocks):
        if block["type"] != "input":
            continue
        field = VALUE_FIELDS[element["type"]]
        entry = state.get(block["block_id"], {}).get(element["action_id"], {})
        fault = _fault(element, entry.get(field), is_optional=block.get("optional", False))
        if fault:
            faults[block["block_id"]] = fault
    return faults


def _initial(element: Json, field: str) -> object:
    initial = element.get(_INITIAL_FIELDS[field])
    if initial is None and field.endswith("s"):
        return []
    return initial


def _fault(element: Json, value: object, *, is_optional: bool) -> str | None:
    if value in (None, "", []):
        return None if is_optional else "Please complete this required field."
    kind = element["type"]
    if kind == "plain_text_input":
        return _fault_of_length(element, str(value))
    if kind == "email_text_input" and not _EMAIL.fullmatch(str(value)):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not _URL.fullmatch(str(value)):
        return "Please enter a valid URL."
    if kind == "number_input":
        return _fault_of_number(element, str(value))
    return None


def _fault_of_length(element: Json, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    if len(value) > most:
        return f"Please enter at most {most} characters."
    return None


def _fault_of_number(element: Json, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number not below {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number not above {element['max_value']}."
    return None
