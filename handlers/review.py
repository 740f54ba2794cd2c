"""Reviews: a steward confirms a term as still correct, snoozes it, or gives it to another."""

from __future__ import annotations

import asyncio
from functools import partial
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
from bot.services.home import home_for
from bot.services.review_decisions import NoSuchRequestError, ReviewAct, SettledError
from bot.slack.actor import name_of
from bot.slack.errors import CALL_FAILED, Failure, reason_of, trouble_of
from bot.slack.press import place_of
from bot.slack.reply import NOT_DRAWN
from bot.slack.steward_directory import NotAStewardError
from bot.slack.updating import Updater

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.services.services import Services
    from bot.services.viewer import Viewer


log = structlog.get_logger(__name__)

# Slack waits three seconds for the ack; a push to a repository may take longer.
SECONDS_BEFORE_THE_ACK = 2.0


async def open_confirmation(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Show the whole text that is to be confirmed."""
    await ack()
    deciding = await _deciding(body, context, services)
    try:
        term, _ = await services.review_decisions.still_open(deciding)
    except (SettledError, NoSuchRequestError):
        await _redraw(body, deciding, client, services)
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
    client: AsyncWebClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Write today as the day of the last review, and draw anew where it was asked."""
    confirming = Confirming.parse(body["view"]["private_metadata"])
    deciding = _decided_by(body, context, confirming.card, confirming.slug)
    writing = asyncio.create_task(_confirm(deciding, confirming.seen, services))
    in_time, _ = await asyncio.wait({writing}, timeout=SECONDS_BEFORE_THE_ACK)
    if not in_time:
        await ack(response_action="update", view=being_written_modal())
        await _say_in_modal(client, body["view"]["id"], await writing)
    elif refusal := await writing:
        await ack(response_action="update", view=not_confirmed_modal(str(refusal)))
    else:
        await ack()
    if not confirming.channel_id:  # it was opened in the Home tab
        await services.home_tabs.redraw(client, viewer.user_id, partial(home_for, services, viewer))
    place = confirming.channel_id, confirming.message_ts
    await services.review_cards.redraw(Updater(client), deciding, *place)


async def _confirm(
    deciding: ReviewAct,
    seen: str,
    services: Services,
) -> UserFacingError | None:
    """Confirm; return why it could not be."""
    try:
        if not await services.stewards.may_decide(deciding.actor_id):
            raise NotAStewardError
        await services.review_decisions.confirm(deciding, seen=seen)
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
    services: Services,
) -> None:
    """Ask again in two weeks."""
    await ack()
    deciding = await _deciding(body, context, services)
    try:
        await services.review_decisions.snooze(deciding)
    finally:
        is_drawn = await _redraw(body, deciding, client, services)
    if not is_drawn:
        raise UserFacingError(f"This term is snoozed for two weeks. {NOT_DRAWN}")


async def give_term(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    services: Services,
) -> None:
    """Write another steward into the term's file, and tell them."""
    await ack()
    deciding = await _deciding(body, context, services)
    user_id = body["actions"][0].get("selected_user") or ""
    current = await services.stewards.current()
    if not current.is_steward(user_id):
        raise UserFacingError(
            "A term is given to one of the stewards, and this person is none of them. "
            "Stewards are appointed in glossary.yml."
        )
    try:
        await services.review_decisions.give(
            deciding, user_id=user_id, written_as=current.written_as(user_id)
        )
    finally:
        is_drawn = await _redraw(body, deciding, client, services)
    services.worker.wake()  # to tell them
    if not is_drawn:
        raise UserFacingError(f"This term has a new steward now. {NOT_DRAWN}")


async def _deciding(
    body: dict[str, Any], context: AsyncBoltContext, services: Services
) -> ReviewAct:
    """Return who decides on what; raise where this person may not."""
    if not await services.stewards.may_decide(context.user_id or ""):
        raise NotAStewardError
    ref = ReviewRef.parse(body["actions"][0].get("block_id") or "")
    return _decided_by(body, context, ref.card, ref.slug_in(services.glossary))


def _decided_by(body: dict[str, Any], context: AsyncBoltContext, card: str, slug: str) -> ReviewAct:
    name = name_of(body, context)
    return ReviewAct(context.team_id or "", context.user_id or "", card, slug, name)


async def _redraw(
    body: dict[str, Any],
    deciding: ReviewAct,
    client: AsyncWebClient,
    services: Services,
) -> bool:
    return await services.review_cards.redraw(Updater(client), deciding, *place_of(body))
