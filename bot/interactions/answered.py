"""Puts what somebody answered in the place of a steward's question to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.cards.notices import answered_card
from bot.interactions.slack_errors import reason_of

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.cards.decision import Answering
    from bot.clarifications.records import Clarification
    from bot.glossary.glossary import Glossary

log = structlog.get_logger(__name__)


async def show_answered(
    client: AsyncWebClient, answering: Answering, clarification: Clarification, glossary: Glossary
) -> None:
    """Draw the message that asked anew. It is told to nobody that this failed: it is answered."""
    term = glossary.get(clarification.slug)
    card = answered_card(clarification, term, glossary.config)
    try:
        await client.chat_update(
            channel=answering.channel_id, ts=answering.message_ts, **card.to_message()
        )
    except SlackApiError as error:
        log.warning("a question stays as it was", reason=reason_of(error))
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("a question stays as it was", reason=repr(error))
