"""Reviews: a steward confirms a term as still correct, snoozes it, or gives it to another."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.cards.reviews.confirmation import (
    Confirming,
    being_saved_modal,
    confirmation_modal,
    not_confirmed_modal,
    result_modal,
)
from bot.cards.reviews.review import steward_options
from bot.cards.reviews.review_ref import ReviewRef
from bot.decisions.outbox import MessageRef
from bot.errors import UserFacingError
from bot.glossary.files.term_writer import fingerprint
from bot.reviews.decision import ReviewState
from bot.services.home import home_for
from bot.services.review_decisions import NoSuchRequestError, ReviewAct, SettledError
from bot.slack.actor import name_of
from bot.slack.press import place_of, value_of
from bot.slack.reply import otherwise_say
from bot.slack.steward_directory import NotAStewardError
from bot.slack.updating import Updater

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient


# Slack waits three seconds for the ack; a push to a repository may take longer.
SECONDS_BEFORE_THE_ACK = 2.0
# Somebody may look at the modal for as long; afterwards the card says how it ended.
SECONDS_TO_FOLLOW = 60.0


async def open_confirmation(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Show the whole text that is to be confirmed."""
    await ack()
    deciding = await _deciding(body, context, services)
    try:
        term, _ = await services.review_decisions.still_open(deciding)
    except (SettledError, NoSuchRequestError):
        await services.review_decisions.redraw(deciding)
        raise
    answer = await services.lookup.answer(term, viewer)
    channel_id, ts = place_of(body)
    confirming = Confirming(deciding.card, term.slug, fingerprint(term), channel_id, ts)
    await client.views_open(
        trigger_id=body["trigger_id"], view=confirmation_modal(answer, confirming)
    )


async def submit_confirmation(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Have today written as the day of the last review, and show the result."""
    confirming = Confirming.parse(body["view"]["private_metadata"])
    pressed = MessageRef(confirming.channel_id, confirming.message_ts)
    is_at_home = not confirming.channel_id
    deciding = replace(
        _decided_by(body, context, confirming.card, confirming.slug),
        pressed="" if is_at_home else pressed.to_words(),
    )
    try:
        if not await services.stewards.may_decide(deciding.actor_id):
            raise NotAStewardError
        decision = await services.review_decisions.confirm(deciding, seen=confirming.seen)
    except UserFacingError as refusal:
        await ack(response_action="update", view=not_confirmed_modal(str(refusal)))
        await services.review_decisions.redraw(deciding)
        return
    decision = await services.review_decisions.as_it_comes(decision, within=SECONDS_BEFORE_THE_ACK)
    if decision.state is ReviewState.DECIDED:
        await ack(response_action="update", view=being_saved_modal())
        decision = await services.review_decisions.as_it_comes(decision, within=SECONDS_TO_FOLLOW)
        with otherwise_say("Your answer to the review is stored."):
            await client.views_update(view_id=body["view"]["id"], view=result_modal(decision))
    elif decision.state is ReviewState.DONE:
        await ack()
    else:
        await ack(response_action="update", view=result_modal(decision))
    if is_at_home:
        await services.home_tabs.redraw(client, viewer.user_id, partial(home_for, services, viewer))


async def snooze_review(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
) -> None:
    """Ask again in two weeks."""
    await ack()
    deciding = await _deciding(body, context, services)
    try:
        await services.review_decisions.snooze(deciding)
    except UserFacingError:
        await services.review_decisions.redraw(deciding)
        raise
    with otherwise_say("This term is snoozed for two weeks."):
        await services.review_cards.redraw(Updater(client), deciding)


async def give_term(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
) -> None:
    """Write another steward into the term's file, and tell them."""
    await ack()
    deciding = await _deciding(body, context, services)
    user_id = body["actions"][0].get("selected_user") or value_of(body)
    current = await services.stewards.current()
    if not current.is_steward(user_id):
        raise UserFacingError(
            "That person isn't a steward, so nothing changed. Stewards: "
            f"{', '.join(sorted(map(current.written_as, current.ids)))}."
        )
    try:
        decision = await services.review_decisions.give(
            deciding, user_id=user_id, written_as=current.written_as(user_id)
        )
    except UserFacingError:
        await services.review_decisions.redraw(deciding)
        raise
    decision = await services.review_decisions.as_it_comes(decision, within=SECONDS_BEFORE_THE_ACK)
    if decision.state is ReviewState.RETURNED:
        raise UserFacingError(decision.note)
    is_done = decision.state is ReviewState.DONE
    with otherwise_say("This term has a new steward now." if is_done else "Your answer is stored."):
        await services.review_cards.redraw(Updater(client), deciding)


async def suggest_stewards(
    body: dict[str, Any],
    services: Services,
    viewer: Viewer,  # noqa: ARG001 -- like every answer
) -> dict[str, Any]:
    """Offer the stewards whom a term can be given to."""
    options = steward_options(await services.stewards.current(), body.get("value") or "")
    return {"options": [option.to_dict() for option in options]}


async def _deciding(
    body: dict[str, Any], context: AsyncBoltContext, services: Services
) -> ReviewAct:
    """Return who decides on what; raise where this person may not."""
    if not await services.stewards.may_decide(context.user_id or ""):
        raise NotAStewardError
    ref = ReviewRef.parse(body["actions"][0].get("block_id") or "")
    deciding = _decided_by(body, context, ref.card, ref.slug_in(services.glossary))
    return replace(deciding, pressed=MessageRef(*place_of(body)).to_words())


def _decided_by(body: dict[str, Any], context: AsyncBoltContext, card: str, slug: str) -> ReviewAct:
    name = name_of(body, context)
    return ReviewAct(context.team_id or "", context.user_id or "", card, slug, name)
