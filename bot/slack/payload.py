"""The shape of what Slack sends: what each trigger must hold before a listener reads it.

Listeners read payloads as plain dicts. So a payload is checked once, at the door, and one
that is not as Slack documents it goes no further. Listeners read optional fields with ``get``.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

import structlog
from pydantic import ValidationError
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.errors import ParlanceError
from bot.slack.event_shapes import (
    CommandPayload,
    EventCallback,
    HomeOpenedPayload,
    LinksPayload,
    OtherPayload,
    Payload,
    ReactionPayload,
    Sent,
    UrlVerification,
    WrittenPayload,
)
from bot.slack.interaction_shapes import (
    Interaction,
    MessageShortcutPayload,
    PressInMessagePayload,
    PressInViewPayload,
    ShortcutPayload,
    SubmissionPayload,
    TypingPayload,
)

log = structlog.get_logger(__name__)

# Slack's own payloads nest about twenty deep; what nests deeper would overflow what reads it.
DEEPEST = 100


class MalformedPayloadError(ParlanceError):
    """The payload is not what Slack documents. ``field`` says where, never the value."""

    def __init__(self, trigger: str, field: str) -> None:
        super().__init__(f"{trigger}: {field}")
        self.trigger = trigger
        self.field = field

    def log(self) -> None:
        """Write the one line that is left of the payload."""
        log.warning("a malformed payload was refused", trigger=self.trigger, field=self.field)


_EVENTS: dict[str, type[Payload]] = {
    "reaction_added": EventCallback[ReactionPayload],
    "app_mention": EventCallback[WrittenPayload],
    "message": EventCallback[WrittenPayload],
    "app_home_opened": EventCallback[HomeOpenedPayload],
    "link_shared": EventCallback[LinksPayload],
}
_TRIGGERS: dict[str, type[Payload]] = {
    "event_callback": EventCallback[OtherPayload],
    "url_verification": UrlVerification,
    "block_actions": PressInMessagePayload,
    "block_suggestion": TypingPayload,
    "shortcut": ShortcutPayload,
    "message_action": MessageShortcutPayload,
    "view_submission": SubmissionPayload,
    "view_closed": Interaction,
    "app_rate_limited": Sent,
}
_UNKNOWN = "unknown"


def read_request(body: Any, headers: Any = None) -> AsyncBoltRequest:  # noqa: ANN401 -- JSON; any mapping does
    """Return the request as Bolt takes it, for Socket Mode; raise MalformedPayloadError."""
    trigger = check_payload(body)
    try:
        return AsyncBoltRequest(body=body, headers=headers, mode="socket_mode")
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        # Bolt looks into fields that no listener reads, such as ``authorizations``.
        raise MalformedPayloadError(trigger, "context") from error


def check_payload(body: Any) -> str:  # noqa: ANN401 -- JSON
    """Return what triggered this; raise MalformedPayloadError where its shape is not Slack's."""
    trigger, shape = _shape_of(body)
    if shape is not CommandPayload:  # a command is flat, and its answer is what people wait for
        _check_values(body, trigger)
    try:
        shape.model_validate(body)
    except ValidationError as error:
        # Without the input: it holds what people typed.
        place = error.errors(include_input=False, include_url=False, include_context=False)[0]
        raise MalformedPayloadError(trigger, ".".join(map(str, place["loc"])) or "body") from None
    return trigger


def _shape_of(body: Any) -> tuple[str, type[Payload]]:  # noqa: ANN401 -- JSON
    if not isinstance(body, dict):
        raise MalformedPayloadError(_UNKNOWN, "body")
    if "command" in body:
        return "command", CommandPayload
    if "ssl_check" in body:
        return "ssl_check", Payload
    trigger = body.get("type")
    if not isinstance(trigger, str) or trigger not in _TRIGGERS:
        raise MalformedPayloadError(_UNKNOWN, "type")
    if trigger == "event_callback":
        event = body.get("event")
        name = event.get("type") if isinstance(event, dict) else None
        if not isinstance(name, str):
            raise MalformedPayloadError(trigger, "event.type")
        if name in _EVENTS:
            return name, _EVENTS[name]
    if trigger == "block_actions" and _is_in_view(body):
        return trigger, PressInViewPayload
    return trigger, _TRIGGERS[trigger]


def _is_in_view(body: dict[str, Any]) -> bool:
    container = body.get("container")
    return isinstance(container, dict) and container.get("type") == "view"


def _check_values(body: dict[str, Any], trigger: str) -> None:
    """Refuse text that is valid JSON but that neither a database nor Slack takes, in any field."""
    level: list[tuple[str, Any]] = list(body.items())
    for _ in range(DEEPEST):
        below: list[tuple[str, Any]] = []
        for field, value in level:
            if isinstance(value, dict):
                below += ((field, inner) for pair in value.items() for inner in pair)
            elif isinstance(value, list):
                below += ((field, inner) for inner in value)
            elif not _is_sound(value):
                raise MalformedPayloadError(trigger, field if field.isidentifier() else "body")
        level = below
    if level:
        raise MalformedPayloadError(trigger, "depth")


def _is_sound(value: object) -> bool:
    """Whether it is neither a lone surrogate nor a number that is none."""
    if isinstance(value, str):
        return value.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in value)
    return not isinstance(value, float) or isfinite(value)
