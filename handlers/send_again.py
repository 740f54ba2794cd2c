"""*Send again*: a steward has a message sent that could not be delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.undelivered import sent_again_card
from bot.services.clarification_cards import redraw_copy
from bot.services.refusals import NotDoneError
from bot.slack.press import pressed_card, text_of_pressed, value_of
from bot.slack.reply import reply
from bot.slack.steward_directory import NotAStewardError

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.reply import Respond

_SENT_BEFORE = "It has arrived, or is already on its way again. Nothing more was done."


async def send_again(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    services: Services,
    viewer: Viewer,
) -> None:
    """Put undelivered messages back into the outbox; a second press does nothing.

    A suggestion's card is drawn again by the worker; a report says who pressed.
    """
    await ack()
    if not await services.stewards.may_decide(viewer.user_id):
        raise NotAStewardError
    workspace_id, subject_id = viewer.workspace_id, value_of(body)
    count = await services.worker.send_again(workspace_id, subject_id)
    found = await services.clarifications.store.get(workspace_id, subject_id)
    if found:
        await redraw_copy(services.worker, found, pressed_card(body), is_stale=not count)
    elif count:
        card = sent_again_card(text_of_pressed(body), viewer.user_id)
        await reply(respond, card, replace=True)
    if not count:
        raise NotDoneError(_SENT_BEFORE)
