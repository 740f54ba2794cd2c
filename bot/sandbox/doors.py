"""What tests do to a workspace that no person could, and what they see of it.

The server has all of it, and nothing of the product uses any. Who acts is in driver.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.delivery.delivery import SocketModeDelivery
from bot.sandbox.driver import SandboxUser
from bot.sandbox.errors import SandboxError
from bot.sandbox.web_api.endpoint import ApiRefusal

if TYPE_CHECKING:
    from bot.sandbox.core import Sandbox
    from bot.sandbox.delivery.delivery import Delivery
    from bot.sandbox.web_api.endpoint import WebApi
    from bot.sandbox.web_api.method import Call
    from bot.sandbox.workspace.people import Channel


class Doors:
    """The server's side for tests."""

    sandbox: Sandbox
    delivery: Delivery
    _web_api: WebApi

    @property
    def calls(self) -> list[Call]:
        """The latest Web API calls, oldest first, each with its arguments and its answer."""
        return list(self._web_api.calls)

    def person(self, name: str) -> SandboxUser:
        """Return a person that a test controls."""
        return SandboxUser(self.sandbox, self.sandbox.person(name))

    def channel(self, name: str) -> Channel:
        """Return a channel by name or id: its ``members`` and ``is_archived`` may be changed."""
        channel = self.sandbox.workspace.channel(name)
        if channel is None:
            raise SandboxError(f"The sandbox has no channel {name!r}.")
        return channel

    def refuse_next(self, method: str, code: str, *, retry_after: int | None = None) -> None:
        """Let the next call of a Web API method fail with this error."""
        status = 429 if code == "ratelimited" else 200
        self._web_api.refuse_next(method, ApiRefusal(code, retry_after, status))

    def fail_next(self, method: str, status: int = 503) -> None:
        """Let the next call of a Web API method fail as in an outage, in words that are no JSON."""
        self._web_api.refuse_next(method, ApiRefusal("upstream connect error", status=status))

    async def refresh_connections(self) -> None:
        """Let Slack ask the app to connect again, as it does every few hours."""
        if isinstance(self.delivery, SocketModeDelivery):
            await self.delivery.refresh()
