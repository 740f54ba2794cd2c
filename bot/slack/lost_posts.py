"""Looks in a channel's history for a post that may have arrived or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.slack.errors import SlackCallError

if TYPE_CHECKING:
    from datetime import datetime

    from bot.slack.client import SlackClient

# Slack's clock says when a message came, ours when it was sent. Ours may be set to another
# time zone's time; a message that is overlooked for that would be posted twice.
_CLOCKS_APART = timedelta(days=1)
_PAGE = 200
_MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class IsThere:
    """The message arrived."""

    ts: str


@dataclass(frozen=True, slots=True)
class IsMissing:
    """The whole history was read, and the message is not in it."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The history is closed to us, for good or (``is_passing``) for the moment."""

    reason: str
    is_passing: bool = False


class LostPosts:
    """Finds messages by their metadata; needs channels:history or groups:history."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    async def look_for(
        self, channel_id: str, since: datetime, metadata: dict[str, Any]
    ) -> IsThere | IsMissing | CannotTell:
        """Return whether the post with this metadata, sent at that time, is in the channel."""
        cursor = None
        for _ in range(_MOST_PAGES):
            try:
                page = await self._client.conversations_history(
                    channel=channel_id,
                    oldest=f"{(since - _CLOCKS_APART).timestamp():.6f}",
                    include_all_metadata=True,
                    limit=_PAGE,
                    cursor=cursor,
                )
            except SlackCallError as error:
                return CannotTell(error.reason, is_passing=not error.is_refused)
            for message in page["messages"]:
                if _carries(message, metadata):
                    return IsThere(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return IsMissing()
        return CannotTell("too many messages since")


def _carries(message: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether a message is an app's and says that it is this post."""
    metadata = message.get("metadata") or {}
    return bool(
        message.get("bot_id")
        and metadata.get("event_type") == wanted["event_type"]
        and metadata.get("event_payload") == wanted["event_payload"]
    )
