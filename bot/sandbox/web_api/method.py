"""A Web API method: its token and scope, its arguments, and its function."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.sandbox.core import Sandbox
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.people import Channel


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method by the app, and what it was answered."""

    sandbox: Sandbox
    method: str
    args: Json
    answer: Json = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return an argument as a text; empty where it is missing."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Return an argument that is true or false, in a form or in JSON."""
        return str(self.args.get(name, "")).lower() in ("1", "true")

    def channel(self) -> Channel:
        """Return the channel that the call names, if an app could know of it."""
        channel = self.sandbox.workspace.channel(self.text("channel"))
        if channel is None:
            raise ApiError("channel_not_found")
        return channel

    def require_scope(self, *any_of: str) -> None:
        """Refuse the call unless one of these scopes is granted."""
        if not self.sandbox.scopes.intersection(any_of):
            raise ApiError(
                "missing_scope",
                needed=",".join(any_of),
                provided=",".join(sorted(self.sandbox.scopes)),
            )

    def page_of(
        self, things: Sequence[Any], name: str, wrong_limit: str = "invalid_arguments"
    ) -> Json:
        """Return one page of a list, and the cursor of the next one."""
        limit = self.text("limit") or "100"
        if not limit.isdecimal() or not 1 <= int(limit) <= 1000:  # noqa: PLR2004 - Slack's own bounds
            raise ApiError(wrong_limit)
        cursor = self.text("cursor")
        if cursor and not cursor.isdigit():
            raise ApiError("invalid_cursor")
        start = int(cursor or 0)
        end = start + int(limit)
        rest = str(end) if end < len(things) else ""
        return {name: list(things[start:end]), "response_metadata": {"next_cursor": rest}}


@dataclass(frozen=True, slots=True)
class Method:
    """A method: any one of its ``scopes`` suffices; with none, every bot token may call it.

    ``optional`` are the other arguments that the sandbox knows.
    """

    run: Callable[[Call], Json]
    required: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    token: str = "bot"  # noqa: S105 - the kind of token that it asks for
