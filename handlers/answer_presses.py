"""Presses on an answer: another term, another role, the full definition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.cards.answers.choices import not_found_card
from bot.cards.answers.definition import definition_card
from bot.cards.answers.full_definition import full_definition_modal
from bot.cards.kit.nearest_ref import NearestRef
from bot.cards.kit.next_ref import Next, NextRef
from bot.glossary.search.query import Query
from bot.glossary.search.result import Several
from bot.slack.press import Press, TermGoneError, value_of
from bot.slack.reply import offer_meanings, open_above, reply, show

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient
    from bot.slack.reply import Respond


async def open_term(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Show another term where this one was."""
    await ack()
    await _open_term(Press.read(body), respond, client, services, viewer)


async def choose_next(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Show what was chosen to read next: another term, a label's meanings, or other words."""
    await ack()
    chosen = NextRef.parse(value_of(body))
    press = replace(Press.read(body), ref=chosen.ref_in(services.glossary))
    if chosen.kind is Next.NEAR:
        press = replace(press, asked=press.typed)
    follow = {
        Next.TERM: _open_term,
        Next.NEAR: _open_term,
        Next.LABEL: _open_label,
        Next.ROLE: _choose_role,
    }
    await follow[chosen.kind](press, respond, client, services, viewer)


async def _open_term(
    press: Press, respond: Respond, client: SlackClient, services: Services, viewer: Viewer
) -> None:
    term = press.term_in(services.glossary)
    role = press.ref.role_in(services.glossary.config)
    answer = await services.lookup.open(term, viewer, role, asked=press.asked)
    await show(press, answer, respond, client, leads_on=True)


async def reject_nearest(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    services: Services,
    viewer: Viewer,
) -> None:
    """Count the nearest term as a miss, and offer what else is near in its place."""
    await ack()
    press = Press.read(body)
    nearest = NearestRef.parse(value_of(body))
    # A card that others see, too, keeps its button: one press on it counts.
    once = f"not meant {press.channel_id} {press.message_ts} {nearest.slug}"
    left, role = await services.lookup.reject(
        nearest.query, nearest.slug, viewer, counts=await services.idempotency_keys.record(once)
    )
    card = not_found_card(left, role, Query(nearest.query, None))
    await reply(respond, card, replace=press.is_ephemeral, thread_ts=press.thread_ts)


async def open_label(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Offer the meanings of a related label; the remaining one, if the others are gone."""
    await ack()
    await _open_label(Press.read(body), respond, client, services, viewer)


async def _open_label(
    press: Press, respond: Respond, client: SlackClient, services: Services, viewer: Viewer
) -> None:
    label = press.ref.term
    role = press.ref.role_in(services.glossary.config) or await services.viewers.role_of(viewer)
    match services.glossary.resolve(label):
        case ():
            raise TermGoneError
        case (term,):
            answer = await services.lookup.open(term, viewer, role)
            await show(press, answer, respond, client, leads_on=True)
        case terms:
            await offer_meanings(press, Several(label, label, terms), role, respond, client)


async def open_full_definition(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Open everything the glossary says of the term."""
    await ack()
    press = Press.read(body)
    term = press.term_in(services.glossary)
    answer = await services.lookup.answer(term, viewer, press.ref.role_in(services.glossary.config))
    await open_above(press, full_definition_modal(answer), client)
    await services.lookup.note_use(term, viewer, typed=press.typed)


async def choose_role(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Draw the same term in another role's words, on a card that an older version has drawn."""
    await ack()
    await _choose_role(Press.read(body), respond, client, services, viewer)


async def _choose_role(
    press: Press, respond: Respond, client: SlackClient, services: Services, viewer: Viewer
) -> None:
    term = press.term_in(services.glossary)
    role = press.ref.role_in(services.glossary.config)
    answer = await services.lookup.answer(term, viewer, role, typed=press.typed)
    await show(press, answer, respond, client)
    await services.lookup.note_use(term, viewer, typed=press.typed)


async def show_in_my_words(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    services: Services,
    viewer: Viewer,
) -> None:
    """Answer a person who pressed a shared card, privately and in their role's words."""
    await ack()
    press = Press.read(body)
    answer = await services.lookup.open(press.term_in(services.glossary), viewer)
    card = definition_card(answer, in_thread=bool(press.thread_ts))
    await reply(respond, card, thread_ts=press.thread_ts)
