"""The shapes of commands and events, and of what every payload of Slack's has in common."""

from __future__ import annotations

from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic import model_validator as validator

Id = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,255}$")]
# Slack leaves out an id, or sends it empty: either way there is none.
OptionalId = Annotated[Id | None, BeforeValidator(lambda given: None if given == "" else given)]
# When a message was written, in seconds since 1970. It's read as a number.
Stamp = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}([.][0-9]{1,20})?$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]+$")]
# What we gave an element, and get back. A database takes no NUL.
Value = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]


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
    """What says for which installation any payload is."""

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
        """What the reaction is to."""

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
