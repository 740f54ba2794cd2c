"""Socket Mode: the connection that the bot opens to Slack, and that comes back when it is lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_sdk.errors import SlackApiError

from bot.clock import now
from bot.slack.payload import MalformedPayloadError, read_request

if TYPE_CHECKING:
    import logging

    from slack_bolt.async_app import AsyncApp

    from bot.drain import Drain

log = structlog.get_logger(__name__)

# A connection that died unseen is noticed after four times this long.
PING_SECONDS = 5
SECONDS_TO_CLOSE = 0.5
# How slack_sdk begins to say that it could not read an envelope.
_OF_AN_ENVELOPE = ("Failed to process a message", "Failed to run message listeners")
_UNREADABLE = (ValueError, RecursionError)
_OUT_OF_REACH = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)


class SocketMode:
    """One connection for one app; Slack's client reopens it by itself.

    ``address`` is the URL from Slack, if the bot has already asked for one.
    """

    def __init__(
        self, app: AsyncApp, app_token: str, drain: Drain, address: str | None = None
    ) -> None:
        self._app = app
        self._handler = AsyncSocketModeHandler(app, app_token, ping_interval=PING_SECONDS)
        self._client = self._handler.client
        self._client.wss_uri = address
        self._client.logger.addFilter(_without_traceback)
        self._drain = drain
        self._connecting: asyncio.Task[None] | None = None
        self._client.socket_mode_request_listeners[:] = [self._answer]

    def open(self) -> None:
        """Begin to connect, and to try again for as long as Slack cannot be reached."""
        self._connecting = asyncio.create_task(self._connect(), name="socket mode: connect")

    async def is_connected(self) -> bool:
        """Return whether requests can reach the bot now."""
        return bool(await self._client.is_connected())

    def stop_taking(self) -> None:
        """Leave new requests to other copies of the bot: unanswered, Slack sends them again."""
        self._client.socket_mode_request_listeners.clear()

    async def close(self) -> None:
        """End the connection."""
        if self._connecting:
            self._connecting.cancel()
        try:
            await asyncio.wait_for(self._handler.close_async(), SECONDS_TO_CLOSE)  # type: ignore[no-untyped-call]
        except TimeoutError:
            log.debug("slack did not close the connection in time")

    async def _connect(self) -> None:
        await self._handler.connect_async()  # type: ignore[no-untyped-call]
        log.info("connected to Slack over Socket Mode")

    async def _answer(self, client: Any, request: Any) -> None:  # noqa: ANN401 -- handed through as the client gives them
        """Answer one envelope; leave a malformed one unanswered.

        Slack then shows the failure, and keeps a form open with its text.
        """
        started = now().timestamp()
        self._drain.start()
        try:
            bolt_request = read_request(request.payload, build_headers(request))
            answer = await self._app.async_dispatch(bolt_request)
            await send_async_response(client, request, answer, started)
        except MalformedPayloadError as error:
            error.log()
        finally:
            self._drain.finish()


def _without_traceback(record: logging.LogRecord) -> bool:
    """Let slack_sdk say in one line what it says every few seconds, or of what Slack sent.

    It tries to connect again, or an envelope is no JSON or holds no payload.
    """
    error = record.exc_info[1] if record.exc_info else None
    is_of_envelope = str(record.msg).startswith(_OF_AN_ENVELOPE)
    if isinstance(error, _OUT_OF_REACH) or (is_of_envelope and isinstance(error, _UNREADABLE)):
        record.exc_info = None
    return True
