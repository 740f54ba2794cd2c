"""The Home tab: opened, leafed through, searched, and a role kept there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.cards.answers.search import search_modal
from bot.cards.browse.roles import role_kept
from bot.services.home import home_for
from bot.slack.press import Press
from bot.slack.reply import otherwise_say

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient


async def open_home(
    event: dict[str, Any], client: SlackClient, services: Services, viewer: Viewer
) -> None:
    """Draw the tab for the person who opens it; a second event draws the same again."""
    if event.get("tab") == "home":
        await services.home_tabs.publish(
            client, viewer.user_id, partial(home_for, services, viewer)
        )


async def go_back(ack: AsyncAck, client: SlackClient, services: Services, viewer: Viewer) -> None:
    """Go back from a shelf to the overview."""
    await ack()
    await services.home_tabs.publish(client, viewer.user_id, partial(home_for, services, viewer))


async def set_role(
    ack: AsyncAck, body: dict[str, Any], client: SlackClient, services: Services, viewer: Viewer
) -> None:
    """Keep the role that was chosen, and say so."""
    await ack()
    role = Press.read(body).role_in(services.glossary)
    await services.viewers.keep_role(viewer, role)
    with otherwise_say(role_kept(role)):
        read = partial(home_for, services, viewer, notice=role_kept(role))
        await services.home_tabs.publish(client, viewer.user_id, read)


async def find_term(
    ack: AsyncAck, body: dict[str, Any], client: SlackClient, services: Services, viewer: Viewer
) -> None:
    """Open the chosen term, and clear the search for the next time."""
    await ack()
    press = Press.read(body)
    answer = await services.lookup.open(press.term_in(services.glossary), viewer)
    await client.views_open(trigger_id=press.trigger_id, view=search_modal(answer))
    read = partial(home_for, services, viewer, searched=answer.term)
    await services.home_tabs.redraw(client, viewer.user_id, read)
