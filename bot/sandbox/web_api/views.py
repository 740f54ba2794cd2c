"""The Web API's ``views.*``: modals and the Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.errors import ApiError
from bot.sandbox.web_api.method import Call, Method
from bot.sandbox.workspace.modals import checked_view

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json


def open_view(call: Call) -> Json:
    """Open a modal for the person who gave the trigger."""
    view = checked_view(call.args["view"], "modal")
    trigger = call.sandbox.grants.use_trigger(call.text("trigger_id"))
    return {"view": call.sandbox.modals.open(trigger.user, view).to_slack()}


def push_view(call: Call) -> Json:
    """Put a modal on top of the one that issued the trigger."""
    view = checked_view(call.args["view"], "modal")
    trigger = call.sandbox.grants.use_trigger(call.text("trigger_id"))
    if trigger.view_id is None:
        raise ApiError("not_found")
    return {"view": call.sandbox.modals.push(trigger.user, view).to_slack()}


def update_view(call: Call) -> Json:
    """Redraw an open view."""
    body = checked_view(call.args["view"], "modal")
    view = call.sandbox.modals.find(
        view_id=call.text("view_id"), external_id=call.text("external_id")
    )
    if view is None:
        raise ApiError("not_found")
    return {"view": call.sandbox.modals.update(view, body, call.text("hash")).to_slack()}


def publish_view(call: Call) -> Json:
    """Show something on a person's Home tab."""
    if not call.sandbox.manifest.has_home_tab:
        raise ApiError("not_enabled")
    person = call.sandbox.workspace.person(call.text("user_id"))
    if person is None:
        raise ApiError("invalid_arguments")
    body = checked_view(call.args["view"], "home")
    view = call.sandbox.modals.publish_home(person.id, body, call.text("hash"))
    return {"view": view.to_slack()}


VIEW_METHODS = {
    "views.open": Method(open_view, ("trigger_id", "view")),
    "views.push": Method(push_view, ("trigger_id", "view")),
    "views.update": Method(update_view, ("view",), (), ("view_id", "external_id", "hash")),
    "views.publish": Method(publish_view, ("user_id", "view"), (), ("hash",)),
}
