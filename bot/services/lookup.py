"""Asking in words: what a text looks up, and the card that answers it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.cards.answers.answer import Answer, build_answer
from bot.cards.answers.choices import nothing_card, several_card, suggestions_card
from bot.cards.answers.definition import definition_card
from bot.cards.answers.nearest import nearest_card
from bot.glossary.search.result import Found, Nearest, Nothing, Several, Suggestions
from bot.services.viewer import answer_for, count_lookup, readers_role

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.cards.kit.card import Card
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role
    from bot.glossary.search.query import Query
    from bot.glossary.search.result import Result


async def look_up(glossary: Glossary, text: str) -> tuple[Result, Query]:
    """Return what the text asks for, and how it was read: for which role, if it names one."""
    query = glossary.read_query(text)
    lookup: Result | None = glossary.find(query.text)
    if lookup is None:  # near hits take long enough to hold up everybody else's answer
        lookup = await asyncio.to_thread(glossary.suggest, query.text)
    return lookup, query


async def ask(context: AsyncBoltContext, text: str) -> Answer | Card:
    """Return the answer, drawn as its place wants it, or the card that says what to try instead."""
    glossary: Glossary = context["glossary"]
    own = await readers_role(context)
    lookup, query = await look_up(glossary, text)
    role = query.role or own
    count_lookup(context, lookup, role)
    if isinstance(lookup, Found):
        today = context["clock"]().date()
        return build_answer(
            glossary,
            lookup.term,
            role,
            today,
            found=lookup,
            offers_role=role != own,
            unknown_role=query.unknown_role,
        )
    return await unsure_card(context, lookup, role, query)


async def unsure_card(
    context: AsyncBoltContext,
    lookup: Nearest | Several | Suggestions | Nothing,
    role: Role,
    query: Query,
) -> Card:
    """Return the card of what isn't sure: the nearest term, a choice, or that nothing is near."""
    if isinstance(lookup, Nearest):
        return nearest_card(lookup, await answer_for(context, lookup.term, role))
    return not_found_card(lookup, role, query)


def not_found_card(lookup: Several | Suggestions | Nothing, role: Role, query: Query) -> Card:
    """Return the choice between what may be meant, or that nothing comes near the text."""
    match lookup:
        case Several():
            return several_card(lookup, role, query.unknown_role)
        case Suggestions():
            return suggestions_card(lookup, role)
        case Nothing():
            return nothing_card(lookup.query or query.text)


def private_card(answer: Answer | Card, *, can_share: bool, in_thread: bool = False) -> Card:
    """Return what the asker alone is shown."""
    if isinstance(answer, Answer):
        return definition_card(answer, can_share=can_share, in_thread=in_thread)
    return answer
