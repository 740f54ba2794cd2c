"""A press of a button or a choice in a menu, read from what Slack sends of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.cards.kit.answer_row import typed_in
from bot.cards.kit.ids import asked_in
from bot.cards.kit.term_ref import TermRef
from bot.command_name import define_command
from bot.decisions.outbox import MessageRef
from bot.errors import UserFacingError

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role, Term


class TermGoneError(UserFacingError):
    """The card is older than the glossary: its term was removed or renamed since."""

    def __init__(self) -> None:
        super().__init__(
            "This term is no longer in the glossary under that name. "
            f"Look it up again with {define_command()}."
        )


class RoleGoneError(UserFacingError):
    """The card is older than the glossary: its role was removed or renamed since."""

    def __init__(self) -> None:
        super().__init__("This glossary no longer has that role. Choose one with /glossary role.")


@dataclass(frozen=True, slots=True)
class Press:
    """A press: the element, its term and role, and the place.

    In a view ``view_id`` and ``callback_id`` say which; in a message both are empty.
    ``thread_ts`` is empty outside a thread. ``asked`` is the question for which the term that
    was pressed is offered, if it is; ``typed`` is what led to the card's own term, if it says how.
    ``depth`` is 1 for a modal, 2 for one on top of it, 3 for the last that Slack takes.
    """

    ref: TermRef
    trigger_id: str
    channel_id: str
    message_ts: str
    thread_ts: str
    is_ephemeral: bool
    view_id: str
    callback_id: str
    depth: int
    asked: str = ""
    typed: str = ""

    @classmethod
    def read(cls, body: dict[str, Any]) -> Press:
        """Read a ``block_actions`` payload."""
        action = body["actions"][0]
        option = action.get("selected_option") or {}
        container = body.get("container") or {}
        view = body.get("view") or {}
        return cls(
            ref=TermRef.parse(action.get("value") or option.get("value") or ""),
            trigger_id=body.get("trigger_id") or "",
            channel_id=container.get("channel_id") or "",
            message_ts=container.get("message_ts") or "",
            thread_ts=thread_of(body),
            is_ephemeral=bool(container.get("is_ephemeral")),
            view_id=view.get("id") or "",
            callback_id=view.get("callback_id") or "",
            depth=_depth(view),
            asked=asked_in(action.get("block_id") or ""),
            typed=typed_in(action.get("block_id") or ""),
        )

    def term_in(self, glossary: Glossary) -> Term:
        """Return the term that the press is about; a card may be older than the glossary."""
        term = self.ref.term_in(glossary)
        if term is None:
            raise TermGoneError
        return term

    def role_in(self, glossary: Glossary) -> Role:
        """Return the role that was chosen; a card may be older than the glossary."""
        role = self.ref.role_in(glossary.config)
        if role is None:
            raise RoleGoneError
        return role


def value_of(body: dict[str, Any]) -> str:
    """Return what the button or the choice that was pressed carries; nothing where it has none."""
    action = body["actions"][0]
    value: str = (action.get("selected_option") or action).get("value") or ""
    return value


def place_of(body: dict[str, Any]) -> tuple[str, str]:
    """Return the channel and ts of the message that was pressed in; nothing in a view."""
    container = body.get("container") or {}
    return container.get("channel_id") or "", container.get("message_ts") or ""


def pressed_card(body: dict[str, Any]) -> MessageRef | None:
    """Return the message that was pressed; None in a view and in a message that nobody stores."""
    container = body.get("container") or {}
    if container.get("type") != "message" or container.get("is_ephemeral"):
        return None
    return MessageRef(*place_of(body))


def text_of_pressed(body: dict[str, Any]) -> str:
    """Return the fallback text of the message that was pressed in; nothing in a view."""
    text: str = (body.get("message") or {}).get("text") or ""
    return text


def thread_of(body: dict[str, Any]) -> str:
    """Return the thread of the press; nothing outside one."""
    return (body.get("container") or {}).get("thread_ts") or ""


def _depth(view: dict[str, Any]) -> int:
    if view.get("type") != "modal":
        return 0
    below = view.get("previous_view_id")
    if not below:
        return 1
    return 2 if below == view.get("root_view_id") else 3
