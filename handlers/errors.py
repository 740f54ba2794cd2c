"""The messages that people get when a listener fails.

In this order, the first that fits:

1. Nothing listens to the request: logged, and Slack is answered as if all were well.
2. A ``UserFacingError``: its own sentence.
3. If a call to Slack failed after its retries (``bot.slack.retries``), or Slack refused it for a
reason that a person can fix, they read that sentence. 4. Anything else is a bug: logged with a
reference, and the person reads the reference.

They read it where they asked: in the ack if it is still owed (a form stays open with its text),
through the response_url if there is one, in the conversation of the press or message, else (modals)
in a direct message. An event whose answer Slack didn't take is logged and counted: words about it
would meet the same trouble.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.cards.answers.refusal import failure_words, refusal_card
from bot.errors import UserFacingError
from bot.slack.client import SlackClient
from bot.slack.errors import NotShownError, SlackCallError, trouble_of, words_for
from bot.slack.messages import answer_where_written, is_to_the_bot
from bot.slack.press import thread_of
from bot.slack.reply import Respond, reply

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.cards.kit.card import Card
    from bot.services.services import Services

log = structlog.get_logger(__name__)

# Bolt looks for the ack every 10 ms, and forgets one whose listener has failed by then.
_BOLT_SEES_THE_ACK = 0.05

# A trigger opens one view. When a call was tried again, the try before it has opened the view.
_OPENED_ALREADY = "exchanged_trigger_id"


async def handle_error(
    error: Exception,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    response: BoltResponse | None,
    services: Services | None,
) -> BoltResponse | None:
    """Tell the person what happened, and the log what they cannot mend.

    There are no ``services`` where Bolt failed before they were put onto its context; its own
    client then raised the error.
    """
    if isinstance(error, BoltUnhandledRequestError):
        log.warning("nothing listens to this", trigger=_trigger(body))
        return BoltResponse(status=200)
    if services is None:
        client = SlackClient.like(client)
        if trouble := trouble_of(error):
            error = SlackCallError(trouble)
    acked = response is None
    if acked:
        await asyncio.sleep(_BOLT_SEES_THE_ACK)
    if isinstance(error, SlackCallError):
        if "event" in body:
            _give_up(error, body, services)
            # Slack sends the event again when it isn't acknowledged.
            return None if acked else BoltResponse(status=503)
        if error.reason == _OPENED_ALREADY:
            return None if acked else BoltResponse(status=200)
    sentence = _sentence(error, body)
    if not acked and (ack := _in_the_ack(sentence, body)):
        return BoltResponse(status=200, body=ack)
    try:
        await _tell(refusal_card(sentence), error, body, context, client)
    except SlackCallError as failure:
        _give_up(failure, body, services)
    return None if acked else BoltResponse(status=200)


def _give_up(error: SlackCallError, body: dict[str, Any], services: Services | None) -> None:
    """Log and count that a person gets no answer; a refusal is normal life."""
    record = log.info if error.is_refused else log.warning
    unanswered = services.unanswered.add() if services else None
    record("not answered", reason=error.reason, trigger=_trigger(body), unanswered=unanswered)


def _sentence(error: Exception, body: dict[str, Any]) -> str:
    if isinstance(error, UserFacingError):
        return str(error)
    if isinstance(error, SlackCallError) and (sentence := words_for(error)):
        log.warning("a call to Slack failed", reason=error.reason, trigger=_trigger(body))
        return sentence
    reference = secrets.token_hex(4)
    log.error("listener failed", reference=reference, trigger=_trigger(body), exc_info=error)
    return failure_words(reference)


def _in_the_ack(sentence: str, body: dict[str, Any]) -> dict[str, Any] | None:
    """Return the ack that says it, where there is room for it in one."""
    if "command" in body:
        return {"response_type": "ephemeral", **refusal_card(sentence).to_message()}
    match body:
        case {"type": "block_suggestion"}:
            return {"options": []}
        case {"type": "view_submission", "view": view}:
            inputs = [block["block_id"] for block in view.get("blocks", []) if _is_input(block)]
            if inputs:
                return {"response_action": "errors", "errors": {inputs[-1]: sentence}}
    return None


def _is_input(block: dict[str, Any]) -> bool:
    return block["type"] == "input" and bool(block.get("block_id"))


async def _tell(
    card: Card,
    error: Exception,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
) -> None:
    """Send it through the response_url, else to the same place, else to the person alone."""
    if "event" in body:
        if is_to_the_bot(body["event"]):
            await answer_where_written(body["event"], card, client)
        return
    response_url_failed = NotShownError in {type(error), type(error.__cause__)}
    if isinstance(context.respond, Respond) and not response_url_failed:
        with contextlib.suppress(NotShownError):
            await reply(context.respond, card, thread_ts=thread_of(body))
            return
    message, user_id = card.to_message(), context.user_id or ""
    if channel_id := _channel_of(body):
        with contextlib.suppress(SlackCallError):
            await client.chat_postEphemeral(
                channel=channel_id, user=user_id, thread_ts=thread_of(body) or None, **message
            )
            return
    if user_id:
        await client.chat_postMessage(channel=user_id, **message)


def _channel_of(body: dict[str, Any]) -> str:
    """Return where a message's button was pressed; nothing for a view."""
    container = body.get("container") or {}
    return container.get("channel_id") or (body.get("channel") or {}).get("id") or ""


def _trigger(body: dict[str, Any]) -> str:
    """Return the kind of the event, without any text that people typed."""
    action = (body.get("actions") or [{}])[0].get("action_id")
    view = (body.get("view") or {}).get("callback_id")
    event = (body.get("event") or {}).get("type")
    name = body.get("command") or action or view or body.get("callback_id") or event
    return f"{body.get('type') or 'command'}: {name}"
