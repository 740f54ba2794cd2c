"""Presses on an answer: another term, another role, the full definition."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.cards.answers.definition import definition_card
from bot.cards.answers.full_definition import full_definition_modal
from bot.glossary.search.query import Query
from bot.glossary.search.result import Nearest, Several
from bot.services.lookup import not_found_card
from bot.services.viewer import answer_for, count_lookup, count_opened, readers_role
from bot.slack.press import Press, TermGoneError, value_of
from bot.slack.reply import offer_meanings, open_above, reply, show

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.glossary import Glossary
    from bot.slack.reply import Respond


async def open_term(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    client: AsyncWebClient,
    glossary: Glossary,
) -> None:
    """Show another term where this one was."""
    await ack()
    press = Press.read(body)
    term = press.term_in(glossary)
    answer = await answer_for(context, term, press.ref.role_in(glossary.config))
    count_opened(context, term, answer.role)
    await show(press, answer, respond, client, leads_on=True)


async def reject_nearest(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    glossary: Glossary,
) -> None:
    """Count the nearest term as a miss, and offer what else is near in its place."""
    await ack()
    press = Press.read(body)
    query = Query(value_of(body), None)
    lookup = await asyncio.to_thread(glossary.suggest, query.text)
    left = lookup.without_term() if isinstance(lookup, Nearest) else lookup
    role = await readers_role(context)
    count_lookup(context, left, role)
    card = not_found_card(left, role, query)
    await reply(respond, card, replace=press.is_ephemeral, thread_ts=press.thread_ts)


async def open_label(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    client: AsyncWebClient,
    glossary: Glossary,
) -> None:
    """Offer the meanings of a related label; the one that is left, where others have gone."""
    await ack()
    press = Press.read(body)
    label = press.ref.term
    role = press.ref.role_in(glossary.config) or await readers_role(context)
    match glossary.resolve(label):
        case ():
            raise TermGoneError
        case (term,):
            answer = await answer_for(context, term, role)
            await show(press, answer, respond, client, leads_on=True)
        case terms:
            await offer_meanings(press, Several(label, label, terms), role, respond, client)


async def open_full_definition(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    glossary: Glossary,
) -> None:
    """Open everything the glossary says of the term."""
    await ack()
    press = Press.read(body)
    term = press.term_in(glossary)
    answer = await answer_for(context, term, press.ref.role_in(glossary.config))
    await open_above(press, full_definition_modal(answer), client)


async def choose_role(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    client: AsyncWebClient,
    glossary: Glossary,
) -> None:
    """Draw the same term in another role's words."""
    await ack()
    press = Press.read(body)
    term = press.term_in(glossary)
    answer = await answer_for(context, term, press.ref.role_in(glossary.config))
    await show(press, answer, respond, client)


async def show_in_my_words(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    glossary: Glossary,
) -> None:
    """Answer whoever pressed a shared card, for their eyes only and in their role's words."""
    await ack()
    press = Press.read(body)
    answer = await answer_for(context, press.term_in(glossary))
    count_opened(context, answer.term, answer.role)
    card = definition_card(answer, in_thread=bool(press.thread_ts))
    await reply(respond, card, thread_ts=press.thread_ts)
