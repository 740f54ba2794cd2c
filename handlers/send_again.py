"""*Send again*: a steward has a message sent that could not be delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.undelivered import sent_again_card
from bot.services.actor import NotDoneError
from bot.services.clarification_cards import pressed_card, redraw_copy
from bot.slack.press import text_of_pressed, value_of
from bot.slack.reply import reply
from bot.slack.steward_directory import NotAStewardError

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.services.clarifications import Clarifications
    from bot.services.outbox_worker import Worker
    from bot.slack.reply import Respond
    from bot.slack.steward_directory import StewardDirectory

_SENT_BEFORE = "It is being sent again already, or has arrived. Nothing more was done."


async def send_again(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    stewards: StewardDirectory,
    clarifications: Clarifications,
    worker: Worker,
) -> None:
    """Put what could not be delivered back among what is to be sent; a second press does nothing.

    A suggestion's card is drawn again by the worker; a report says who pressed.
    """
    await ack()
    if not await stewards.may_decide(context.user_id or ""):
        raise NotAStewardError
    workspace_id, subject_id = context.team_id or "", value_of(body)
    count = await worker.send_again(workspace_id, subject_id)
    found = await clarifications.get(workspace_id, subject_id)
    if found:
        await redraw_copy(worker, found, pressed_card(body), is_stale=not count)
    elif count:
        card = sent_again_card(text_of_pressed(body), context.user_id or "")
        await reply(respond, card, replace=True)
    if not count:
        raise NotDoneError(_SENT_BEFORE)
