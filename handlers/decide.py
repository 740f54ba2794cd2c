"""Deciding on a clarification: accept, edit and accept, decline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.clarification_form import draw_edit, edit_form, edited_form
from bot.cards.clarifications.decision import DecisionRef, decline_modal
from bot.cards.clarifications.faults import fault_words
from bot.cards.clarifications.proposal_form import Filled
from bot.cards.clarifications.suggestion import said_modal
from bot.cards.kit.ids import CallbackId, FieldId
from bot.clarifications.model import Refusal
from bot.clarifications.outcomes import Done, Faulty, Refused, Stale, TermGone, Unknown
from bot.errors import UserFacingError
from bot.services.deciding import (
    NOT_DONE,
    answer_to_form,
    find,
    find_undecided,
    head_of,
    raise_unless_done,
    redraw_older_copy,
)
from bot.services.home import home_for
from bot.services.refusals import NO_LONGER_KNOWN, NotDoneError, refusal_words
from bot.slack.actor import person_acting
from bot.slack.press import TermGoneError, pressed_card, value_of
from bot.slack.reply import NOT_DRAWN

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.clarifications.outcomes import AcceptOutcome
    from bot.clarifications.records import Clarification
    from bot.decisions.people import Person
    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient


async def accept(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Accept a suggestion unchanged; if the term changed since, show that and ask again."""
    await ack()
    steward = await person_acting(body, context, services.stewards)
    card = pressed_card(body)
    found = await find(services, steward.workspace_id, value_of(body))
    try:
        outcome = await services.clarifications.accept(found.id, steward)
        await redraw_older_copy(services, outcome, card)
        match outcome:
            case Stale(term=term):
                view = draw_edit(edit_form(found, term, services.glossary.config), found, card)
                await client.views_open(trigger_id=body["trigger_id"], view=view)
            case Faulty(faults):
                words = fault_words(faults)
                raise NotDoneError(
                    f"It cannot be accepted as it is. {words} Use “Edit and accept”."
                )
            case TermGone():
                raise TermGoneError
            case Done() | Refused() | Unknown():
                raise_unless_done(outcome)
    finally:
        is_at_home = (body.get("view") or {}).get("callback_id") == CallbackId.HOME
        is_drawn = not is_at_home or await services.home_tabs.redraw(
            client, viewer.user_id, partial(home_for, services, viewer)
        )
    if isinstance(outcome, Done) and not is_drawn:
        raise UserFacingError(f"The suggestion is accepted. {NOT_DRAWN}")


async def open_edit(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Open the form for editing the text before accepting it."""
    await ack()
    found, card = await find_undecided(body, viewer, services)
    steward = await person_acting(body, context, services.stewards)
    if found.suggester_id == steward.id and not services.clarifications.may_accept_own(steward):
        raise NotDoneError(refusal_words(Refusal.OWN))
    term = services.glossary.get(found.slug)
    if term is None:
        raise TermGoneError
    view = draw_edit(edit_form(found, term, services.glossary.config), found, card)
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def submit_edit(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Accept the text as the steward left it."""
    view = body["view"]
    deciding = DecisionRef.parse(view["private_metadata"])
    steward = await person_acting(body, context, services.stewards)
    found = await services.clarifications.store.get(steward.workspace_id, deciding.clarification_id)
    if found is None:
        await ack(response_action="update", view=said_modal(NOT_DONE, NO_LONGER_KNOWN))
        return
    outcome = await _accept_as_left(view, found, deciding.seen, steward, services)
    config = services.glossary.config
    match outcome:
        case Stale(term=term):
            form = edited_form(view, found, term, config)
            await ack(response_action="update", view=draw_edit(form, found, deciding.card))
        case TermGone():
            await ack(response_action="update", view=said_modal(NOT_DONE, str(TermGoneError())))
        case _:
            await ack(**answer_to_form(view, outcome))
    await redraw_older_copy(services, outcome, deciding.card)
    # The suggestion may have stood in the Home tab.
    await services.home_tabs.redraw(client, viewer.user_id, partial(home_for, services, viewer))


async def open_decline(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Ask a steward for the reason."""
    await ack()
    found, card = await find_undecided(body, viewer, services)
    head = head_of(found, services.glossary)
    metadata = DecisionRef.on(card, found.id).to_private_metadata()
    view = decline_modal("Decline a suggestion", head, CallbackId.DECLINE, metadata)
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def submit_decline(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Decline, and let everybody who asked for it read why."""
    view = body["view"]
    steward = await person_acting(body, context, services.stewards)
    reason = Filled.read(view).value(FieldId.TEXT)
    deciding = DecisionRef.parse(view["private_metadata"])
    outcome = await services.clarifications.decline(
        deciding.clarification_id, steward, reason=reason
    )
    await ack(**answer_to_form(view, outcome))
    await redraw_older_copy(services, outcome, deciding.card)
    await services.home_tabs.redraw(client, viewer.user_id, partial(home_for, services, viewer))


async def _accept_as_left(
    view: dict[str, Any], found: Clarification, seen: str, steward: Person, services: Services
) -> AcceptOutcome:
    """Accept what the form says; of one that was drawn for other choices, it is drawn again."""
    glossary, filled = services.glossary, Filled.read(view)
    proposal = filled.proposal(glossary, found.edited or found.proposal)
    term = glossary.get(found.slug)
    if term and (proposal is None or not filled.is_drawn_for(proposal, term, glossary.config)):
        return Stale(term)
    return await services.clarifications.accept(
        found.id,
        steward,
        seen=seen,
        edited=None if proposal == found.proposal else proposal,
        reviewed_whole=bool(filled.value(FieldId.REVIEWED_WHOLE)),
    )
