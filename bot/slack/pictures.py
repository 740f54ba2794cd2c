"""Shows a picture to one person, under an answer that they have read already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackRequestError

from bot.slack.errors import Failure, SlackCallError, Trouble, calling_slack
from bot.slack.reply import Respond, reply
from bot.slack.retries import Retries

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.cards.kit.card import Card
    from bot.slack.client import SlackClient

log = structlog.get_logger(__name__)

# Slack goes on working on a complete file for a moment, and refuses a message that names it
# before. A response_url takes five uses, and a refused one may count.
_WAITS = (1, 2, 4, 8)
_TOO_EARLY = "invalid_blocks"
# Some people keep an answer on their screen for hours; a page that is loaded again lacks it.
SECONDS_KEPT = 24 * 60 * 60


async def show_picture(
    draw: Callable[[], Awaitable[bytes]],
    name: str,
    response_url: str,
    client: SlackClient,
    card: Callable[[str], Card],
) -> None:
    """Upload what ``draw`` gives, show the card of its file, and delete the file a day later.

    Nothing is drawn if Slack takes no files. The file is shared with no channel; it is deleted
    at once where it can't be shown, and where the bot stops. Raise SlackCallError if Slack
    doesn't take it.
    """
    retries = next(one for one in client.retry_handlers if isinstance(one, Retries))
    given = AsyncRespond(response_url=response_url, proxy=client.proxy, ssl=client.ssl)
    await client.files_getUploadURLExternal(filename=name, length=1)  # Slack forgets it, unused
    file_id = await _upload(await draw(), name, client)
    try:
        await _show_once_ready(Respond(given, retries), card(file_id), retries)
        await retries.wait(SECONDS_KEPT)
    finally:
        await _delete(file_id, client)


async def _upload(png: bytes, name: str, client: SlackClient) -> str:
    try:
        with calling_slack():
            uploaded = await client.files_upload_v2(content=png, filename=name, title=name)
    except SlackRequestError as error:  # the address for the bytes didn't take them
        raise SlackCallError(Trouble(Failure.UNCLEAR, str(error))) from error
    return str(uploaded["files"][0]["id"])


async def _show_once_ready(respond: Respond, card: Card, retries: Retries) -> None:
    for number, seconds in enumerate(_WAITS, start=1):
        await retries.wait(seconds)
        try:
            await reply(respond, card)
        except SlackCallError as error:
            if error.reason != _TOO_EARLY or number == len(_WAITS):
                raise
        else:
            return


async def _delete(file_id: str, client: SlackClient) -> None:
    try:
        await client.files_delete(file=file_id)
    except SlackCallError as error:
        log.warning("an uploaded picture couldn't be deleted", reason=error.reason, file=file_id)
