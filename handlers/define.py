"""``/define``: look a term up and answer in the ack itself, for the asker's eyes only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.cards.answers.answer import build_answer
from bot.cards.answers.definition import definition_card
from bot.cards.browse.help import help_card
from bot.cards.kit.mrkdwn import unescape
from bot.glossary.search.result import Found, MatchedBy
from bot.services.lookup import look_up, unsure_card
from bot.services.viewer import count_lookup, readers_role

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.cards.kit.card import Card
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Role

_SHOWS_QUERY = set(MatchedBy) - {MatchedBy.NAME, MatchedBy.ALIAS}


async def answer_define(command: dict[str, Any], context: AsyncBoltContext) -> str | dict[str, Any]:
    """Return the body of the ack: a definition, a choice, or what to try instead."""
    glossary: Glossary = context["glossary"]
    own = await readers_role(context)
    text = unescape(command.get("text", "")).strip()
    asked = text.strip(" ?!.").lower()
    if not asked or (asked == "help" and not glossary.resolve(asked)):
        return _ephemeral(help_card(glossary, own))
    lookup, query = await look_up(glossary, text)
    role = query.role or own
    count_lookup(context, lookup, role)
    if isinstance(lookup, Found):
        return _definition(
            context, lookup, role, offers_role=role != own, unknown_role=query.unknown_role
        )
    return _ephemeral(await unsure_card(context, lookup, role, query))


def _definition(
    context: AsyncBoltContext, found: Found, role: Role, *, offers_role: bool, unknown_role: str
) -> str:
    """Return the drawn card, from those drawn before where it is the same."""
    glossary: Glossary = context["glossary"]
    today = context["clock"]().date()
    query = found.query if found.by in _SHOWS_QUERY else ""

    def draw() -> str:
        answer = build_answer(
            glossary,
            found.term,
            role,
            today,
            found=found,
            offers_role=offers_role,
            unknown_role=unknown_role,
        )
        return json.dumps(_ephemeral(definition_card(answer)))

    drawn_from = (glossary.revision, today, found.term.slug, role.id, offers_role, unknown_role)
    drawn: str = context["answer_cache"].get(
        (*drawn_from, found.by, found.label, query, len(found.also)), draw
    )
    return drawn


def _ephemeral(card: Card) -> dict[str, Any]:
    return {"response_type": "ephemeral", **card.to_message()}
