"""What the bot learned of the glossary's names: a steward adds it by one press, or says no."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.faults import fault_words
from bot.cards.kit.ids import CallbackId
from bot.clarifications.model import Refusal
from bot.clarifications.outcomes import Done, Faulty, Refused, Stale, TermGone, Unknown
from bot.clarifications.proposal import Kind, Proposal
from bot.errors import UserFacingError
from bot.services.clarification_cards import redraw_copy
from bot.services.home import home_for
from bot.services.refusals import NO_LONGER_KNOWN, NotDoneError, refusal_words
from bot.slack.actor import person_acting
from bot.slack.press import TermGoneError, pressed_card, value_of
from bot.slack.reply import NOT_DRAWN

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.clarifications.outcomes import AcceptOutcome, ActOutcome
    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient

_NOT_THE_SAME = "It isn't the same."


async def add_as_name(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Make what people asked for another name of the term."""
    await ack()
    outcome = await _add(body, context, services, Kind.ADD_ALIAS)
    await _settle(outcome, body, client, services, viewer)


async def add_as_phrase(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Let what people asked for find the term without being shown."""
    await ack()
    outcome = await _add(body, context, services, Kind.ADD_HIDDEN_LABEL)
    await _settle(outcome, body, client, services, viewer)


async def keep_apart(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Decline it for good: the same is never proposed again."""
    await ack()
    steward = await person_acting(body, context, services.stewards)
    outcome = await services.clarifications.decline(value_of(body), steward, reason=_NOT_THE_SAME)
    await _settle(outcome, body, client, services, viewer)


async def _add(
    body: dict[str, Any], context: AsyncBoltContext, services: Services, kind: Kind
) -> AcceptOutcome:
    steward = await person_acting(body, context, services.stewards)
    found = await services.clarifications.store.get(steward.workspace_id, value_of(body))
    if found is None:
        return Unknown()
    edited = Proposal(kind, found.proposal.text)
    return await services.clarifications.accept(
        found.id, steward, edited=None if edited == found.proposal else edited
    )


async def _settle(
    outcome: AcceptOutcome | ActOutcome,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Draw the pressed card as it is now; say why nothing was done, if so."""
    match outcome:
        case Done(clarification):
            await redraw_copy(services.worker, clarification, pressed_card(body))
        case Refused(Refusal.DECIDED, clarification):
            card = pressed_card(body)
            await redraw_copy(services.worker, clarification, card, is_stale=True)
    is_at_home = (body.get("view") or {}).get("callback_id") == CallbackId.HOME
    is_drawn = not is_at_home or await services.home_tabs.redraw(
        client, viewer.user_id, partial(home_for, services, viewer)
    )
    match outcome:
        case Done() if not is_drawn:
            raise UserFacingError(f"That is saved. {NOT_DRAWN}")
        case Refused(refusal, clarification):
            raise NotDoneError(refusal_words(refusal, clarification))
        case Faulty(faults):
            raise NotDoneError(f"It can't be added. {fault_words(faults)}")
        case Stale() | TermGone():
            raise TermGoneError
        case Unknown():
            raise NotDoneError(NO_LONGER_KNOWN)
