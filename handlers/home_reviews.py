"""Reviews that a steward decides on in the Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.reviews.confirmation import Confirming, confirmation_modal
from bot.errors import UserFacingError
from bot.glossary.files.term_writer import fingerprint
from bot.services.home import publish_home, redraw_home
from bot.services.viewer import answer_for
from bot.slack.press import Press
from bot.slack.reply import otherwise_say
from bot.slack.steward_directory import NotAStewardError

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.glossary import Glossary
    from bot.services.review_decisions import ReviewAct, ReviewDecisions
    from bot.slack.steward_directory import StewardDirectory


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
    press = Press.read(body)
    term = press.term_in(glossary)
    deciding = await _deciding(context, stewards, review_decisions, term.slug)
    answer = await answer_for(context, term)
    confirming = Confirming(
        deciding.card, term.slug, fingerprint(term), channel_id="", message_ts=""
    )
    await client.views_open(
        trigger_id=press.trigger_id, view=confirmation_modal(answer, confirming)
    )


async def snooze_review(
    ack: AsyncAck,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    glossary: Glossary,
    stewards: StewardDirectory,
    review_decisions: ReviewDecisions,
) -> None:
    """Ask again in two weeks."""
    await ack()
    term = Press.read(body).term_in(glossary)
    deciding = await _deciding(context, stewards, review_decisions, term.slug)
    try:
        await review_decisions.snooze(deciding)
    except UserFacingError:
        await redraw_home(context, client)
        raise
    notice = f"“{term.title}” is snoozed for two weeks."
    with otherwise_say(notice):
        await publish_home(context, client, notice=notice)


async def _deciding(
    context: AsyncBoltContext,
    stewards: StewardDirectory,
    review_decisions: ReviewDecisions,
    slug: str,
) -> ReviewAct:
    if not await stewards.may_decide(context.user_id or ""):
        raise NotAStewardError
    return await review_decisions.take_up(context.team_id or "", context.user_id or "", slug)
