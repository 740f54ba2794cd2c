"""What people write to the bot, in a channel by a mention or to it alone, and answering that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.cards.card import Card


def is_to_the_bot(event: dict[str, Any]) -> bool:
    """Tell whether somebody wrote this to the bot just now: no app, no change of a message."""
    is_new = event.get("subtype") in {None, "file_share", "thread_broadcast"}
    is_persons = is_new and "bot_id" not in event and bool(event.get("user"))
    is_direct = event.get("type") == "message" and event.get("channel_type") == "im"
    return is_persons and (is_direct or event.get("type") == "app_mention")


async def answer_where_written(event: dict[str, Any], card: Card, client: AsyncWebClient) -> None:
    """Answer in the conversation with the bot; in a channel, for the writer's eyes only."""
    # In a thread that nobody has begun, Slack shows no ephemeral message.
    where = {"channel": event["channel"], "thread_ts": event.get("thread_ts")}
    if event["type"] == "app_mention":
        await client.chat_postEphemeral(**where, user=event["user"], **card.to_message())
    else:
        await client.chat_postMessage(**where, **card.to_message())
