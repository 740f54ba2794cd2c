"""People of other organizations: refused politely, for their eyes only, wherever they knock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.cards.refusal import stranger_card, stranger_home, stranger_modal
from bot.interactions.press import thread_of
from bot.interactions.reply import reply
from bot.interactions.written import answer_where_written, is_to_the_bot

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext

log = structlog.get_logger(__name__)


async def refuse(body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
    """Return the ack, and say the refusal in it, or else by one call to Slack before it."""
    if "command" in body:
        ephemeral = {"response_type": "ephemeral", **stranger_card().to_message()}
        return BoltResponse(status=200, body=ephemeral)
    match body.get("type"):
        case "block_suggestion":
            return BoltResponse(status=200, body={"options": []})
        case "view_submission":
            view = stranger_modal().to_dict()
            return BoltResponse(status=200, body={"response_action": "update", "view": view})
        case "view_closed":
            return BoltResponse(status=200)
    try:
        await _tell(body, context)
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.info("a person of another organization was not answered", error=repr(error))
    return BoltResponse(status=200)


async def _tell(body: dict[str, Any], context: AsyncBoltContext) -> None:
    if "event" in body:
        await _tell_after_event(body, context)
    elif context.response_url and context.respond:
        await reply(context.respond, stranger_card(), thread_ts=thread_of(body))
    else:
        is_above = (body.get("view") or {}).get("type") == "modal"
        open_view = context.client.views_push if is_above else context.client.views_open
        await open_view(trigger_id=body["trigger_id"], view=stranger_modal())


async def _tell_after_event(body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Answer who spoke to the bot or opened its tab; to all else, such as links, say nothing."""
    event, client = body["event"], context.client
    if event["type"] == "app_home_opened" and event.get("tab") == "home":
        await client.views_publish(user_id=event["user"], view=stranger_home())
    elif is_to_the_bot(event) and await context["event_ids"].record(body["event_id"]):
        await answer_where_written(event, stranger_card(), client)
