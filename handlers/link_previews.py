"""Links to the glossary's pages: previewed in the message, or while it is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.answers.answer import build_answer
from bot.cards.answers.preview import preview_blocks
from bot.glossary.pages import term_at
from bot.services.viewer import readers_role
from bot.slack.external_users import may_be_external_user

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.glossary.glossary import Glossary

_BEING_WRITTEN = "composer"


async def preview_links(
    event: dict[str, Any],
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    glossary: Glossary,
) -> None:
    """Put each term's definition under its link; told twice, Slack shows it once."""
    linked = {link["url"]: term_at(link["url"], glossary) for link in event["links"]}
    if not any(linked.values()) or await may_be_external_user(body, context):
        return
    role, today = await readers_role(context), context["clock"]().date()
    previews = {
        url: {
            "blocks": [
                block.to_dict()
                for block in preview_blocks(build_answer(glossary, term, role, today))
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
