"""*It is there*, *Post it now*: a steward settles a post that broke off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.posts.post_report import (
    PostRef,
    answered_post_card,
    is_there_words,
    post_now_words,
)
from bot.errors import UserFacingError
from bot.slack.press import text_of_pressed, value_of
from bot.slack.reply import otherwise_say, reply
from bot.slack.steward_directory import NotAStewardError
from bot.storage.posts.ledger_row import PostKey, PostState

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.reply import Respond
    from bot.storage.posts.ledger_row import LedgerRow


class SettledPostError(UserFacingError):
    """Somebody pressed before, or the post was found in between."""

    def __init__(self) -> None:
        super().__init__("Another steward already answered this, so nothing was done.")


async def say_it_is_there(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    services: Services,
    viewer: Viewer,
) -> None:
    """Record that a steward saw the post."""
    await ack()
    row = await _asked_of(body, viewer, services)
    if row is None or not await services.ledger.record_found(row, ts=""):
        raise SettledPostError
    words = is_there_words(viewer.user_id)
    with otherwise_say("Noted: the post is there."):
        await reply(respond, answered_post_card(text_of_pressed(body), words), replace=True)


async def post_now(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: Respond,
    services: Services,
    viewer: Viewer,
) -> None:
    """Let the post be made after all; what makes it finds it in the ledger."""
    await ack()
    row = await _asked_of(body, viewer, services)
    if row is None or not await services.ledger.record_missing(row, by_hand=True):
        raise SettledPostError
    words = post_now_words(viewer.user_id)
    try:
        with otherwise_say("The post is being made."):
            await reply(respond, answered_post_card(text_of_pressed(body), words), replace=True)
    finally:
        await services.make_due_posts()


async def _asked_of(
    body: dict[str, Any],
    viewer: Viewer,
    services: Services,
) -> LedgerRow | None:
    """Return the post in question, or None where it is settled; refuse who may not decide."""
    if not await services.stewards.may_decide(viewer.user_id):
        raise NotAStewardError
    ref = PostRef.parse(value_of(body))
    if ref is None:
        return None
    row = await services.ledger.get(
        PostKey(viewer.workspace_id, ref.channel_id, ref.entry_id, ref.period)
    )
    is_open = row and (row.state is PostState.UNKNOWN or row.is_refused_by_hand)
    return row if is_open else None
