"""Reviews: a steward confirms a term as still correct, snoozes it, or gives it to another."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog

from bot.cards.reviews.confirmation import (
    Confirming,
    being_written_modal,
    confirmation_modal,
    confirmed_modal,
    not_confirmed_modal,
)
from bot.cards.reviews.review_ref import ReviewRef
from bot.errors import UserFacingError
from bot.glossary.files.term_writer import fingerprint
from bot.services.actor import name_of
from bot.services.home import redraw_home
from bot.services.review_decisions import NoSuchRequestError, ReviewAct, SettledError
from bot.services.viewer import answer_for
from bot.slack.errors import CALL_FAILED, Failure, reason_of, trouble_of
from bot.slack.press import place_of
from bot.slack.reply import NOT_DRAWN
from bot.slack.steward_directory import NotAStewardError

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.glossary import Glossary
    from bot.services.outbox_worker import Worker
    from bot.services.review_cards import ReviewCards
    from bot.services.review_decisions import ReviewDecisions
    from bot.slack.steward_directory import StewardDirectory

log = structlog.get_logger(__name__)

# Slack waits three seconds for the ack; a push to a repository may take longer.
SECONDS_BEFORE_THE_ACK = 2.0


async def open_confirmation(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    glossary: Glossary,
    stewards: StewardDirectory,
    review_decisions: ReviewDecisions,
    review_cards: ReviewCards,
) -> None:
    """Show the whole text that is to be confirmed."""
    await ack()
    deciding = await _deciding(body, context, stewards, glossary)
    try:
        term, _ = await review_decisions.still_open(deciding)
    except (SettledError, NoSuchRequestError):
        await _redraw(body, deciding, client, review_cards)
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
    review_cards: ReviewCards,
) -> None:
    """Write today as the day of the last review, and draw anew where it was asked."""
    confirming = Confirming.parse(body["view"]["private_metadata"])
    deciding = _decided_by(body, context, confirming.card, confirming.slug)
    writing = asyncio.create_task(_confirm(deciding, confirming.seen, stewards, review_decisions))
    in_time, _ = await asyncio.wait({writing}, timeout=SECONDS_BEFORE_THE_ACK)
    if not in_time:
        await ack(response_action="update", view=being_written_modal())
        await _say_in_modal(client, body["view"]["id"], await writing)
    elif refusal := await writing:
        await ack(response_action="update", view=not_confirmed_modal(str(refusal)))
    else:
        await ack()
    if not confirming.channel_id:  # it was opened in the Home tab
        await redraw_home(context, client)
    place = confirming.channel_id, confirming.message_ts
    await review_cards.redraw(client, deciding, *place)


async def _confirm(
    deciding: ReviewAct, seen: str, stewards: StewardDirectory, review_decisions: ReviewDecisions
) -> UserFacingError | None:
    """Confirm; return why it could not be."""
    try:
        if not await stewards.may_decide(deciding.actor_id):
            raise NotAStewardError
        await review_decisions.confirm(deciding, seen=seen)
    except UserFacingError as error:
        return error
    return None


async def _say_in_modal(
    client: AsyncWebClient, view_id: str, refusal: UserFacingError | None
) -> None:
    """Say in the modal how it ended, if it's still open; say a refusal in any case."""
    view = not_confirmed_modal(str(refusal)) if refusal else confirmed_modal()
    try:
        await client.views_update(view_id=view_id, view=view)
    except CALL_FAILED as error:
        log.info("a modal stays as it was", reason=reason_of(error))
        if refusal:
            raise refusal from error
        if trouble_of(error).failure is not Failure.REFUSED:  # else the person closed it
            raise UserFacingError(f"The review is recorded. {NOT_DRAWN}") from error


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
    finally:
        is_drawn = await _redraw(body, deciding, client, review_cards)
    if not is_drawn:
        raise UserFacingError(f"This term is snoozed for two weeks. {NOT_DRAWN}")


async def give_term(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    glossary: Glossary,
    stewards: StewardDirectory,
    review_decisions: ReviewDecisions,
    review_cards: ReviewCards,
    worker: Worker,
) -> None:
    """Write another steward into the term's file, and tell them."""
    await ack()
    deciding = await _deciding(body, context, stewards, glossary)
    user_id = body["actions"][0].get("selected_user") or ""
    current = await stewards.current()
    if not current.is_steward(user_id):
        raise UserFacingError(
            "A term is given to one of the stewards, and this person is none of them. "
            "Stewards are appointed in glossary.yml."
        )
    try:
        await review_decisions.give(
            deciding, user_id=user_id, written_as=current.written_as(user_id)
        )
    finally:
        is_drawn = await _redraw(body, deciding, client, review_cards)
    worker.wake()  # to tell them
    if not is_drawn:
        raise UserFacingError(f"This term has a new steward now. {NOT_DRAWN}")


async def _deciding(
    body: dict[str, Any], context: AsyncBoltContext, stewards: StewardDirectory, glossary: Glossary
) -> ReviewAct:
    """Return who decides on what; raise where this person may not."""
    if not await stewards.may_decide(context.user_id or ""):
        raise NotAStewardError
    ref = ReviewRef.parse(body["actions"][0].get("block_id") or "")
    return _decided_by(body, context, ref.card, ref.slug_in(glossary))


def _decided_by(body: dict[str, Any], context: AsyncBoltContext, card: str, slug: str) -> ReviewAct:
    name = name_of(body, context)
    return ReviewAct(context.team_id or "", context.user_id or "", card, slug, name)


async def _redraw(
    body: dict[str, Any], deciding: ReviewAct, client: AsyncWebClient, review_cards: ReviewCards
) -> bool:
    return await review_cards.redraw(client, deciding, *place_of(body))
