"""One payload of every trigger, shaped as Slack documents it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.decision import DecisionRef, QuestionRef
from bot.cards.kit.form_ref import FormRef
from bot.cards.kit.ids import ActionId, CallbackId, FieldId
from bot.cards.reviews.confirmation import Confirming
from bot.sandbox.workspace.people import AMARA, BOT_USER_ID, MAYA, TEAM_ID
from handlers import COMMANDS, OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

GENERAL, DIRECT = "C0GENERAL1", f"D{MAYA[1:]}"
# A test that lets the bot open forms and answer presses puts real ones in.
TRIGGER_ID = "1.2.a"
RESPONSE_URL = "http://127.0.0.1:9/response"
TEAM = {"id": TEAM_ID, "domain": "test"}
USER = {"id": MAYA, "username": "maya", "name": "maya", "team_id": TEAM_ID}
CHANNEL = {"id": GENERAL, "name": "general"}
MESSAGE = {
    "type": "message",
    "user": BOT_USER_ID,
    "bot_id": "B1",
    "ts": "1700000000.000100",
    "text": "A diffusion model, and more.",
    "blocks": [{"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": "It."}}],
    "attachments": [
        {
            "title": "diffusion model",
            "text": "A text.",
            "footer": "A footer.",
            "fields": [{"title": "Steps", "value": "12"}],
            "message_blocks": [{"team": TEAM_ID, "message": {"blocks": []}}],
            "files": [{"id": "F1", "title": "A plan", "name": "plan.pdf"}],
        }
    ],
    "files": [{"id": "F2", "title": "A plan", "name": "plan.pdf"}],
}
IN_MESSAGE = {
    "container": {
        "type": "message",
        "message_ts": MESSAGE["ts"],
        "channel_id": GENERAL,
        "is_ephemeral": False,
        "thread_ts": "1700000000.000001",
    },
    "channel": CHANNEL,
    "message": MESSAGE,
    "response_url": RESPONSE_URL,
}
METADATA = {
    CallbackId.EDIT_AND_ACCEPT: DecisionRef("V1", "seen").to_private_metadata(),
    CallbackId.DECLINE: DecisionRef("V1", "seen").to_private_metadata(),
    CallbackId.ASK_BACK: DecisionRef("V1", "seen").to_private_metadata(),
    CallbackId.ANSWER: QuestionRef("V1", GENERAL, "1.1").to_private_metadata(),
    CallbackId.CONFIRM_REVIEW: Confirming(
        "card", "diffusion-model", "seen", GENERAL, "1.1"
    ).to_private_metadata(),
    CallbackId.SUGGEST: FormRef("|diffusion-model").to_private_metadata(),
    CallbackId.REQUEST_TERM: FormRef().to_private_metadata(),
    CallbackId.DECLINE_REQUEST: FormRef("V1").to_private_metadata(),
}
SHORTCUTS = {CallbackId.LOOK_UP}
MESSAGE_SHORTCUTS = {CallbackId.DEFINE_IN_MESSAGE, CallbackId.SUGGEST_FOR_MESSAGE}
IN_VIEWS = {
    ActionId.CHOOSE_TERM: CallbackId.SUGGEST,
    ActionId.CHOOSE_KIND: CallbackId.EDIT_AND_ACCEPT,
    ActionId.CHOOSE_WORDING: CallbackId.SUGGEST,
    ActionId.SEARCH_TERM: CallbackId.SEARCH,
    ActionId.BROWSE: CallbackId.HOME,
    ActionId.ACCEPT: CallbackId.HOME,
}


def every_payload() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each payload under a name; a new id or command is in it by itself."""
    for command in COMMANDS:
        yield command, _command(command)
    for action_id in OPTIONS:
        yield (
            f"typing in {action_id}",
            _interaction("block_suggestion")
            | {
                "action_id": action_id,
                "block_id": "b",
                "value": "diff",
                "view": view(CallbackId.SEARCH),
            },
        )
    for action_id in ActionId:
        yield f"pressing {action_id}", press(action_id)
    for callback_id in set(CallbackId) - SHORTCUTS - MESSAGE_SHORTCUTS:
        yield (
            f"sending {callback_id}",
            _interaction("view_submission")
            | {
                "view": view(callback_id),
                "response_urls": [],
            },
        )
    for callback_id in SHORTCUTS:
        yield callback_id, _interaction("shortcut") | {"callback_id": callback_id}
    for callback_id in MESSAGE_SHORTCUTS:
        yield (
            callback_id,
            _interaction("message_action") | IN_MESSAGE | {"callback_id": callback_id},
        )
    for one in EVENTS:
        yield one["type"], event(one)
    yield "closing a view", _interaction("view_closed") | {"view": view(CallbackId.SEARCH)}
    yield "url_verification", {"type": "url_verification", "token": "t", "challenge": "c"}


def press(action_id: str) -> dict[str, Any]:
    """Return a press of a button or a choice in a menu, whichever the listener looks for."""
    action = {
        "type": "button",
        "action_id": action_id,
        "block_id": "review|card|diffusion-model|1",
        "value": "|diffusion-model",
        "selected_option": {
            "text": {"type": "plain_text", "text": "A"},
            "value": "engineering|diffusion-model",
        },
        "selected_user": AMARA,
        "action_ts": "1.1",
    }
    callback_id = IN_VIEWS.get(ActionId(action_id))
    place: dict[str, Any] = IN_MESSAGE
    if callback_id:
        place = {"container": {"type": "view", "view_id": "V1"}, "view": view(callback_id)}
    return _interaction("block_actions") | place | {"actions": [action]}


def view(callback_id: str) -> dict[str, Any]:
    """Return a view with an input of every kind, filled in."""
    chosen = {"text": {"type": "plain_text", "text": "A"}, "value": "now"}
    inputs: dict[str, dict[str, Any]] = {
        FieldId.TEXT: {"type": "plain_text_input", "value": "Some words."},
        FieldId.WHY: {"type": "plain_text_input", "value": None},
        FieldId.LABEL: {"type": "plain_text_input", "value": "a missing term"},
        FieldId.URGENCY: {"type": "static_select", "selected_option": chosen},
        FieldId.REVIEWED_WHOLE: {"type": "checkboxes", "selected_options": [chosen]},
        ActionId.CHOOSE_KIND: {
            "type": "static_select",
            "selected_option": chosen | {"value": "something_else"},
        },
    }
    return {
        "id": "V1",
        "team_id": TEAM_ID,
        "type": "home" if callback_id == CallbackId.HOME else "modal",
        "callback_id": callback_id,
        "private_metadata": METADATA.get(CallbackId(callback_id), "V1"),
        "blocks": [
            {"type": "input", "block_id": f"block {name}", "element": {"action_id": name}}
            for name in inputs
        ],
        "state": {"values": {f"block {name}": {name: said} for name, said in inputs.items()}},
        "hash": "1.a",
        "root_view_id": "V1",
        "previous_view_id": None,
    }


def event(one: dict[str, Any]) -> dict[str, Any]:
    """Return an event in its envelope."""
    return {
        "type": "event_callback",
        "token": "t",
        "team_id": TEAM_ID,
        "api_app_id": "A1",
        "event_id": "Ev1",
        "event_time": 1700000000,
        "authorizations": [
            {"enterprise_id": None, "team_id": TEAM_ID, "user_id": BOT_USER_ID, "is_bot": True}
        ],
        "is_ext_shared_channel": False,
        "event": one,
    }


_WRITTEN = {
    "user": MAYA,
    "ts": "1.1",
    "team": TEAM_ID,
    "channel": DIRECT,
    "text": "diffusion model",
    "edited": {"user": MAYA, "ts": "2.1"},
}
_PAGE = "https://example.org/terms/diffusion-model"
EVENTS: tuple[dict[str, Any], ...] = (
    _WRITTEN | {"type": "app_mention", "thread_ts": "1.0"},
    _WRITTEN | {"type": "message", "channel_type": "im"},
    {
        "type": "reaction_added",
        "user": MAYA,
        "reaction": "memo",
        "item_user": BOT_USER_ID,
        "item": {"type": "message", "channel": GENERAL, "ts": MESSAGE["ts"]},
    },
    {"type": "app_home_opened", "user": MAYA, "channel": DIRECT, "tab": "home"},
    {
        "type": "link_shared",
        "user": MAYA,
        "channel": GENERAL,
        "message_ts": "1.1",
        "source": "conversations_history",
        "unfurl_id": "C1.1",
        "links": [{"domain": "example.org", "url": _PAGE}],
    },
    {"type": "channel_rename", "channel": {"id": GENERAL, "name": "other", "created": 1}},
)


def as_form(payload: dict[str, Any]) -> dict[str, str]:
    """Return the fields of the form in which Slack sends an interaction."""
    return {"payload": json.dumps(payload)}


def _command(command: str) -> dict[str, Any]:
    return {
        "command": command,
        "text": "diffusion model",
        "user_id": MAYA,
        "user_name": "maya",
        "team_id": TEAM_ID,
        "channel_id": GENERAL,
        "trigger_id": TRIGGER_ID,
        "response_url": RESPONSE_URL,
        "is_enterprise_install": "false",
    }


def _interaction(kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "user": USER,
        "team": TEAM,
        "enterprise": None,
        "api_app_id": "A1",
        "token": "t",
        "trigger_id": TRIGGER_ID,
        "is_enterprise_install": False,
    }
