"""Keeping a role: terms are explained in its words from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.browse.glossary_command import role_card
from bot.cards.browse.help import help_card
from bot.cards.browse.roles import role_kept
from bot.slack.press import Press
from bot.slack.reply import otherwise_say, reply, show

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient
    from bot.slack.reply import Respond


async def keep_role(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Keep the role of the answer that was pressed, and say so on it."""
    await ack()
    press = Press.read(body)
    term = press.term_in(services.glossary)
    role = press.role_in(services.glossary)
    await services.viewers.keep_role(viewer, role)
    answer = await services.lookup.answer(term, viewer, role, typed=press.typed)
    with otherwise_say(role_kept(role)):
        await show(press, answer, respond, client, notice=role_kept(role))


async def set_role(
    ack: AsyncAck, body: dict[str, Any], respond: Respond, services: Services, viewer: Viewer
) -> None:
    """Keep the role that was chosen in the help, and say so there."""
    await ack()
    press = Press.read(body)
    role = press.role_in(services.glossary)
    await services.viewers.keep_role(viewer, role)
    # The command's help is ephemeral; the other is in the conversation with the bot.
    is_direct = not press.is_ephemeral
    card = help_card(services.glossary, role, notice=role_kept(role), is_direct=is_direct)
    with otherwise_say(role_kept(role)):
        await reply(respond, card, replace=True)


async def change_role(
    ack: AsyncAck, body: dict[str, Any], respond: Respond, services: Services, viewer: Viewer
) -> None:
    """Keep the role that was chosen on the card of one's role, and say so there."""
    await ack()
    role = Press.read(body).role_in(services.glossary)
    await services.viewers.keep_role(viewer, role)
    config, shelves = services.glossary.config, services.catalogue.roles
    card = role_card(role, config, shelves, notice=role_kept(role))
    with otherwise_say(role_kept(role)):
        await reply(respond, card, replace=True)
