"""The Home tab: opened, leafed through, searched, and a role kept there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.answers.search import search_modal
from bot.cards.browse.roles import role_kept
from bot.services.home import publish_home, redraw_home
from bot.services.viewer import answer_for, count_opened, keep_chosen_role
from bot.slack.press import Press
from bot.slack.reply import otherwise_say

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.glossary import Glossary


async def open_home(
    event: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
) -> None:
    """Draw the tab for whoever opens it; told twice, it is drawn twice, and the same."""
    if event.get("tab") == "home":
        await publish_home(context, client)


async def go_back(ack: AsyncAck, context: AsyncBoltContext, client: AsyncWebClient) -> None:
    """Go back from a shelf to the overview."""
    await ack()
    await publish_home(context, client)


async def set_role(
    ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
) -> None:
    """Keep the role that was chosen, and say so."""
    await ack()
    role = await keep_chosen_role(context, Press.read(body).ref)
    with otherwise_say(role_kept(role)):
        await publish_home(context, client, notice=role_kept(role))


async def find_term(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    glossary: Glossary,
) -> None:
    """Open what was chosen in the search, and empty the search for the next time."""
    await ack()
    press = Press.read(body)
    answer = await answer_for(context, press.term_in(glossary))
    count_opened(context, answer.term, answer.role)
    await client.views_open(trigger_id=press.trigger_id, view=search_modal(answer))
    await redraw_home(context, client, searched=answer.term)
