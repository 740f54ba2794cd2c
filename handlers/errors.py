"""What people are told when a listener fails.

In this order, the first that fits:

1. Nothing listens to the request: logged, and Slack is answered as if all were well.
2. A ``UserFacingError``: its own sentence.
3. Slack refused a call for a reason that a person can do something about: that sentence.
4. Anything else is a bug: logged with a reference, and the person is shown the reference.

They are told where they asked: in the ack where it is still owed (a form stays open
with all that was typed in it), through the response_url where there is one, where
they wrote to the bot, else (modals) in a direct message. After any other event nobody
waits for an answer, so that is for the log alone.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.cards.refusal import failure_words, refusal_card
from bot.errors import UserFacingError
from bot.interactions.press import thread_of
from bot.interactions.reply import reply
from bot.interactions.slack_errors import is_slacks_trouble, reason_of
from bot.interactions.written import answer_where_written, is_to_the_bot

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.cards.card import Card

log = structlog.get_logger(__name__)

# Bolt looks for the ack every 10 ms, and forgets one whose listener has failed by then.
_BOLT_SEES_THE_ACK = 0.05

_TOO_LATE = "That took too long for Slack. Please press again."
SLACK_HAS_TROUBLE = "Slack has trouble at the moment. Please try again soon."
_SENTENCES = {
    "expired_trigger_id": _TOO_LATE,
    "exchanged_trigger_id": _TOO_LATE,
    "ratelimited": "Slack takes nothing more from this app for a moment. Please try again soon.",
    "not_found": "That window is no longer open. Look the term up again with /define.",
}


async def handle_error(
    error: Exception,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    response: BoltResponse | None,
) -> BoltResponse | None:
    """Tell the person what happened, and the log what they cannot mend."""
    if isinstance(error, BoltUnhandledRequestError):
        log.warning("nothing listens to this", trigger=_trigger(body))
        return BoltResponse(status=200)
    sentence = _sentence(error, body)
    acked = response is None
    if acked:
        await asyncio.sleep(_BOLT_SEES_THE_ACK)
    elif ack := _in_the_ack(sentence, body):
        return BoltResponse(status=200, body=ack)
    try:
        await _tell(refusal_card(sentence), body, context, client)
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as failure:
        log.warning("the person could not be told", error=repr(failure))
    return None if acked else BoltResponse(status=200)


def _sentence(error: Exception, body: dict[str, Any]) -> str:
    if isinstance(error, UserFacingError):
        return str(error)
    if isinstance(error, SlackApiError) and (sentence := _of_slack(error)):
        log.warning("slack refused", reason=reason_of(error), trigger=_trigger(body))
        return sentence
    reference = secrets.token_hex(4)
    log.error("listener failed", reference=reference, trigger=_trigger(body), exc_info=error)
    return failure_words(reference)


def _of_slack(error: SlackApiError) -> str | None:
    return SLACK_HAS_TROUBLE if is_slacks_trouble(error) else _SENTENCES.get(reason_of(error))


def _in_the_ack(sentence: str, body: dict[str, Any]) -> dict[str, Any] | None:
    """Return the ack that says it, where there is room for it in one."""
    if "command" in body:
        return {"response_type": "ephemeral", **refusal_card(sentence).to_message()}
    match body:
        case {"type": "block_suggestion"}:
            return {"options": []}
        case {"type": "view_submission", "view": view}:
            inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
            if inputs:
                return {"response_action": "errors", "errors": {inputs[-1]: sentence}}
    return None


async def _tell(
    card: Card, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
) -> None:
    respond = context.respond if context.response_url else None
    if respond and await reply(respond, card, thread_ts=thread_of(body)):
        return
    if "event" in body:
        if is_to_the_bot(body["event"]):
            await answer_where_written(body["event"], card, client)
    elif context.user_id:
        await client.chat_postMessage(channel=context.user_id, **card.to_message())


def _trigger(body: dict[str, Any]) -> str:
    """Return what kind of thing happened, without a word that anybody typed."""
    action = (body.get("actions") or [{}])[0].get("action_id")
    view = (body.get("view") or {}).get("callback_id")
    event = (body.get("event") or {}).get("type")
    name = body.get("command") or action or view or body.get("callback_id") or event
    return f"{body.get('type') or 'command'}: {name}"
