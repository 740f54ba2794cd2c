"""Asking back about a suggestion: a steward's question, and the suggester's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.decision import (
    DecisionRef,
    QuestionRef,
    answer_modal,
    question_modal,
)
from bot.cards.clarifications.proposal_form import Filled
from bot.cards.clarifications.suggestion import said_modal
from bot.cards.kit.ids import FieldId
from bot.clarifications.model import Refusal, State
from bot.clarifications.outcomes import Done
from bot.decisions.outbox import MessageRef
from bot.services.deciding import (
    answer_to_form,
    find,
    find_undecided,
    head_of,
    redraw_older_copy,
)
from bot.services.refusals import NotDoneError, refusal_words
from bot.slack.actor import person_acting
from bot.slack.press import place_of, value_of

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient

_ANSWERED = "The stewards can see your answer now. You'll get a message when they decide."


async def open_question(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Ask a steward what is to be asked."""
    await ack()
    found, card = await find_undecided(body, viewer, services)
    view = question_modal(head_of(found, services.glossary), DecisionRef.on(card, found.id))
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
    await ack(**answer_to_form(view, outcome))
    await redraw_older_copy(services, outcome, deciding.card)


async def open_answer(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Open the form in which the suggester answers."""
    await ack()
    found = await find(services, viewer.workspace_id, value_of(body))
    if found.suggester_id != context.user_id:
        raise NotDoneError(refusal_words(Refusal.SUGGESTER_ONLY))
    if found.state is not State.ASKED_BACK:
        decided = Refusal.DECIDED if found.state.is_decided else Refusal.NOT_ASKED
        raise NotDoneError(refusal_words(decided, found))
    answering = QuestionRef(found.id, *place_of(body))
    view = answer_modal(
        head_of(found, services.glossary), found.proposal.text, found.question, answering
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
        await ack(**answer_to_form(view, outcome))
