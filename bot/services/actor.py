"""Whoever acts on clarifications and requests, and the words in which an act is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.clarification import said_of
from bot.clarifications.model import Refusal
from bot.decisions.people import Person
from bot.errors import UserFacingError
from bot.slack.steward_directory import STEWARDS_ONLY

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.clarifications.records import Clarification
    from bot.slack.steward_directory import StewardDirectory

NO_LONGER_KNOWN = "The bot no longer knows of this, so nothing was done."
_REFUSALS = {
    Refusal.STEWARDS_ONLY: STEWARDS_ONLY,
    Refusal.OWN: "This is your own suggestion, so another steward has to see to it.",
    Refusal.SUGGESTER_ONLY: "Only whoever suggested it can answer, so nothing was done.",
    Refusal.NOT_ASKED: "There is no question to answer any more. Thank you all the same.",
    Refusal.IMPOSSIBLE: "This cannot be done now, so nothing was done.",
}


class NotDoneError(UserFacingError):
    """The act was not done, for a reason that its words give."""


async def person_acting(
    body: dict[str, Any], context: AsyncBoltContext, stewards: StewardDirectory
) -> Person:
    """Return who pressed or sent something, and whether they may decide."""
    user_id = context.user_id or ""
    is_steward = await stewards.may_decide(user_id)
    return Person(context.team_id or "", user_id, name_of(body, context), is_steward)


def name_of(body: dict[str, Any], context: AsyncBoltContext) -> str:
    """Return the name under which somebody pressed or sent something, else their id."""
    user = body.get("user") or {}
    name = user.get("name") or user.get("username") or body.get("user_name") or context.user_id
    return str(name or "")


def refusal_words(refusal: Refusal, clarification: Clarification | None = None) -> str:
    """Return why nothing was done; of a decided clarification, who decided what and when."""
    if refusal is Refusal.DECIDED:
        by_whom = said_of(clarification) if clarification else "it has been decided"
        return f"Somebody was faster: {by_whom}. Nothing more was done."
    return _REFUSALS[refusal]
