"""One call of ``chat.postMessage``, made at most once, and what it came to.

Slack has no idempotency key, so it can't recognize a repeated call. So nothing here repeats one: no
retry handler of slack_sdk's (its default repeats after a lost connection), no connection
kept from an earlier call that the other side may have closed since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.slack.client import SlackClient
from bot.slack.errors import RATE_LIMITED, Failure, SlackCallError, Trouble

if TYPE_CHECKING:
    from bot.cards.kit.card import Card

# Slack's errors for channels that the bot can't post in until someone fixes them.
CHANNEL_REASONS = frozenset(
    {
        "channel_not_found",
        "is_archived",
        "missing_scope",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
    }
)
CONNECT_SECONDS = 10
CALL_SECONDS = 30
_DEFAULT_WAIT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Posted:
    """Slack took the message. ``channel_id`` is where: of a person's id, their direct message."""

    channel_id: str
    ts: str


@dataclass(frozen=True, slots=True)
class PostRefused:
    """Slack refused it, for a reason that a person has to fix."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Slack did not get it, or not yet want it: it may be sent again after this time."""

    reason: str
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class PostUnanswered:
    """Slack may have taken it or not."""

    reason: str


Result = Posted | PostRefused | NotSent | PostUnanswered


class Sender:
    """Posts as the bot, each message over a connection of its own."""

    def __init__(self, token: str, base_url: str) -> None:
        self._token = token
        self._base_url = base_url

    async def send(
        self,
        channel_id: str,
        card: Card,
        metadata: dict[str, Any] | None = None,
        *,
        thread_ts: str | None = None,
    ) -> Result:
        """Make the call, once."""
        limits = aiohttp.ClientTimeout(total=CALL_SECONDS, connect=CONNECT_SECONDS)
        try:
            async with aiohttp.ClientSession(timeout=limits) as session:
                client = SlackClient(
                    self._token, base_url=self._base_url, session=session, retry_handlers=[]
                )
                answer = await client.chat_postMessage(
                    channel=channel_id,
                    **card.to_message(),
                    unfurl_links=False,
                    metadata=metadata,
                    thread_ts=thread_ts,
                )
        except SlackCallError as error:
            return _result_of(error.trouble)
        return Posted(answer["channel"], answer["ts"])


def _result_of(trouble: Trouble) -> Result:
    """Return what a failed call says of the message."""
    match trouble.failure:
        case Failure.REFUSED:
            return PostRefused(trouble.reason)
        case Failure.NOT_TAKEN:
            is_limited = trouble.reason in RATE_LIMITED
            wait = _DEFAULT_WAIT_SECONDS if is_limited and trouble.retry_after is None else 0
            return NotSent(trouble.reason, trouble.retry_after or wait)
        case Failure.UNCLEAR:
            return PostUnanswered(trouble.reason)
