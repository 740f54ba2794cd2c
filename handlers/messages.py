"""What people write to the bot: a mention in a channel, or a message to it alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.cards.answers.answer import Answer
from bot.cards.answers.shared import shared_card
from bot.cards.browse.glossary_command import unknown_role_card
from bot.cards.browse.help import help_card
from bot.cards.browse.roles import role_kept
from bot.cards.kit.mrkdwn import unescape
from bot.glossary.search.query import is_small_talk
from bot.glossary.search.roles import named_role
from bot.services.lookup import ask, private_card
from bot.services.viewer import draw_role, readers_role
from bot.slack.messages import answer_where_written, is_to_the_bot, is_unanswered

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.cards.kit.card import Card
    from bot.glossary.glossary import Glossary
    from bot.settings import Settings
    from bot.storage.message_terms import MessageTerms

_ROLE = re.compile(r"role(?:[: ]+(?P<name>.*))?", re.IGNORECASE)


async def answer_mention(
    event: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    settings: Settings,
    message_terms: MessageTerms,
) -> None:
    """Answer where the bot was mentioned: to the asker alone, or, by a setting, in the thread."""
    if not is_to_the_bot(event) or not await is_unanswered(event, context):
        return
    mention = f"<@{context.bot_user_id}>"
    text = (event.get("text") or "").replace(mention, " ")
    answer = await _answer(text, context, is_direct=False)
    channel = event["channel"]
    if settings.answer_mentions_publicly and isinstance(answer, Answer):
        card = shared_card(answer, event["user"], was_asked=True)
        thread = event.get("thread_ts") or event["ts"]
        posted = await client.chat_postMessage(
            channel=channel, thread_ts=thread, **card.to_message()
        )
        await message_terms.remember(context.team_id or "", channel, posted["ts"], answer.term.slug)
    else:
        in_thread = bool(event.get("thread_ts"))
        card = private_card(answer, can_share=True, in_thread=in_thread)
        await answer_where_written(event, card, client)


async def answer_direct_message(
    event: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    message_terms: MessageTerms,
) -> None:
    """Answer what somebody writes to the bot, in the same conversation."""
    if not is_to_the_bot(event) or not await is_unanswered(event, context):
        return
    answer = await _answer(event.get("text") or "", context, is_direct=True)
    posted = await answer_where_written(event, private_card(answer, can_share=False), client)
    if isinstance(answer, Answer):
        slug = answer.term.slug
        await message_terms.remember_answer(
            context.team_id or "", event["user"], posted["ts"], slug
        )


async def _answer(text: str, context: AsyncBoltContext, *, is_direct: bool) -> Answer | Card:
    """Return what the words ask for: help, another role, or a term; a term's name comes first."""
    glossary: Glossary = context["glossary"]
    text = unescape(text).strip()
    if text and glossary.resolve(text):
        return await ask(context, text)
    if is_small_talk(text) and not glossary.find(text):
        return help_card(glossary, await readers_role(context), is_direct=is_direct)
    role = _ROLE.fullmatch(text)
    return await _keep_role(text, role["name"], context) if role else await ask(context, text)


async def _keep_role(text: str, name: str | None, context: AsyncBoltContext) -> Answer | Card:
    glossary: Glossary = context["glossary"]
    own = await readers_role(context)
    if not name:
        return draw_role(context, own)
    role = named_role(name, glossary.config)
    if role is None and glossary.find(text):  # "role based acces control"
        return await ask(context, text)
    if role is None:
        return unknown_role_card(name, own, glossary.config)
    await context["preferences"].set(context.team_id or "", context.user_id or "", role.id)
    return draw_role(context, role, notice=role_kept(role))
