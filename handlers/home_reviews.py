"""Reviews that a steward decides on in the Home tab."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.cards.reviews.confirmation import Confirming, confirmation_modal
from bot.errors import UserFacingError
from bot.glossary.files.term_writer import fingerprint
from bot.services.home import home_for
from bot.slack.press import Press
from bot.slack.reply import otherwise_say
from bot.slack.steward_directory import NotAStewardError

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck

    from bot.services.review_decisions import ReviewAct
    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient


async def open_confirmation(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Show the whole text that is to be confirmed."""
    await ack()
    press = Press.read(body)
    term = press.term_in(services.glossary)
    deciding = await _deciding(services, viewer, term.slug)
    answer = await services.lookup.answer(term, viewer)
    confirming = Confirming(
        deciding.card, term.slug, fingerprint(term), channel_id="", message_ts=""
    )
    await client.views_open(
        trigger_id=press.trigger_id, view=confirmation_modal(answer, confirming)
    )


async def snooze_review(
    ack: AsyncAck,
    body: dict[str, Any],
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Ask again in two weeks."""
    await ack()
    term = Press.read(body).term_in(services.glossary)
    deciding = await _deciding(services, viewer, term.slug)
    try:
        await services.review_decisions.snooze(deciding)
    except UserFacingError:
        await services.home_tabs.redraw(client, viewer.user_id, partial(home_for, services, viewer))
        raise
    notice = f"“{term.title}” is snoozed for two weeks."
    with otherwise_say(notice):
        read = partial(home_for, services, viewer, notice=notice)
        await services.home_tabs.publish(client, viewer.user_id, read)


async def _deciding(services: Services, viewer: Viewer, slug: str) -> ReviewAct:
    if not await services.stewards.may_decide(viewer.user_id):
        raise NotAStewardError
    return await services.review_decisions.take_up(viewer.workspace_id, viewer.user_id, slug)
