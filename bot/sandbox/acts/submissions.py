"""Sending and closing modals, and doing what the app's acknowledgement asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.acts.forms import faults_at_fields, state_of
from bot.sandbox.errors import ActError, ApiError, NotDelivered
from bot.sandbox.workspace.elements import elements_of
from bot.sandbox.workspace.modals import checked_view

if TYPE_CHECKING:
    from bot.sandbox.core import Sandbox
    from bot.sandbox.delivery.delivery import Ack
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.people import Member
    from bot.sandbox.workspace.records import View

_TROUBLE = "We had some trouble connecting. Try again?"


async def submit(sandbox: Sandbox, person: Member, view: View, values: Json) -> Json:
    """Send a modal; the answer says what happens to it (``response_action``)."""
    view.state = state_of(view.blocks, values)
    if faults := faults_at_fields(view.blocks, view.state):
        return {"response_action": "errors", "errors": faults}
    payload = sandbox.envelope(person) | {
        "type": "view_submission",
        "trigger_id": sandbox.grants.new_trigger(person.id, view.id),
        "view": view.to_slack(),
        "response_urls": _response_urls(sandbox, person, view),
    }
    try:
        ack = await sandbox.delivery.send("interactive", payload)
        return _obey(sandbox, person, view, ack)
    except NotDelivered as error:
        sandbox.notice(person, f"The form was not acknowledged ({error.code}): {error}")
        raise ActError(error.code, _TROUBLE) from error
    except ApiError as error:
        sandbox.notice(person, f"The answer to the form cannot be shown: {error.reason}")
        raise ActError(error.code, f"{_TROUBLE} ({error.reason})") from error


async def close(sandbox: Sandbox, person: Member, view: View, *, is_cleared: bool) -> None:
    """Close a modal without sending it; the app hears of it if the view asks for that."""
    closed = sandbox.modals.close_all(person.id) if is_cleared else [view]
    sandbox.modals.close(view)
    for gone in closed:
        if not gone.body.get("notify_on_close"):
            continue
        payload = sandbox.envelope(person) | {
            "type": "view_closed",
            "view": gone.to_slack(),
            "is_cleared": is_cleared,
        }
        try:
            await sandbox.delivery.send("interactive", payload)
        except NotDelivered as error:
            sandbox.notice(person, f"The app did not hear that a form was closed: {error}")


def _obey(sandbox: Sandbox, person: Member, view: View, ack: Ack) -> Json:
    action = ack.get("response_action") if isinstance(ack, dict) else None
    shown: View | None = None
    match action:
        case None:
            sandbox.modals.close(view)
        case "clear":
            sandbox.modals.close_all(person.id)
        case "update":
            shown = sandbox.modals.update(view, checked_view(ack.get("view"), "modal"))
        case "push":
            shown = sandbox.modals.push(person.id, checked_view(ack.get("view"), "modal"))
        case "errors":
            return {"response_action": "errors", "errors": _checked_errors(view, ack)}
        case _:
            raise ApiError.about_arguments(
                "invalid_arguments", [f"unknown response_action: {action}"]
            )
    answer: Json = {"response_action": action}
    return answer | {"view": shown.to_slack()} if shown else answer


def _checked_errors(view: View, ack: Json) -> Json:
    errors: Json = ack.get("errors") or {}
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    faults = [f"errors name no input block: {key}" for key in errors if key not in inputs]
    faults += [f"an error must be a text: {key}" for key, text in errors.items() if not text]
    if faults or not errors:
        raise ApiError.about_arguments("invalid_arguments", faults or ["errors are empty"])
    return errors


def _response_urls(sandbox: Sandbox, person: Member, view: View) -> list[Json]:
    urls: list[Json] = []
    for block, element in elements_of(view.blocks):
        if not element.get("response_url_enabled"):
            continue
        entry = view.state[block["block_id"]][element["action_id"]]
        channel = entry.get("selected_conversation") or entry.get("selected_channel")
        if channel:
            path = sandbox.grants.new_response(person.id, channel)
            urls.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel,
                    "response_url": sandbox.response_url(path),
                }
            )
    return urls
