"""Asking for a term that is missing, and what stewards make of it in the backlog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.answers.choices import requested_card
from bot.cards.clarifications.backlog import backlog_card
from bot.cards.clarifications.clarification import when
from bot.cards.clarifications.decision import decline_modal
from bot.cards.clarifications.faults import errors_at_fields, fault_words
from bot.cards.clarifications.proposal_form import Filled
from bot.cards.clarifications.request import (
    LABEL_BLOCK,
    LABEL_LIMIT,
    WHERE_BLOCK,
    WHY_BLOCK,
    request_modal,
)
from bot.cards.clarifications.suggestion import said_modal, too_many_words
from bot.cards.kit.counting import counted
from bot.cards.kit.form_ref import FormRef
from bot.cards.kit.ids import CallbackId, FieldId
from bot.cards.kit.mrkdwn import shown
from bot.clarifications.model import Refusal
from bot.clarifications.outcomes import (
    AlreadyRequested,
    AlreadyThere,
    Faulty,
    Field,
    RequestDone,
    Requested,
    RequestRefused,
    TooMany,
    Unknown,
)
from bot.clarifications.records import RequestState, Urgency
from bot.command_name import define_command
from bot.services.backlog import backlog_for
from bot.services.refusals import NO_LONGER_KNOWN, NotDoneError, refusal_words
from bot.services.requests import Wanted
from bot.slack.actor import person_acting
from bot.slack.press import value_of
from bot.slack.reply import otherwise_say, reply, use_up

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.clarifications.outcomes import RequestActOutcome, RequestOutcome
    from bot.clarifications.records import TermRequest
    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient
    from bot.slack.reply import Respond

_BLOCKS = {Field.WHERE: WHERE_BLOCK, Field.WHY: WHY_BLOCK}
_NOT_DONE = "Not done"


async def open_request(ack: AsyncAck, body: dict[str, Any], client: SlackClient) -> None:
    """Open the form, filled in with the query that wasn't found."""
    await ack()
    opened = FormRef(response_url=body.get("response_url") or "")
    view = request_modal(value_of(body), opened)
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def submit_request(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
) -> None:
    """Store the request, and say so in the form's place and in that of the button."""
    view = body["view"]
    filled = Filled.read(view)
    urgency = filled.value(FieldId.URGENCY)
    wanted = Wanted(
        view["id"],
        filled.value(FieldId.LABEL),
        filled.value(FieldId.WHERE),
        filled.value(FieldId.WHY),
        Urgency(urgency) if urgency in set(Urgency) else Urgency.SOMETIME,
    )
    person = await person_acting(body, context, services.stewards)
    outcome = await services.term_requests.request_term(person, wanted)
    if isinstance(outcome, Faulty):
        errors = errors_at_fields(outcome.faults, _BLOCKS, LABEL_BLOCK)
        await ack(response_action="errors", errors=errors)
        return
    title, sentence = _said(outcome)
    await ack(response_action="update", view=said_modal(title, sentence))
    if not isinstance(outcome, TooMany):
        opened = FormRef.parse(view["private_metadata"])
        await use_up(opened, requested_card(sentence), client)


async def start_draft(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    services: Services,
    viewer: Viewer,
) -> None:
    """Lay out the file of a requested term, and say where it is."""
    await ack()
    steward = await person_acting(body, context, services.stewards)
    outcome = await services.term_requests.start_draft(value_of(body), steward)
    if isinstance(outcome, RequestRefused) and outcome.refusal is Refusal.DECIDED:
        await reply(respond, backlog_card(await backlog_for(services, viewer)), replace=True)
    done = _done(outcome)
    label = shown(done.request.label, LABEL_LIMIT)
    notice = f"A draft of “{label}” is in {done.path}. You can write the definition now."
    with otherwise_say(notice):
        await reply(
            respond, backlog_card(await backlog_for(services, viewer), notice=notice), replace=True
        )


async def open_decline(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    respond: Respond,
    services: Services,
    viewer: Viewer,
) -> None:
    """Ask a steward why the term is not added."""
    await ack()
    if not await services.stewards.may_decide(viewer.user_id):
        raise NotDoneError(refusal_words(Refusal.STEWARDS_ONLY))
    request = await services.term_requests.store.get_request(viewer.workspace_id, value_of(body))
    if request is None:
        raise NotDoneError(NO_LONGER_KNOWN)
    if request.state.is_over:
        await reply(respond, backlog_card(await backlog_for(services, viewer)), replace=True)
        raise NotDoneError(_decided_words(request))
    opened = FormRef(request.id, response_url=body.get("response_url") or "")
    view = decline_modal(
        "Decline a request",
        request.label,
        CallbackId.DECLINE_REQUEST,
        opened.to_private_metadata(),
    )
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def submit_decline(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Decline the request, and let everybody who asked read why."""
    view = body["view"]
    opened = FormRef.parse(view["private_metadata"])
    steward = await person_acting(body, context, services.stewards)
    filled = Filled.read(view)
    outcome = await services.term_requests.decline(
        opened.about, steward, reason=filled.value(FieldId.TEXT)
    )
    if isinstance(outcome, Faulty):
        errors = errors_at_fields(outcome.faults, {}, filled.block_ids[FieldId.TEXT])
        await ack(response_action="errors", errors=errors)
        return
    try:
        done = _done(outcome)
    except NotDoneError as error:
        await ack(response_action="update", view=said_modal(_NOT_DONE, str(error)))
        await use_up(opened, backlog_card(await backlog_for(services, viewer)), client)
        return
    label = shown(done.request.label, LABEL_LIMIT)
    sentence = f"“{label}” is declined. Everybody who asked for it gets a message that says why."
    await ack(response_action="update", view=said_modal("Declined", sentence))
    backlog = backlog_card(await backlog_for(services, viewer), notice=sentence)
    await use_up(opened, backlog, client)


def _done(outcome: RequestActOutcome) -> RequestDone:
    match outcome:
        case RequestDone():
            return outcome
        case RequestRefused(Refusal.DECIDED, request):
            raise NotDoneError(_decided_words(request))
        case RequestRefused(refusal):
            raise NotDoneError(refusal_words(refusal))
        case Faulty(faults):
            raise NotDoneError(fault_words(faults))
        case Unknown():
            raise NotDoneError(NO_LONGER_KNOWN)


def _decided_words(request: TermRequest) -> str:
    """Return who decided what on a request, and when, for a steward who comes too late."""
    label, decision = shown(request.label, LABEL_LIMIT), request.decision
    if request.state is RequestState.LIVE:
        return f"“{label}” is in the glossary now, so nothing more was done."
    did = "declined" if request.state is RequestState.DECLINED else "started a draft of"
    if decision is None:
        return f"Somebody {did} “{label}” before. Nothing more was done."
    at = when(decision.at)
    return f"{decision.steward_name} {did} “{label}” on {at}. Nothing more was done."


def _said(outcome: RequestOutcome) -> tuple[str, str]:
    """Return the confirmation of a sent request: a title and a sentence."""
    match outcome:
        case Requested(request):
            label = shown(request.label, LABEL_LIMIT)
            others = len({one.person_id for one in request.asked}) - 1
            who = counted(others, "other person", "other people")
            also = f" {who} asked for it before." if others else ""
            return "Thank you", (
                f"Your request for “{label}” is stored.{also} "
                "You'll get a message when the term is in the glossary."
            )
        case AlreadyRequested(request):
            label = shown(request.label, LABEL_LIMIT)
            return "Already requested", (
                f"You asked for “{label}” before. You'll get a message when it is in the glossary."
            )
        case AlreadyThere(terms):
            names = ", ".join(f"“{shown(term.title, LABEL_LIMIT)}”" for term in terms[:3])
            return "It is there", (f"The glossary has it: look up {names} with {define_command()}.")
        case TooMany(limit, again_at):
            return "Enough for today", too_many_words(limit, again_at)
        case Faulty(faults):
            return _NOT_DONE, fault_words(faults)
