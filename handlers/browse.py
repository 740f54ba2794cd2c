"""Turns the pages of a list in its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.cards.browse.browse import page_card
from bot.cards.browse.page_ref import PageRef
from bot.cards.kit.ids import CallbackId
from bot.services.browsing import PAGE_AT_HOME, PAGE_IN_A_MESSAGE, open_target
from bot.slack.press import value_of
from bot.slack.reply import reply

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient
    from bot.slack.reply import Respond


async def turn_to(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Show another shelf, or another page of this one."""
    await ack()
    ref = PageRef.parse(value_of(body))
    if (body.get("view") or {}).get("callback_id") == CallbackId.HOME:
        read = partial(open_target, services, viewer, ref, PAGE_AT_HOME)
        await services.home_tabs.publish(client, viewer.user_id, read)
        return
    page = await open_target(services, viewer, ref, PAGE_IN_A_MESSAGE)
    await reply(respond, page_card(page), replace=True)
