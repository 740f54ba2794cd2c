"""Which workspace the bot's token belongs to; asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.client import SlackClient


class Installation:
    """The one workspace that this bot serves."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client
        self._id = ""

    async def id(self) -> str:
        """Return its id; raises SlackCallError where Slack can't say."""
        if not self._id:
            self._id = str((await self._client.auth_test())["team_id"])
        return self._id
