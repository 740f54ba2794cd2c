"""The backlog: terms that people requested, and terms they looked up without finding them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards.clarifications.request import MOST_REQUESTS, requested_card
from bot.cards.kit.card import Card
from bot.cards.kit.size import most_that_fit
from bot.cards.stats.stats import missing_card

if TYPE_CHECKING:
    from bot.cards.clarifications.request import RequestList
    from bot.glossary.statistics import Missing


@dataclass(frozen=True, slots=True)
class Backlog:
    """The requested terms, and the others that people missed in these days.

    ``hidden`` counts what else is missing and isn't shown to this reader.
    """

    requested: RequestList
    missing: tuple[Missing, ...]
    hidden: int
    days: int
    is_any_requested: bool

    @property
    def is_all_requested(self) -> bool:
        """Whether everything that was missed is among the requests."""
        return self.is_any_requested and not self.missing and not self.hidden


def backlog_card(backlog: Backlog, *, notice: str = "") -> Card:
    """Return the backlog; ``notice`` says what just changed in it."""
    missed = missing_card(backlog.missing, backlog.hidden, backlog.days)
    if not backlog.requested.requests and not notice:
        return missed

    def draw(most: int) -> Card:
        asked_for = requested_card(backlog.requested, notice=notice, most=most)
        if backlog.is_all_requested:
            return asked_for
        return Card(f"{asked_for.text} {missed.text}", [*asked_for.blocks, *missed.blocks])

    return most_that_fit(draw, MOST_REQUESTS)
