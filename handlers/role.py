"""Keeping a role: terms are explained in its words from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.browse.help import help_card
from bot.cards.browse.roles import role_kept
from bot.services.viewer import answer_for, draw_role, keep_chosen_role
from bot.slack.press import Press
from bot.slack.reply import otherwise_say, reply, show

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.glossary import Glossary
    from bot.slack.reply import Respond


async def keep_role(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    client: AsyncWebClient,
    glossary: Glossary,
) -> None:
    """Keep the role of the answer that was pressed, and say so on it."""
    await ack()
    press = Press.read(body)
    term = press.term_in(glossary)
    role = await keep_chosen_role(context, press.ref)
    answer = await answer_for(context, term, role)
    with otherwise_say(role_kept(role)):
        await show(press, answer, respond, client, notice=role_kept(role))


async def set_role(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    glossary: Glossary,
) -> None:
    """Keep the role that was chosen in the help, and say so there."""
    await ack()
    press = Press.read(body)
    role = await keep_chosen_role(context, press.ref)
    # The command's help is ephemeral; the other stands in the conversation with the bot.
    is_direct = not press.is_ephemeral
    card = help_card(glossary, role, notice=role_kept(role), is_direct=is_direct)
    with otherwise_say(role_kept(role)):
        await reply(respond, card, replace=True)


async def change_role(
    ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, respond: Respond
) -> None:
    """Keep the role that was chosen on the card of one's role, and say so there."""
    await ack()
    role = await keep_chosen_role(context, Press.read(body).ref)
    with otherwise_say(role_kept(role)):
        await reply(respond, draw_role(context, role, notice=role_kept(role)), replace=True)
