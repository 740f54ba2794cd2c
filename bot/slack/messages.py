"""Messages to the bot, as a mention or a direct message, and the bot's answers."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bot.storage.idempotency import KEPT

if TYPE_CHECKING:
    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from bot.cards.kit.card import Card
    from bot.slack.client import SlackClient
    from bot.storage.idempotency import IdempotencyKeys


def is_to_the_bot(event: dict[str, Any]) -> bool:
    """Tell whether a person just wrote this to the bot: not an app, not an edit."""
    is_new = event.get("subtype") in {None, "file_share", "thread_broadcast"}
    is_persons = is_new and "bot_id" not in event and bool(event.get("user"))
    is_direct = event.get("type") == "message" and event.get("channel_type") == "im"
    return is_persons and (is_direct or event.get("type") == "app_mention")


async def is_unanswered(event: dict[str, Any], keys: IdempotencyKeys) -> bool:
    """Return whether this is the first time that the message is met, and keep that it was.

    It goes by the message, not by the event: Slack sends a mention again, as another event,
    whenever its message is edited. The bot forgets messages after some days, so it never answers a
    later edit.
    """
    channel_id, ts = event["channel"], event["ts"]
    edited_at = (event.get("edited") or {}).get("ts") or ts
    if float(edited_at) - float(ts) >= KEPT.total_seconds():
        return False
    digest = sha256(f"{channel_id} {ts}".encode()).hexdigest()
    return await keys.record(f"message {digest}")


async def answer_where_written(
    event: dict[str, Any], card: Card, client: SlackClient
) -> AsyncSlackResponse:
    """Answer in the conversation with the bot; in a channel, for the writer's eyes only."""
    # Slack shows no ephemeral message in a thread without a reply.
    where = {"channel": event["channel"], "thread_ts": event.get("thread_ts") or None}
    if event["type"] == "app_mention":
        return await client.chat_postEphemeral(**where, user=event["user"], **card.to_message())
    return await client.chat_postMessage(**where, **card.to_message())
