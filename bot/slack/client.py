"""The Web API as everything here calls it: a call that fails raises SlackCallError, whatever it is.

Nothing else of the bot sees what slack_sdk and aiohttp raise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import calling_slack

if TYPE_CHECKING:
    from slack_sdk.web.async_slack_response import AsyncSlackResponse


class SlackClient(AsyncWebClient):
    """slack_sdk's client; every method raises SlackCallError when Slack refuses or can't answer."""

    @classmethod
    def like(cls, client: AsyncWebClient) -> SlackClient:
        """Return such a client with the token, the address and the connection of another."""
        return cls(
            client.token,
            base_url=client.base_url,
            timeout=client.timeout,
            ssl=client.ssl,
            proxy=client.proxy,
            session=client.session,
            retry_handlers=client.retry_handlers,
        )

    async def api_call(self, *arguments: Any, **named: Any) -> AsyncSlackResponse:  # noqa: ANN401 -- slack_sdk's arguments, handed on
        """Make the call; raise SlackCallError if it fails."""
        with calling_slack():
            return await super().api_call(*arguments, **named)
