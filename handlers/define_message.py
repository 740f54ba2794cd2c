"""The message shortcut: what the glossary says of the terms in a message, for one's own eyes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.cards.answers.mentions import mentions_modal
from bot.slack.message_text import text_of

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.services.services import Services
    from bot.slack.client import SlackClient


async def open_mentions(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
) -> None:
    """Open the list of the terms in the message."""
    await ack()
    mentions = await asyncio.to_thread(services.glossary.mentions, text_of(body["message"]))
    await client.views_open(trigger_id=body["trigger_id"], view=mentions_modal(mentions))
