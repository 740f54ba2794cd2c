"""The search form: type a few letters, choose a term, read it in the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.answers.search import search_modal
from bot.cards.kit.term_options import OPTIONS_LIMIT, term_options
from bot.slack.press import Press
from bot.slack.reply import open_above

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient


async def open_search(ack: AsyncAck, body: dict[str, Any], client: SlackClient) -> None:
    """Open the form, from a button or from Slack's menu of shortcuts."""
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=search_modal())


async def suggest_terms(
    body: dict[str, Any],
    services: Services,
    viewer: Viewer,  # noqa: ARG001 -- like every answer
) -> dict[str, Any]:
    """Offer the terms that complete the text."""
    found = services.glossary.complete(body.get("value") or "", OPTIONS_LIMIT)
    return {"options": term_options(found)}


async def show_chosen_term(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Show the term that was chosen, below the search."""
    await ack()
    press = Press.read(body)
    answer = await services.lookup.open(press.term_in(services.glossary), viewer)
    await client.views_update(view_id=press.view_id, view=search_modal(answer))


async def read_term(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Open a term from a list in a form of its own, so that the list stays where it is."""
    await ack()
    press = Press.read(body)
    answer = await services.lookup.open(press.term_in(services.glossary), viewer)
    await open_above(press, search_modal(answer), client)
