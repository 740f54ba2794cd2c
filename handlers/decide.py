"""Deciding on a clarification: accept, edit and accept, decline, ask back and be answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.clarification_form import draw_edit, edit_form, edited_form, errors_in
from bot.cards.clarifications.clarification_labels import headline
from bot.cards.clarifications.decision import (
    DecisionRef,
    QuestionRef,
    answer_modal,
    decline_modal,
    question_modal,
)
from bot.cards.clarifications.faults import fault_words
from bot.cards.clarifications.proposal_form import Filled
from bot.cards.clarifications.suggestion import said_modal
from bot.cards.kit.ids import CallbackId, FieldId
from bot.clarifications.model import Refusal, State
from bot.clarifications.outcomes import Done, Faulty, Refused, Stale, TermGone, Unknown
from bot.decisions.outbox import MessageRef
from bot.errors import UserFacingError
from bot.services.actor import NO_LONGER_KNOWN, NotDoneError, refusal_words
from bot.services.clarification_cards import pressed_card, redraw_copy
from bot.services.home import home_for
from bot.slack.actor import person_acting
from bot.slack.press import TermGoneError, place_of, value_of
from bot.slack.reply import NOT_DRAWN

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.clarifications.outcomes import AcceptOutcome, ActOutcome
    from bot.clarifications.records import Clarification
    from bot.glossary.glossary import Glossary
    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient

_NOT_DONE = "Not done"
_ANSWERED = "The stewards can see your answer now. You'll get a message when they decide."


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
    found = await _found(services, steward.workspace_id, value_of(body))
    try:
        outcome = await services.clarifications.accept(found.id, steward)
        await _redraw_copy(services, outcome, card)
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
                _raise_unless_done(outcome)
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
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Open the form for editing the text before accepting it."""
    await ack()
    found, card = await _undecided(body, viewer, services)
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
    found = await services.clarifications.get(steward.workspace_id, deciding.clarification_id)
    if found is None:
        await ack(response_action="update", view=said_modal(_NOT_DONE, NO_LONGER_KNOWN))
        return
    filled = Filled.read(view)
    proposal = filled.proposal(services.glossary, found.edited or found.proposal)
    term = services.glossary.get(found.slug)
    if term and (
        proposal is None or not filled.is_drawn_for(proposal, term, services.glossary.config)
    ):
        form = edited_form(view, found, term, services.glossary.config)
        await ack(response_action="update", view=draw_edit(form, found, deciding.card))
        return
    outcome = await services.clarifications.accept(
        found.id,
        steward,
        seen=deciding.seen,
        edited=None if proposal == found.proposal else proposal,
        reviewed_whole=bool(filled.value(FieldId.REVIEWED_WHOLE)),
    )
    match outcome:
        case Stale(term=term):
            form = edited_form(view, found, term, services.glossary.config)
            await ack(response_action="update", view=draw_edit(form, found, deciding.card))
        case Faulty(faults):
            await ack(response_action="errors", errors=errors_in(view, faults))
        case TermGone():
            await ack(response_action="update", view=said_modal(_NOT_DONE, str(TermGoneError())))
        case Done() | Refused() | Unknown():
            await _close(ack, view, outcome)
    await _redraw_copy(services, outcome, deciding.card)
    await services.home_tabs.redraw(
        client, viewer.user_id, partial(home_for, services, viewer)
    )  # the suggestion may have been there


async def open_decline(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Ask a steward for the reason."""
    await ack()
    found, card = await _undecided(body, viewer, services)
    head = _head(found, services.glossary)
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
    await _close(ack, view, outcome)
    await _redraw_copy(services, outcome, deciding.card)
    await services.home_tabs.redraw(client, viewer.user_id, partial(home_for, services, viewer))


async def open_question(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Ask the steward for the question."""
    await ack()
    found, card = await _undecided(body, viewer, services)
    view = question_modal(_head(found, services.glossary), DecisionRef.on(card, found.id))
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def submit_question(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    services: Services,
) -> None:
    """Send the question to the suggester."""
    view = body["view"]
    steward = await person_acting(body, context, services.stewards)
    question = Filled.read(view).value(FieldId.TEXT)
    deciding = DecisionRef.parse(view["private_metadata"])
    outcome = await services.clarifications.ask_back(
        deciding.clarification_id, steward, question=question
    )
    await _close(ack, view, outcome)
    await _redraw_copy(services, outcome, deciding.card)


async def open_answer(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Open the suggester's answer form."""
    await ack()
    found = await _found(services, viewer.workspace_id, value_of(body))
    if found.suggester_id != context.user_id:
        raise NotDoneError(refusal_words(Refusal.SUGGESTER_ONLY))
    if found.state is not State.ASKED_BACK:
        decided = Refusal.DECIDED if found.state.is_decided else Refusal.NOT_ASKED
        raise NotDoneError(refusal_words(decided, found))
    answering = QuestionRef(found.id, *place_of(body))
    view = answer_modal(
        _head(found, services.glossary), found.proposal.text, found.question, answering
    )
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def submit_answer(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    services: Services,
) -> None:
    """Bring the answer into the thread of the stewards' card, and in the question's place."""
    view = body["view"]
    answering = QuestionRef.parse(view["private_metadata"])
    person = await person_acting(body, context, services.stewards)
    text = Filled.read(view).value(FieldId.TEXT)
    outcome = await services.clarifications.answer(
        answering.clarification_id,
        person,
        text=text,
        question_at=MessageRef(answering.channel_id, answering.message_ts),
    )
    if isinstance(outcome, Done):
        await ack(response_action="update", view=said_modal("Thank you", _ANSWERED))
    else:
        await _close(ack, view, outcome)


def _head(found: Clarification, glossary: Glossary) -> str:
    term = glossary.get(found.slug)
    title = term.title if term else found.slug
    return f"{title}: {headline(found.proposal, glossary.config)}"


async def _found(services: Services, workspace_id: str, clarification_id: str) -> Clarification:
    found = await services.clarifications.get(workspace_id, clarification_id)
    if found is None:
        raise NotDoneError(NO_LONGER_KNOWN)
    return found


async def _undecided(
    body: dict[str, Any],
    viewer: Viewer,
    services: Services,
) -> tuple[Clarification, MessageRef | None]:
    """Return what a steward is to decide on, and the card that was pressed.

    Raise before a form is filled in for nothing; a card that still offered it is drawn again.
    """
    if not await services.stewards.may_decide(viewer.user_id):
        raise NotDoneError(refusal_words(Refusal.STEWARDS_ONLY))
    found = await _found(services, viewer.workspace_id, value_of(body))
    card = pressed_card(body)
    if found.state.is_decided:
        await redraw_copy(services.worker, found, card, is_stale=True)
        raise NotDoneError(refusal_words(Refusal.DECIDED, found))
    return found, card


async def _redraw_copy(
    services: Services, outcome: AcceptOutcome | ActOutcome, card: MessageRef | None
) -> None:
    match outcome:
        case Done(clarification):
            await redraw_copy(services.worker, clarification, card)
        case Refused(Refusal.DECIDED, clarification):
            await redraw_copy(services.worker, clarification, card, is_stale=True)


def _raise_unless_done(outcome: Done | Refused | Unknown) -> None:
    match outcome:
        case Refused(refusal, clarification):
            raise NotDoneError(refusal_words(refusal, clarification))
        case Unknown():
            raise NotDoneError(NO_LONGER_KNOWN)
        case Done():
            return


async def _close(ack: AsyncAck, view: dict[str, Any], outcome: ActOutcome) -> None:
    """Close the form; where nothing was done, say why in it."""
    match outcome:
        case Faulty(faults):
            await ack(response_action="errors", errors=errors_in(view, faults))
        case Refused(refusal, clarification):
            words = refusal_words(refusal, clarification)
            await ack(response_action="update", view=said_modal(_NOT_DONE, words))
        case Unknown():
            await ack(response_action="update", view=said_modal(_NOT_DONE, NO_LONGER_KNOWN))
        case Done():
            await ack()
