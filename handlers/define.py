"""``/define``: look a term up and answer in the ack itself, for the asker's eyes only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.cards.answers.choices import not_found_card
from bot.cards.answers.definition import definition_card
from bot.cards.browse.help import help_card
from bot.cards.kit.mrkdwn import unescape
from bot.glossary.search.result import Found, Nearest

if TYPE_CHECKING:
    from bot.cards.kit.card import Card
    from bot.services.lookup import LookedUp
    from bot.services.services import Services
    from bot.services.viewer import Viewer


async def answer_define(
    command: dict[str, Any], services: Services, viewer: Viewer
) -> str | dict[str, Any]:
    """Return the body of the ack: a definition, a choice, or what to try instead."""
    glossary = services.glossary
    text = unescape(command.get("text", "")).strip()
    if glossary.asks_nothing(text):
        return _ephemeral(help_card(glossary, await services.viewers.role_of(viewer)))
    looked_up = await services.lookup.look_up(text, viewer)
    result = looked_up.result
    if isinstance(result, Found):
        return _definition(services, result, looked_up)
    if isinstance(result, Nearest):
        return _ephemeral(definition_card(services.lookup.answer_found(result, looked_up)))
    return _ephemeral(not_found_card(result, looked_up.role, looked_up.query))


def _definition(services: Services, found: Found, looked_up: LookedUp) -> str:
    """Return the drawn card, from those drawn before where it is the same."""

    def draw() -> str:
        answer = services.lookup.answer_found(found, looked_up)
        return json.dumps(_ephemeral(definition_card(answer)))

    drawn_from = (
        services.glossary.revision,
        services.clock().date(),
        found.term.slug,
        looked_up.role.id,
        looked_up.offers_role,
        looked_up.reader.asks_role,
        looked_up.reader.proposed_role and looked_up.reader.proposed_role.id,
        looked_up.asked,
    )
    return services.answer_cache.get(drawn_from, draw)


def _ephemeral(card: Card) -> dict[str, Any]:
    return {"response_type": "ephemeral", **card.to_message()}
