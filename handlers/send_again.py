"""*Send again*: a steward has a message sent that could not be delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.undelivered import sent_again_card
from bot.interactions.acting import NotDoneError
from bot.interactions.appointed import NotAStewardError
from bot.interactions.clarification_cards import pressed_card, redraw_copy
from bot.interactions.press import text_of_pressed, value_of
from bot.interactions.reply import reply

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.clarifications.service import Clarifications
    from bot.clarifications.worker import Worker
    from bot.interactions.appointed import Appointed
    from bot.interactions.reply import Respond

_SENT_BEFORE = "It is being sent again already, or has arrived. Nothing more was done."


async def send_again(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    respond: Respond,
    stewards: Appointed,
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
