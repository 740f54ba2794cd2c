"""People of other organizations: refused politely, for their eyes only, wherever they knock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.response import BoltResponse

from bot.cards.answers.refusal import external_user_card, external_user_home, external_user_modal
from bot.slack.errors import SlackCallError
from bot.slack.messages import answer_where_written, is_to_the_bot, is_unanswered
from bot.slack.press import thread_of
from bot.slack.reply import Respond, reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.services.services import Services
    from bot.slack.client import SlackClient

log = structlog.get_logger(__name__)


def refuse(
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    begin: Callable[[Callable[[], Awaitable[None]]], None],
) -> BoltResponse:
    """Return the ack, with the refusal where it has room; else ``begin`` what says it."""
    if "command" in body:
        ephemeral = {"response_type": "ephemeral", **external_user_card().to_message()}
        return BoltResponse(status=200, body=ephemeral)
    match body.get("type"):
        case "block_suggestion":
            return BoltResponse(status=200, body={"options": []})
        case "view_submission":
            view = external_user_modal().to_dict()
            return BoltResponse(status=200, body={"response_action": "update", "view": view})
        case "view_closed":
            return BoltResponse(status=200)

    async def say() -> None:
        try:
            await _tell(body, context, client, services)
        except SlackCallError as error:
            log.warning(
                "a person of another organization was not answered",
                reason=error.reason,
                unanswered=services.unanswered.add(),
            )

    begin(say)
    return BoltResponse(status=200)


async def _tell(
    body: dict[str, Any], context: AsyncBoltContext, client: SlackClient, services: Services
) -> None:
    if "event" in body:
        await _tell_after_event(body, client, services)
    elif isinstance(context.respond, Respond):
        await reply(context.respond, external_user_card(), thread_ts=thread_of(body))
    else:
        is_above = (body.get("view") or {}).get("type") == "modal"
        open_view = client.views_push if is_above else client.views_open
        await open_view(trigger_id=body["trigger_id"], view=external_user_modal())


async def _tell_after_event(body: dict[str, Any], client: SlackClient, services: Services) -> None:
    """Answer who spoke to the bot or opened its tab; to all else, such as links, say nothing."""
    event = body["event"]
    if event["type"] == "app_home_opened" and event.get("tab") == "home":
        await client.views_publish(user_id=event["user"], view=external_user_home())
    elif is_to_the_bot(event) and await is_unanswered(event, services.idempotency_keys):
        await answer_where_written(event, external_user_card(), client)
