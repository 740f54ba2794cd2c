"""Draws the stewards' card of a suggestion from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.clarifications.clarification import StewardsView, clarification_card
from bot.clarifications.outbox import redraw
from bot.decisions.outbox import MessageRef

if TYPE_CHECKING:
    from bot.cards.kit.card import Card
    from bot.clarifications.records import Clarification
    from bot.decisions.publication import Publisher
    from bot.glossary.glossary import Glossary
    from bot.services.outbox_worker import Worker
    from bot.storage.outbox import Outbox


class ClarificationCards:
    """The cards as they are to look now."""

    def __init__(self, glossary: Glossary, publisher: Publisher, outbox: Outbox) -> None:
        self._glossary = glossary
        self._publisher = publisher
        self._outbox = outbox

    async def draw(self, clarification: Clarification) -> Card:
        """Return the card, with what could not be delivered about it."""
        term = self._glossary.get(clarification.slug)
        undelivered = await self._outbox.undelivered(clarification.workspace_id, clarification.id)
        return clarification_card(
            StewardsView(
                clarification,
                term.title if term else clarification.slug,
                self._glossary.config,
                is_writable=term is not None and self._publisher.is_possible(term),
                undelivered=tuple(undelivered),
            )
        )


async def redraw_copy(
    worker: Worker, clarification: Clarification, card: MessageRef | None, *, is_stale: bool = False
) -> None:
    """Draw the card that a steward pressed on, if it is an older copy.

    The newest copy is drawn by every act; the press ``is_stale`` if its act is no longer possible.
    """
    newest = MessageRef(clarification.card_channel_id, clarification.card_ts)
    if card and (is_stale or card != newest):
        await worker.leave(redraw(clarification, card))
