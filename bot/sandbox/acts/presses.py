"""A person's acts on the app's blocks and shortcuts: press, choose, search, call up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.acts.forms import state_of
from bot.sandbox.errors import ActError, NotDelivered, UnknownToSandboxError
from bot.sandbox.rules.messages import faults_in_options
from bot.sandbox.workspace.elements import VALUE_FIELDS, find_element

if TYPE_CHECKING:
    from bot.sandbox.core import Sandbox
    from bot.sandbox.delivery.delivery import Ack
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.people import Channel, Member
    from bot.sandbox.workspace.records import Message, View


@dataclass(frozen=True, slots=True)
class Container:
    """The message or view with the blocks that a person acts on."""

    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[Json]:
        """The blocks in it."""
        if self.view:
            return self.view.blocks
        return self.message.blocks if self.message else []

    @property
    def view_id(self) -> str | None:
        """The modal's id, if it is one."""
        return self.view.id if self.view else None


def container_of(sandbox: Sandbox, person: Member, wanted: Json) -> Container:
    """Return the container that a request names, if this person has it before them."""
    match wanted.get("type"):
        case "home":
            view = sandbox.modals.home(person.id)
        case "view":
            view = sandbox.modals.find(view_id=wanted.get("view_id", ""))
        case _:
            channel = sandbox.channel_for(person, wanted.get("channel", ""))
            message = sandbox.workspace.message(channel.id, wanted.get("ts", ""))
            shown = sandbox.workspace.ephemeral(channel.id, wanted.get("ts", ""))
            if shown and shown.ephemeral_to == person.id:
                message = shown
            if message is None:
                raise ActError("message_not_found", "That message is not there any more.")
            return Container(message=message)
    if view is None or view.user != person.id:
        raise ActError("view_not_found", "That view is not open any more.")
    return Container(view=view)


async def press(
    sandbox: Sandbox, person: Member, container: Container, action: Json, values: Json
) -> None:
    """Send a block action: a button pressed, an option chosen, a field left."""
    element = find_element(
        container.blocks, action.get("block_id", ""), action.get("action_id", "")
    )
    if element is None:
        raise ActError("action_not_found", "There is no such element in this message or view.")
    _require_interactivity(sandbox)
    workspace, grants = sandbox.workspace, sandbox.grants
    state = state_of(container.blocks, _with_choice(values, element, action))
    payload = sandbox.envelope(person) | {
        "type": "block_actions",
        "trigger_id": grants.new_trigger(person.id, container.view_id),
        "state": {"values": state},
        "actions": [action | {"type": element["type"], "action_ts": workspace.next_ts()}],
    }
    if container.view:
        container.view.state = state
        payload |= {
            "container": {"type": "view", "view_id": container.view.id},
            "view": container.view.to_slack(),
        }
    elif container.message:
        payload |= _message_parts(sandbox, person, container.message)
    await _deliver(sandbox, person, payload)


async def ask_for_options(
    sandbox: Sandbox, person: Member, container: Container, ids: Json, value: str
) -> Json:
    """Ask the app for an external select's options, given the text so far."""
    block_id, action_id = ids.get("block_id", ""), ids.get("action_id", "")
    element = find_element(container.blocks, block_id, action_id)
    if element is None or "external_select" not in element["type"]:
        raise ActError("action_not_found", "There is no such menu in this message or view.")
    _require_interactivity(sandbox)
    if len(value) < element.get("min_query_length", 3):
        return {"options": None, "option_groups": None}
    payload = sandbox.envelope(person) | {
        "type": "block_suggestion",
        "action_id": action_id,
        "block_id": block_id,
        "value": value,
    }
    if container.view:
        payload |= {
            "container": {"type": "view", "view_id": container.view.id},
            "view": container.view.to_slack(),
        }
    elif container.message:
        payload |= _message_parts(sandbox, person, container.message)
        payload.pop("response_url")
    reply = await _deliver(sandbox, person, payload)
    try:
        faults = faults_in_options(reply)
    except UnknownToSandboxError as error:
        faults = error.faults
    if faults:
        sandbox.notice(person, f"The menu's options cannot be shown: {'; '.join(faults)}")
        raise ActError("invalid_options", "The app sent options that cannot be shown.")
    return {"options": reply.get("options"), "option_groups": reply.get("option_groups")}


async def call_shortcut(sandbox: Sandbox, person: Member, callback_id: str) -> None:
    """Call up a global shortcut."""
    _require_shortcut(sandbox, callback_id, "global")
    payload = sandbox.envelope(person) | {
        "type": "shortcut",
        "callback_id": callback_id,
        "trigger_id": sandbox.grants.new_trigger(person.id),
        "action_ts": sandbox.workspace.next_ts(),
    }
    await _deliver(sandbox, person, payload)


async def call_message_shortcut(
    sandbox: Sandbox, person: Member, callback_id: str, message: Message
) -> None:
    """Call up a shortcut from a message's menu."""
    _require_shortcut(sandbox, callback_id, "message")
    parts = _message_parts(sandbox, person, message)
    parts.pop("container")
    payload = sandbox.envelope(person) | {
        "type": "message_action",
        "callback_id": callback_id,
        "trigger_id": sandbox.grants.new_trigger(person.id),
        "action_ts": sandbox.workspace.next_ts(),
        "message_ts": message.ts,
        "message": message.to_slack(),
        **parts,
    }
    await _deliver(sandbox, person, payload)


def _message_parts(sandbox: Sandbox, person: Member, message: Message) -> Json:
    is_ephemeral = message.ephemeral_to is not None
    path = sandbox.grants.new_response(person.id, message.channel, message.ts)
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": is_ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    channel = sandbox.workspace.channel(message.channel)
    parts: Json = {
        "container": container,
        "channel": {"id": message.channel, "name": _told_name(channel)},
        "response_url": sandbox.response_url(path),
    }
    if not is_ephemeral:
        parts["message"] = message.to_slack()
    return parts


def _told_name(channel: Channel | None) -> str:
    if channel is None:
        return ""
    return "privategroup" if channel.is_private else channel.name


def _with_choice(values: Json, element: Json, action: Json) -> Json:
    field = VALUE_FIELDS.get(element["type"])
    if field is None or field not in action:
        return values
    block_id, action_id = action["block_id"], action["action_id"]
    chosen = {"type": element["type"], field: action[field]}
    return values | {block_id: values.get(block_id, {}) | {action_id: chosen}}


def _require_interactivity(sandbox: Sandbox) -> None:
    if not sandbox.manifest.is_interactive:
        raise ActError(
            "interactivity_disabled", "This app is not configured to handle interactive responses."
        )


def _require_shortcut(sandbox: Sandbox, callback_id: str, kind: str) -> None:
    is_declared = sandbox.manifest.shortcut(callback_id, kind) is not None
    if not is_declared or "commands" not in sandbox.scopes:
        raise ActError("shortcut_not_found", f"The app has no {kind} shortcut {callback_id!r}.")
    _require_interactivity(sandbox)


async def _deliver(sandbox: Sandbox, person: Member, payload: Json) -> Ack:
    try:
        return await sandbox.delivery.send("interactive", payload)
    except NotDelivered as error:
        name = sandbox.manifest.display_name
        sandbox.notice(person, f"{name} did not respond ({error.code}): {error}")
        raise ActError(error.code, f"{name} did not respond. Try again later.") from error
