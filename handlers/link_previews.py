"""Links to the glossary's pages: previewed in the message, or while it is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.answers.preview import preview_blocks
from bot.glossary.pages import term_at
from bot.slack.external_users import may_be_external_user

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient


_BEING_WRITTEN = "composer"


async def preview_links(
    event: dict[str, Any],
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: SlackClient,
    services: Services,
    viewer: Viewer,
) -> None:
    """Put each term's definition under its link; told twice, Slack shows it once."""
    linked = {link["url"]: term_at(link["url"], services.glossary) for link in event["links"]}
    if not any(linked.values()) or await may_be_external_user(body, context, services.settings):
        return
    previews = {
        url: {
            "blocks": [
                block.to_dict()
                for block in preview_blocks(await services.lookup.answer(term, viewer))
            ]
        }
        for url, term in linked.items()
        if term
    }
    if event.get("source") == _BEING_WRITTEN:
        where = {"unfurl_id": event["unfurl_id"], "source": _BEING_WRITTEN}
    else:
        where = {"channel": event["channel"], "ts": event["message_ts"]}
    await client.chat_unfurl(**where, unfurls=previews)
