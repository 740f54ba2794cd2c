"""The shape of what Slack sends: what each trigger must hold before a listener reads it.

Listeners read payloads as plain dicts. So a payload is checked once, at the door, and one
that is not as Slack documents it goes no further. Listeners read optional fields with ``get``.
"""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 -- read when the module is loaded
from math import isfinite
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

import structlog
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as PydanticField
from pydantic import model_validator as validator
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.cards.clarifications.decision import DecisionRef, QuestionRef
from bot.cards.kit.form_ref import FormRef
from bot.cards.kit.ids import CallbackId
from bot.cards.reviews.confirmation import Confirming
from bot.errors import ParlanceError

log = structlog.get_logger(__name__)

# Slack's own payloads nest about twenty deep; what nests deeper would overflow what reads it.
DEEPEST = 100

Id = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,255}$")]
# Slack leaves out an id, or sends it empty: either way there is none.
OptionalId = Annotated[Id | None, BeforeValidator(lambda given: None if given == "" else given)]
# When a message was written, in seconds since 1970. It's read as a number.
Stamp = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}([.][0-9]{1,20})?$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]+$")]
# The value we gave an element, and get back. A database takes no NUL.
Value = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]

# How a form carries what it is about, by the view.
_METADATA: dict[str, Callable[[str], object]] = {
    CallbackId.EDIT_AND_ACCEPT: DecisionRef.parse,
    CallbackId.DECLINE: DecisionRef.parse,
    CallbackId.ASK_BACK: DecisionRef.parse,
    CallbackId.ANSWER: QuestionRef.parse,
    CallbackId.CONFIRM_REVIEW: Confirming.parse,
    CallbackId.SUGGEST: FormRef.parse,
    CallbackId.REQUEST_TERM: FormRef.parse,
    CallbackId.DECLINE_REQUEST: FormRef.parse,
}


class MalformedPayloadError(ParlanceError):
    """The payload is not what Slack documents. ``field`` says where, never the value."""

    def __init__(self, trigger: str, field: str) -> None:
        super().__init__(f"{trigger}: {field}")
        self.trigger = trigger
        self.field = field

    def log(self) -> None:
        """Write the one line that is left of the payload."""
        log.warning("a malformed payload was refused", trigger=self.trigger, field=self.field)


class Payload(BaseModel):
    """An object with at least these fields, each of exactly this type."""

    # Built when first needed: the bot starts sooner.
    model_config = ConfigDict(strict=True, defer_build=True)


class TeamPayload(Payload):
    """A workspace or an organization."""

    id: Id


class PersonPayload(Payload):
    """Somebody who acts."""

    id: Id
    name: str | None = None
    username: str | None = None
    team_id: OptionalId = None


class Sent(Payload):
    """The fields that name a payload's installation."""

    team: TeamPayload | None = None
    team_id: OptionalId = None
    enterprise: TeamPayload | None = None
    enterprise_id: OptionalId = None


class CommandPayload(Sent):
    """A slash command: a flat form."""

    command: str
    user_id: Id
    user_name: str = ""
    text: str = ""
    response_url: Address | None = None


class ReactionPayload(Payload):
    """``reaction_added``."""

    class ItemPayload(Payload):
        """The item that the reaction is on."""

        type: str

    class MessagePayload(ItemPayload):
        """A message that the reaction is to."""

        type: Literal["message"]
        channel: Id
        ts: Id

    user: Id
    reaction: str
    item: MessagePayload | ItemPayload

    @validator(mode="after")
    def _names_its_message(self) -> Self:
        if self.item.type == "message" and not isinstance(
            self.item, ReactionPayload.MessagePayload
        ):
            raise ValueError
        return self


class WrittenPayload(Payload):
    """``app_mention`` and ``message``: a new message, an edit, or a deletion."""

    class EditedPayload(Payload):
        """When it was changed last."""

        ts: Stamp | None = None

    channel: Id
    ts: Stamp
    user: OptionalId = None
    text: str | None = None
    thread_ts: OptionalId = None
    edited: EditedPayload | None = None
    subtype: str | None = None
    channel_type: str | None = None
    team: OptionalId = None
    user_team: OptionalId = None


class HomeOpenedPayload(Payload):
    """``app_home_opened``."""

    user: Id
    tab: str | None = None


class LinksPayload(Payload):
    """``link_shared``."""

    class LinkPayload(Payload):
        """One of the links."""

        url: str

    user: Id
    links: list[LinkPayload]
    channel: OptionalId = None
    message_ts: OptionalId = None
    unfurl_id: OptionalId = None
    source: str | None = None

    @validator(mode="after")
    def _says_where(self) -> Self:
        where = (self.unfurl_id,) if self.source == "composer" else (self.channel, self.message_ts)
        if not all(where):
            raise ValueError
        return self


class OtherPayload(Payload):
    """An event that nothing listens to."""


E = TypeVar("E", bound=Payload)


class EventCallback(Sent, Generic[E]):
    """Any event, in its envelope."""

    event_id: Id
    event: E
    is_ext_shared_channel: bool | None = None


class UrlVerification(Payload):
    """Slack asks whether the address is ours."""

    challenge: str


class OptionPayload(Payload):
    """A choice in a menu."""

    value: Value


class StatePayload(Payload):
    """The values of a form's inputs, by block and action."""

    class InputPayload(Payload):
        """One input."""

        value: str | None = None
        selected_option: OptionPayload | None = None
        selected_options: list[OptionPayload] | None = None

    values: dict[str, dict[str, InputPayload]]


class ViewPayload(Payload):
    """A modal or the Home tab."""

    class BlockPayload(Payload):
        """A part of it."""

        type: str
        block_id: str | None = None

    id: Id
    type: str
    callback_id: str
    private_metadata: Value
    state: StatePayload | None = None
    blocks: list[BlockPayload] = []
    previous_view_id: OptionalId = None
    root_view_id: OptionalId = None
    app_installed_team_id: OptionalId = None

    @validator(mode="after")
    def _says_what_it_is_about(self) -> Self:
        parse = _METADATA.get(self.callback_id)
        try:
            if parse:
                parse(self.private_metadata)
        except TypeError as error:  # other fields than ours
            raise ValueError(str(error)) from error
        return self


class MessagePayload(Payload):
    """A message, as far as it is read."""

    class FilePayload(Payload):
        """A file that was sent with it."""

        title: str | None = None
        name: str | None = None

    class AttachmentPayload(Payload):
        """The message's attachments."""

        class FieldPayload(Payload):
            """A line of a table. Apps put numbers there, and Slack passes them on."""

            title: str | float | bool | None = None
            value: str | float | bool | None = None

        title: str | None = None
        text: str | None = None
        pretext: str | None = None
        fallback: str | None = None
        footer: str | None = None
        fields_: Annotated[list[FieldPayload] | None, PydanticField(alias="fields")] = None
        blocks: list[dict[str, Any]] | None = None
        message_blocks: list[dict[str, Any]] | None = None
        files: list[MessagePayload.FilePayload] | None = None

    ts: OptionalId = None
    text: str | None = None
    blocks: list[dict[str, Any]] | None = None
    attachments: list[AttachmentPayload] | None = None
    files: list[FilePayload] | None = None


class Interaction(Sent):
    """The fields that presses, choices and forms share."""

    user: PersonPayload
    response_url: Address | None = None


class PressPayload(Interaction):
    """``block_actions``."""

    class ActionPayload(Payload):
        """The element with the press or the choice."""

        action_id: str
        type: str
        block_id: Value | None = None
        value: Value | None = None
        selected_option: OptionPayload | None = None
        selected_user: OptionalId = None

    actions: Annotated[list[ActionPayload], PydanticField(min_length=1)]
    trigger_id: Id


class PressInMessagePayload(PressPayload):
    """A press in a message; of one that only this person sees, Slack says no more than where."""

    class ContainerPayload(Payload):
        """The message."""

        channel_id: Id
        message_ts: Id
        thread_ts: OptionalId = None
        is_ephemeral: bool | None = None

    container: ContainerPayload
    response_url: Address
    message: MessagePayload | None = None


class PressInViewPayload(PressPayload):
    """A press in a modal or in the Home tab."""

    view: ViewPayload


class TypingPayload(Interaction):
    """``block_suggestion``: Slack asks for options while a person types."""

    action_id: str
    value: str | None = None


class ShortcutPayload(Interaction):
    """``shortcut``, from Slack's menu."""

    callback_id: str
    trigger_id: Id


class MessageShortcutPayload(ShortcutPayload):
    """``message_action``, from a message's menu."""

    class ChannelPayload(Payload):
        """The message's place."""

        id: Id

    channel: ChannelPayload
    message: MessagePayload


class SubmissionPayload(Interaction):
    """``view_submission``."""

    class ResponseUrlPayload(Payload):
        """Where a message about the form may be sent to."""

        response_url: Address

    view: ViewPayload
    response_urls: list[ResponseUrlPayload] = []


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
