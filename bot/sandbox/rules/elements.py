"""Slack's rules for the inside of a block: buttons, menus, pickers, fields, options.

Written from Slack's reference alone, so that the sandbox and the library that draws the cards don't
share mistakes.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.rules.shapes import (
    TEXT_MOST,
    Check,
    Place,
    Rule,
    Shape,
    anything,
    boolean,
    by_type,
    integer,
    items,
    mapping,
    matching,
    one_of,
    plain_text,
    string,
    text,
    url,
)

ID_MOST = 255
OPTIONS_MOST = 100

_DATE = matching(r"\d{4}-\d{2}-\d{2}", "a date as YYYY-MM-DD")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time as HH:mm")
_USER = matching(r"[UW][A-Z0-9]+", "a user id")
_CONVERSATION = matching(r"[CDGUW][A-Z0-9]+", "a conversation id")
_NUMBER = matching(r"-?\d+(\.\d+)?", "a number in quotes")

CONFIRM = Shape(
    {
        "title": plain_text(100),
        "text": text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    {"style": one_of("primary", "danger")},
)
OPTION = Shape({"text": plain_text(75), "value": string(150)}, {"description": plain_text(75)})
# Checkboxes and radio buttons may be written in mrkdwn.
RICH_OPTION = Shape({"text": text(75), "value": string(150)}, {"description": text(75)})
OVERFLOW_OPTION = Shape(
    {"text": plain_text(75), "value": string(150)},
    {"description": plain_text(75), "url": url()},
)
OPTION_GROUP = Shape({"label": plain_text(75), "options": items(OPTION, OPTIONS_MOST)})


def _options_or_groups(value: dict[str, Any], place: Place) -> None:
    if ("options" in value) == ("option_groups" in value):
        place.fault("must define either `options` or `option_groups`")


def _initial_is_offered(value: dict[str, Any], place: Place) -> None:
    offered = list(value.get("options", []))
    for group in value.get("option_groups", []):
        offered += group.get("options", []) if isinstance(group, dict) else []
    initial = value.get("initial_options", [])
    if "initial_option" in value:
        initial = [*initial, value["initial_option"]]
    for option in initial:
        if option not in offered:
            place.fault("the initial option is not one of the options")


def _lengths_agree(value: dict[str, Any], place: Place) -> None:
    least, most = value.get("min_length", 0), value.get("max_length", 3000)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        place.fault("min_length must not exceed max_length")


def _interactive(
    required: dict[str, Check] | None = None,
    optional: dict[str, Check] | None = None,
    *also: Rule,
) -> Shape:
    shared: dict[str, Check] = {"action_id": string(ID_MOST), "confirm": CONFIRM}
    return Shape(required or {}, shared | (optional or {}), also)


def _field(optional: dict[str, Check] | None = None, *also: Rule, **required: Check) -> Shape:
    shared: dict[str, Check] = {"placeholder": plain_text(150), "focus_on_load": boolean}
    return _interactive(required, shared | (optional or {}), *also)


def _text_field(optional: dict[str, Check], *also: Rule, **required: Check) -> Shape:
    dispatch = Shape(
        {},
        {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), most=2)},
    )
    return _field({"dispatch_action_config": dispatch} | optional, *also, **required)


_SEVERAL: dict[str, Check] = {"max_selected_items": integer(1, 100)}
_STATIC: dict[str, Check] = {
    "options": items(OPTION, OPTIONS_MOST),
    "option_groups": items(OPTION_GROUP, 100),
}
_FILTER = Shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
_HERE: dict[str, Check] = {"default_to_current_conversation": boolean, "filter": _FILTER}


def one_picture(value: dict[str, Any], place: Place) -> None:
    """Check that a picture comes from an address or from a file, not both."""
    if ("image_url" in value) == ("slack_file" in value):
        place.fault("must define either `image_url` or `slack_file`")


def one_name(value: dict[str, Any], place: Place) -> None:
    """Check that a file is named by its id or by its address, not both."""
    if ("id" in value) == ("url" in value):
        place.fault("must define either `id` or `url`")


SLACK_FILE = Shape(
    {}, {"id": matching(r"F[A-Z0-9]{8,}", "^[F][A-Z0-9]{8,}$"), "url": url()}, (one_name,)
)
IMAGE = Shape(
    {"alt_text": string(2000)}, {"image_url": url(), "slack_file": SLACK_FILE}, (one_picture,)
)

ELEMENTS: dict[str, Check] = {
    "button": _interactive(
        {"text": plain_text(75)},
        {
            "url": url(),
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "overflow": _interactive({"options": items(OVERFLOW_OPTION, 5)}),
    "static_select": _field(
        _STATIC | {"initial_option": OPTION}, _options_or_groups, _initial_is_offered
    ),
    "multi_static_select": _field(
        _STATIC | _SEVERAL | {"initial_options": items(OPTION, OPTIONS_MOST)},
        _options_or_groups,
        _initial_is_offered,
    ),
    "external_select": _field({"initial_option": OPTION, "min_query_length": integer(0, 1000)}),
    "multi_external_select": _field(
        _SEVERAL
        | {
            "initial_options": items(OPTION, OPTIONS_MOST),
            "min_query_length": integer(0, 1000),
        }
    ),
    "users_select": _field({"initial_user": _USER}),
    "multi_users_select": _field(_SEVERAL | {"initial_users": items(_USER, 100)}),
    "conversations_select": _field(
        _HERE | {"initial_conversation": _CONVERSATION, "response_url_enabled": boolean}
    ),
    "multi_conversations_select": _field(
        _HERE | _SEVERAL | {"initial_conversations": items(_CONVERSATION, 100)}
    ),
    "channels_select": _field({"initial_channel": _CONVERSATION, "response_url_enabled": boolean}),
    "multi_channels_select": _field(_SEVERAL | {"initial_channels": items(_CONVERSATION, 100)}),
    "radio_buttons": _interactive(
        {"options": items(RICH_OPTION, 10)},
        {"initial_option": RICH_OPTION, "focus_on_load": boolean},
        _initial_is_offered,
    ),
    "checkboxes": _interactive(
        {"options": items(RICH_OPTION, 10)},
        {"initial_options": items(RICH_OPTION, 10), "focus_on_load": boolean},
        _initial_is_offered,
    ),
    "datepicker": _field({"initial_date": _DATE}),
    "timepicker": _field({"initial_time": _TIME, "timezone": string(100)}),
    "datetimepicker": _interactive(
        {},
        {"initial_date_time": integer(1_000_000_000, 9_999_999_999), "focus_on_load": boolean},
    ),
    "plain_text_input": _text_field(
        {
            "initial_value": string(3000, least=0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        _lengths_agree,
    ),
    "email_text_input": _text_field({"initial_value": string(3000)}),
    "url_text_input": _text_field({"initial_value": string(3000)}),
    "number_input": _text_field(
        {"initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
        is_decimal_allowed=boolean,
    ),
    "rich_text_input": _text_field({"initial_value": mapping}),
    "image": IMAGE,
    "plain_text": plain_text(3000),
    "mrkdwn": text(),
}

SINGLE_SELECTS = frozenset(
    {
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
    }
)
_MULTI_SELECTS = frozenset(f"multi_{kind}" for kind in SINGLE_SELECTS)
_TEXT_FIELDS = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
)
_CHOICES = frozenset({"checkboxes", "radio_buttons", "datepicker", "timepicker"})

IN_SECTION = SINGLE_SELECTS | _MULTI_SELECTS | _CHOICES | {"button", "overflow", "image"}
IN_ACTIONS = SINGLE_SELECTS | _CHOICES | {"button", "overflow", "datetimepicker"}
IN_INPUT = SINGLE_SELECTS | _MULTI_SELECTS | _CHOICES | _TEXT_FIELDS | {"datetimepicker"}
IN_CONTEXT = frozenset({"image", "plain_text", "mrkdwn"})

RICH_TEXT_PART = by_type(
    {
        "text": Shape({"text": string(TEXT_MOST)}, {"style": mapping}),
        "link": Shape(
            {"url": url()}, {"text": string(TEXT_MOST), "style": mapping, "unsafe": boolean}
        ),
        "emoji": Shape({"name": string(100)}, {"unicode": string(100), "style": mapping}),
        "user": Shape({"user_id": _USER}, {"style": mapping}),
        "usergroup": Shape({"usergroup_id": string(20)}, {"style": mapping}),
        "channel": Shape({"channel_id": _CONVERSATION}, {"style": mapping}),
        "broadcast": Shape({"range": one_of("here", "channel", "everyone")}, {"style": mapping}),
        "date": Shape(
            {"timestamp": anything, "format": string(200)},
            {"url": url(), "fallback": string(200), "style": mapping},
        ),
        "color": Shape({"value": string(20)}, {"style": mapping}),
    }
)


def elements(kinds: frozenset[str] | set[str]) -> Check:
    """Return a check of an element that may only be one of these kinds."""
    return by_type({kind: ELEMENTS[kind] for kind in kinds})
