"""Reviews: a steward confirms a term as still correct, snoozes it, or gives it to another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.cards.reviews.confirmation import (
    Confirming,
    being_saved_modal,
    confirmation_modal,
    not_confirmed_modal,
    result_modal,
)
from bot.cards.reviews.review_ref import ReviewRef
from bot.decisions.outbox import MessageRef
from bot.errors import UserFacingError
from bot.glossary.files.term_writer import fingerprint
from bot.reviews.decision import ReviewState
from bot.services.actor import name_of
from bot.services.home import redraw_home
from bot.services.review_decisions import NoSuchRequestError, ReviewAct, SettledError
from bot.services.viewer import answer_for
from bot.slack.press import place_of
from bot.slack.reply import otherwise_say
from bot.slack.steward_directory import NotAStewardError

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.glossary import Glossary
    from bot.services.review_cards import ReviewCards
    from bot.services.review_decisions import ReviewDecisions
    from bot.slack.steward_directory import StewardDirectory

# Slack waits three seconds for the ack; a push to a repository may take longer.
SECONDS_BEFORE_THE_ACK = 2.0
# Somebody may look at the modal for as long; afterwards the card says how it ended.
SECONDS_TO_FOLLOW = 60.0


async def open_confirmation(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    glossary: Glossary,
    stewards: StewardDirectory,
    review_decisions: ReviewDecisions,
) -> None:
    """Show the whole text that is to be confirmed."""
    await ack()
    deciding = await _deciding(body, context, stewards, glossary)
    try:
        term, _ = await review_decisions.still_open(deciding)
    except (SettledError, NoSuchRequestError):
        await review_decisions.redraw(deciding)
        raise
    answer = await answer_for(context, term)
    channel_id, ts = place_of(body)
    confirming = Confirming(deciding.card, term.slug, fingerprint(term), channel_id, ts)
    await client.views_open(
        trigger_id=body["trigger_id"], view=confirmation_modal(answer, confirming)
    )


async def submit_confirmation(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    stewards: StewardDirectory,
    review_decisions: ReviewDecisions,
) -> None:
    """Have today written as the day of the last review, and say what came of it."""
    confirming = Confirming.parse(body["view"]["private_metadata"])
    pressed = MessageRef(confirming.channel_id, confirming.message_ts)
    is_at_home = not confirming.channel_id
    deciding = replace(
        _decided_by(body, context, confirming.card, confirming.slug),
        pressed="" if is_at_home else pressed.to_words(),
    )
    try:
        if not await stewards.may_decide(deciding.actor_id):
            raise NotAStewardError
        decision = await review_decisions.confirm(deciding, seen=confirming.seen)
    except UserFacingError as refusal:
        await ack(response_action="update", view=not_confirmed_modal(str(refusal)))
        await review_decisions.redraw(deciding)
        return
    decision = await review_decisions.as_it_comes(decision, within=SECONDS_BEFORE_THE_ACK)
    if decision.state is ReviewState.DECIDED:
        await ack(response_action="update", view=being_saved_modal())
        decision = await review_decisions.as_it_comes(decision, within=SECONDS_TO_FOLLOW)
        with otherwise_say("Your answer to the review is stored."):
            await client.views_update(view_id=body["view"]["id"], view=result_modal(decision))
    elif decision.state is ReviewState.DONE:
        await ack()
    else:
        await ack(response_action="update", view=result_modal(decision))
    if is_at_home:
        await redraw_home(context, client)


async def snooze_review(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    glossary: Glossary,
    stewards: StewardDirectory,
    review_decisions: ReviewDecisions,
    review_cards: ReviewCards,
) -> None:
    """Ask again in two weeks."""
    await ack()
    deciding = await _deciding(body, context, stewards, glossary)
    try:
        await review_decisions.snooze(deciding)
    except UserFacingError:
        await review_decisions.redraw(deciding)
        raise
    with otherwise_say("This term is snoozed for two weeks."):
        await review_cards.redraw(client, deciding)


async def give_term(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    glossary: Glossary,
    stewards: StewardDirectory,
    review_decisions: ReviewDecisions,
    review_cards: ReviewCards,
) -> None:
    """Write another steward into the term's file, and tell them."""
    await ack()
    deciding = await _deciding(body, context, stewards, glossary)
    user_id = body["actions"][0].get("selected_user") or ""
    current = await stewards.current()
    if not current.is_steward(user_id):
        raise UserFacingError(
            "That person isn't a steward, so nothing changed. Stewards: "
            f"{', '.join(sorted(map(current.written_as, current.ids)))}."
        )
    try:
        decision = await review_decisions.give(
            deciding, user_id=user_id, written_as=current.written_as(user_id)
        )
    except UserFacingError:
        await review_decisions.redraw(deciding)
        raise
    decision = await review_decisions.as_it_comes(decision, within=SECONDS_BEFORE_THE_ACK)
    if decision.state is ReviewState.RETURNED:
        raise UserFacingError(decision.note)
    is_done = decision.state is ReviewState.DONE
    with otherwise_say("This term has a new steward now." if is_done else "Your answer is stored."):
        await review_cards.redraw(client, deciding)


async def _deciding(
    body: dict[str, Any], context: AsyncBoltContext, stewards: StewardDirectory, glossary: Glossary
) -> ReviewAct:
    """Return who decides on what; raise where this person may not."""
    if not await stewards.may_decide(context.user_id or ""):
        raise NotAStewardError
    ref = ReviewRef.parse(body["actions"][0].get("block_id") or "")
    deciding = _decided_by(body, context, ref.card, ref.slug_in(glossary))
    return replace(deciding, pressed=MessageRef(*place_of(body)).to_words())


def _decided_by(body: dict[str, Any], context: AsyncBoltContext, card: str, slug: str) -> ReviewAct:
    name = name_of(body, context)
    return ReviewAct(context.team_id or "", context.user_id or "", card, slug, name)
