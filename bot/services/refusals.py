"""Words for refusing an act on a clarification or a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.clarifications.clarification import said_of
from bot.clarifications.model import Refusal
from bot.errors import UserFacingError
from bot.slack.steward_directory import STEWARDS_ONLY

if TYPE_CHECKING:
    from bot.clarifications.records import Clarification

NO_LONGER_KNOWN = "I no longer have a record of this, so nothing was done."
_REFUSALS = {
    Refusal.STEWARDS_ONLY: STEWARDS_ONLY,
    Refusal.OWN: (
        "This is your own suggestion, so another steward accepts it. Its card names who can."
    ),
    Refusal.SUGGESTER_ONLY: "Only the person who suggested it can answer, so nothing was done.",
    Refusal.NOT_ASKED: "This question is closed. Thank you all the same.",
    Refusal.IMPOSSIBLE: "This cannot be done now, so nothing was done.",
}


class NotDoneError(UserFacingError):
    """The act was not done, for a reason that its words give."""


def refusal_words(refusal: Refusal, clarification: Clarification | None = None) -> str:
    """Return why nothing was done; of a decided clarification, who decided what and when."""
    if refusal is Refusal.DECIDED:
        by_whom = said_of(clarification) if clarification else "it has been decided"
        return f"This is already done: {by_whom}. Nothing more was changed."
    return _REFUSALS[refusal]
