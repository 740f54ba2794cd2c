"""Everything a person can do here, as one table; the page and the tests' driver use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.acts import presses, submissions
from bot.sandbox.acts.composer import send_command, send_message
from bot.sandbox.delivery.events import send_home_opened, send_reaction_event
from bot.sandbox.delivery.link_events import type_draft
from bot.sandbox.errors import ActError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sandbox.core import Sandbox
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.people import Member
    from bot.sandbox.workspace.records import Message, View

    Act = Callable[[Sandbox, Member, Json], Awaitable[Json | None]]


async def act(sandbox: Sandbox, request: Json) -> Json:
    """Do what the request says, as the person it names; raises ActError when it does not work."""
    person = sandbox.person(str(request.get("user", "")))
    chosen = ACTS.get(str(request.get("type", "")))
    if chosen is None:
        raise ActError("unknown_act", f"There is nothing called {request.get('type')!r} to do.")
    try:
        answer = await chosen(sandbox, person, request)
    except KeyError as error:
        raise ActError("missing_field", f"The request lacks {error}.") from error
    return {"ok": True, **(answer or {})}


async def _command(sandbox: Sandbox, person: Member, request: Json) -> None:
    channel = sandbox.channel_for(person, request["channel"])
    await send_command(sandbox, person, channel, request["text"], request.get("thread_ts"))


async def _message(sandbox: Sandbox, person: Member, request: Json) -> Json:
    channel = sandbox.channel_for(person, request["channel"])
    message = send_message(sandbox, person, channel, request["text"], request.get("thread_ts"))
    return {"ts": message.ts}


async def _draft(sandbox: Sandbox, person: Member, request: Json) -> None:
    type_draft(sandbox, person, request["text"])


async def _block_actions(sandbox: Sandbox, person: Member, request: Json) -> None:
    container = presses.container_of(sandbox, person, request["container"])
    values = (request.get("state") or {}).get("values", {})
    await presses.press(sandbox, person, container, request["action"], values)


async def _block_suggestion(sandbox: Sandbox, person: Member, request: Json) -> Json:
    container = presses.container_of(sandbox, person, request["container"])
    return await presses.ask_for_options(sandbox, person, container, request, request["value"])


async def _view_submission(sandbox: Sandbox, person: Member, request: Json) -> Json:
    view = _view(sandbox, person, request)
    values = (request.get("state") or {}).get("values", {})
    return await submissions.submit(sandbox, person, view, values)


async def _view_closed(sandbox: Sandbox, person: Member, request: Json) -> None:
    view = _view(sandbox, person, request)
    is_cleared = bool(request.get("is_cleared"))
    await submissions.close(sandbox, person, view, is_cleared=is_cleared)


async def _shortcut(sandbox: Sandbox, person: Member, request: Json) -> None:
    await presses.call_shortcut(sandbox, person, request["callback_id"])


async def _message_action(sandbox: Sandbox, person: Member, request: Json) -> None:
    message = _stored(sandbox, person, request)
    await presses.call_message_shortcut(sandbox, person, request["callback_id"], message)


async def _reaction_added(sandbox: Sandbox, person: Member, request: Json) -> None:
    _react(sandbox, person, request, added=True)


async def _reaction_removed(sandbox: Sandbox, person: Member, request: Json) -> None:
    _react(sandbox, person, request, added=False)


async def _app_home_opened(sandbox: Sandbox, person: Member, request: Json) -> None:
    tab = request["tab"]
    if tab == "home" and not sandbox.manifest.has_home_tab:
        raise ActError("not_enabled", "This app has no Home tab.")
    if tab == "home":  # what the app published before is there at once
        home = sandbox.modals.home(person.id)
        view = home.to_slack() if home else None
        sandbox.workspace.tell(person.id, {"type": "home", "view": view})
    send_home_opened(sandbox, person, tab)


async def _action(sandbox: Sandbox, person: Member, request: Json) -> None:
    action = sandbox.actions.get(request["id"])
    if action is None:
        raise ActError("action_not_found", "This sandbox has no such action.")
    await action.run(person)


def _view(sandbox: Sandbox, person: Member, request: Json) -> View:
    view = sandbox.modals.find(view_id=request["view_id"])
    if view is None or view not in sandbox.modals.stack(person.id):
        raise ActError("view_not_found", "That form is not open any more.")
    return view


def _stored(sandbox: Sandbox, person: Member, request: Json) -> Message:
    channel = sandbox.channel_for(person, request["channel"])
    message = sandbox.workspace.message(channel.id, request["ts"])
    if message is None:
        raise ActError(
            "message_not_found", "Only stored messages can be acted on, and this one is not."
        )
    return message


def _react(sandbox: Sandbox, person: Member, request: Json, *, added: bool) -> None:
    message = _stored(sandbox, person, request)
    name = str(request["name"]).strip(":")
    if sandbox.workspace.react(message, person.id, name, added=added):
        send_reaction_event(sandbox, person, message, name, added=added)


ACTS: dict[str, Act] = {
    "command": _command,
    "message": _message,
    "draft": _draft,
    "block_actions": _block_actions,
    "block_suggestion": _block_suggestion,
    "view_submission": _view_submission,
    "view_closed": _view_closed,
    "shortcut": _shortcut,
    "message_action": _message_action,
    "reaction_added": _reaction_added,
    "reaction_removed": _reaction_removed,
    "app_home_opened": _app_home_opened,
    "action": _action,
}
