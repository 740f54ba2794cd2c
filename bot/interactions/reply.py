"""Answering a press where it was made: in its message, or in its modal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.cards.choices import several_card, several_modal
from bot.cards.definition import definition_card
from bot.cards.full_definition import full_definition_modal
from bot.cards.ids import CallbackId
from bot.cards.search import search_modal

if TYPE_CHECKING:
    from slack_bolt.context.respond.async_respond import AsyncRespond
    from slack_sdk.models.views import View
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.cards.answer import Answer
    from bot.cards.card import Card
    from bot.glossary.matches import Several
    from bot.glossary.model import Role
    from bot.interactions.press import Press

log = structlog.get_logger(__name__)

MOST_MODALS = 3  # one above the other


async def reply(
    respond: AsyncRespond,
    card: Card,
    *,
    replace: bool = False,
    in_channel: bool = False,
    thread_ts: str = "",
) -> bool:
    """Send a card through the press's own response_url; return whether Slack took it.

    Slack shows a new message outside the thread of what was pressed, unless ``thread_ts`` names it.
    """
    message: dict[str, Any] = {
        **card.to_message(),
        "replace_original": replace,
        "response_type": "in_channel" if in_channel else "ephemeral",
    }
    if thread_ts and not replace:
        message["thread_ts"] = thread_ts
    if in_channel:  # slack_sdk repeats after a lost connection; a post must never be
        post = AsyncWebhookClient(respond.response_url or "", retry_handlers=[])
        answered = await post.send_dict(message)
    else:
        answered = await respond(**message)
    if answered.status_code != 200:  # noqa: PLR2004 - HTTP's own number
        log.warning("response_url refused", status=answered.status_code, body=answered.body[:200])
        return False
    return True


async def show(  # noqa: PLR0913 - what is drawn, where, and how
    press: Press,
    answer: Answer,
    respond: AsyncRespond,
    client: AsyncWebClient,
    *,
    notice: str = "",
    leads_on: bool = False,
) -> None:
    """Draw an answer in place of what was pressed; a message that others see stays as it is.

    What ``leads_on`` from the search form opens above it, so that there is a way back.
    """
    match press.callback_id:
        case CallbackId.SEARCH:
            view = search_modal(answer, notice=notice)
            await _draw_in_modal(press, view, client, leads_on=leads_on)
        case CallbackId.FULL_DEFINITION:
            await client.views_update(view_id=press.view_id, view=full_definition_modal(answer))
        case _:
            card = definition_card(answer, in_thread=bool(press.thread_ts), notice=notice)
            await reply(respond, card, replace=press.is_ephemeral, thread_ts=press.thread_ts)


async def offer_meanings(
    press: Press,
    several: Several,
    role: Role,
    respond: AsyncRespond,
    client: AsyncWebClient,
) -> None:
    """Draw the choice between several meanings in place of what was pressed."""
    if press.view_id:
        view = several_modal(several, role, press.callback_id)
        leads_on = press.callback_id == CallbackId.SEARCH
        await _draw_in_modal(press, view, client, leads_on=leads_on)
    else:
        card = several_card(several, role)
        await reply(respond, card, replace=press.is_ephemeral, thread_ts=press.thread_ts)


async def open_above(press: Press, view: View, client: AsyncWebClient) -> None:
    """Open a modal above the one that was pressed in; in place of the last that Slack takes."""
    if press.depth == 0:
        await client.views_open(trigger_id=press.trigger_id, view=view)
    elif press.depth < MOST_MODALS:
        await client.views_push(trigger_id=press.trigger_id, view=view)
    else:
        await client.views_update(view_id=press.view_id, view=view)


async def _draw_in_modal(
    press: Press, view: View, client: AsyncWebClient, *, leads_on: bool
) -> None:
    """Draw above the first form, and in place above that: the last is for what opens from there."""
    if leads_on and press.depth == 1:
        await client.views_push(trigger_id=press.trigger_id, view=view)
    else:
        await client.views_update(view_id=press.view_id, view=view)
