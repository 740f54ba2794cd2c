"""Every person's stack of modals and their Home tab."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.sandbox.acts.forms import state_of
from bot.sandbox.errors import ApiError
from bot.sandbox.rules.messages import STACK_MOST, faults_in_view, is_view_too_large
from bot.sandbox.workspace.elements import with_ids
from bot.sandbox.workspace.records import View

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.workspace import Workspace


def checked_view(view: object, kind: str) -> Json:
    """Return a view that keeps Slack's rules; raise Slack's refusal of any other."""
    faults = faults_in_view(view)
    if not faults and isinstance(view, dict) and view["type"] != kind:
        faults = [f"must be a {kind} view [json-pointer:/view/type]"]
    if faults or not isinstance(view, dict):
        raise ApiError.about_arguments("invalid_arguments", faults)
    if is_view_too_large(view):
        raise ApiError("view_too_large")
    return view


class Modals:
    """Opens, stacks, updates and closes views, and shows each step to the person."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """Return the open modals of a person, the visible one last."""
        return self._stacks.setdefault(user, [])

    def home(self, user: str) -> View | None:
        """Return what the app has published on a person's Home tab."""
        return self._homes.get(user)

    def find(self, *, view_id: str = "", external_id: str = "") -> View | None:
        """Return a view by Slack's id or the app's own."""
        views = [view for stack in self._stacks.values() for view in stack]
        for view in [*views, *self._homes.values()]:
            if view_id == view.id or (external_id and external_id == view.body.get("external_id")):
                return view
        return None

    def open(self, user: str, body: Json) -> View:
        """Show a modal; on top of open ones, if any."""
        stack = self.stack(user)
        if stack:
            return self._push(stack, user, body)
        view = self._make(user, body)
        stack.append(view)
        self._workspace.tell(user, {"type": "view_opened", "view": view.to_slack()})
        return view

    def push(self, user: str, body: Json) -> View:
        """Show a modal on top of the open one."""
        stack = self.stack(user)
        if not stack:
            raise ApiError("not_found")
        return self._push(stack, user, body)

    def _push(self, stack: list[View], user: str, body: Json) -> View:
        if len(stack) >= STACK_MOST:
            raise ApiError("push_limit_reached")
        view = self._make(user, body)
        view.root_id, view.previous_id = stack[0].id, stack[-1].id
        stack.append(view)
        self._workspace.tell(user, {"type": "view_pushed", "view": view.to_slack()})
        return view

    def update(self, view: View, body: Json, expected_hash: str = "") -> View:
        """Redraw a view; typed text stays where the ids are the same."""
        if expected_hash and expected_hash != view.hash:
            raise ApiError("hash_conflict")
        self._require_free_external_id(body, besides=view)
        view.body = {**body, "blocks": with_ids(body["blocks"])}
        view.state = state_of(view.blocks, view.state)
        view.hash = _new_hash()
        is_home = body["type"] == "home"
        kind = "home" if is_home else "view_updated"
        self._workspace.tell(view.user, {"type": kind, "view": view.to_slack()})
        return view

    def publish_home(self, user: str, body: Json, expected_hash: str = "") -> View:
        """Show something on a person's Home tab."""
        if user in self._homes:
            return self.update(self._homes[user], body, expected_hash)
        view = self._homes[user] = self._make(user, body)
        self._workspace.tell(user, {"type": "home", "view": view.to_slack()})
        return view

    def close(self, view: View) -> None:
        """Take one modal away; the one below it shows again."""
        stack = self.stack(view.user)
        if view not in stack:
            return
        stack.remove(view)
        self._workspace.tell(view.user, {"type": "view_closed", "view_id": view.id})

    def close_all(self, user: str) -> list[View]:
        """Take all modals away; returns those that were open."""
        closed = list(self.stack(user))
        self.stack(user).clear()
        if closed:
            self._workspace.tell(user, {"type": "views_closed"})
        return closed

    def _make(self, user: str, body: Json) -> View:
        self._require_free_external_id(body)
        view_id = f"V0{secrets.token_hex(5).upper()}"
        body = {**body, "blocks": with_ids(body["blocks"])}
        return View(view_id, user, _new_hash(), body, view_id, state=state_of(body["blocks"]))

    def _require_free_external_id(self, body: Json, besides: View | None = None) -> None:
        holder = self.find(external_id=body.get("external_id", ""))
        if holder is not None and holder is not besides:
            raise ApiError("duplicate_external_id")


def _new_hash() -> str:
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"
