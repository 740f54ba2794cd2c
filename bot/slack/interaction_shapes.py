"""The shapes of what people press, choose, type and send."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 -- read when the module is loaded
from typing import Annotated, Any, Self

from pydantic import Field as PydanticField
from pydantic import model_validator as validator

from bot.cards.clarifications.decision import DecisionRef, QuestionRef
from bot.cards.kit.form_ref import FormRef
from bot.cards.kit.ids import CallbackId
from bot.cards.reviews.confirmation import Confirming
from bot.slack.event_shapes import Address, Id, OptionalId, Payload, PersonPayload, Sent, Value

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


class OptionPayload(Payload):
    """A choice in a menu."""

    value: Value


class StatePayload(Payload):
    """What stands in a form's inputs, by block and action."""

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
    blocks: list[BlockPayload] = PydanticField(default_factory=list)
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
        """What hangs on it."""

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
    """What all that people press, choose and send has in common."""

    user: PersonPayload
    response_url: Address | None = None


class PressPayload(Interaction):
    """``block_actions``."""

    class ActionPayload(Payload):
        """The element that was pressed, or in which something was chosen."""

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
        """Which message."""

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
    """``block_suggestion``: choices are asked for while somebody types."""

    action_id: str
    value: str | None = None


class ShortcutPayload(Interaction):
    """``shortcut``, from Slack's menu."""

    callback_id: str
    trigger_id: Id


class MessageShortcutPayload(ShortcutPayload):
    """``message_action``, from a message's menu."""

    class ChannelPayload(Payload):
        """Where the message stands."""

        id: Id

    channel: ChannelPayload
    message: MessagePayload


class SubmissionPayload(Interaction):
    """``view_submission``."""

    class ResponseUrlPayload(Payload):
        """Where a message about the form may be sent to."""

        response_url: Address

    view: ViewPayload
    response_urls: list[ResponseUrlPayload] = PydanticField(default_factory=list)
