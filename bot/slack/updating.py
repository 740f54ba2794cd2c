"""Redraws one of the bot's messages in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.errors import SlackCallError

if TYPE_CHECKING:
    from bot.cards.kit.card import Card
    from bot.slack.client import SlackClient
    from bot.slack.errors import Trouble


class Updater:
    """Updates messages as the bot; the same twice is the same, so any call may be repeated."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    async def update(self, channel_id: str, ts: str, card: Card) -> Trouble | None:
        """Draw the message as this card; return how that failed, or None if it's drawn."""
        try:
            await self._client.chat_update(channel=channel_id, ts=ts, **card.to_message())
        except SlackCallError as error:
            return error.trouble
        return None
