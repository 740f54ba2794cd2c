from __future__ import annotations

import asyncio
import logging

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.request import SocketModeRequest
from structlog.testing import capture_logs

from bot.drain import Drain
from bot.slack.socket_mode import SocketMode


@pytest.mark.parametrize(
    ("error", "has_traceback"),
    [(aiohttp.ServerDisconnectedError(), False), (ZeroDivisionError(), True)],
)
async def test_that_slack_is_out_of_reach_is_logged_in_a_line(
    caplog: pytest.LogCaptureFixture, error: Exception, *, has_traceback: bool
) -> None:
    """It is said again every few seconds for as long as it lasts; a bug shows where it is."""
    logger = logging.getLogger("tests.socket_mode")
    app = AsyncApp(token="xoxb-1", logger=logger)
    socket_mode = SocketMode(app, "xapp-1", Drain())
    logger.error("Failed to connect; Retrying...", exc_info=error)
    await socket_mode.close()
    (record,) = caplog.records

    assert has_traceback is bool(record.exc_info)


async def test_a_malformed_envelope_is_one_line_and_has_no_answer() -> None:
    """Slack then tells the person that it failed, and keeps a form open with what was typed."""
    sent: list[object] = []

    class Client:
        """Stands for the connection."""

        async def send_socket_mode_response(self, response: object) -> None:
            """Keep what is sent."""
            sent.append(response)

    drain = Drain()
    socket_mode = SocketMode(AsyncApp(token="xoxb-1"), "xapp-1", drain)
    payload = {"type": "view_submission", "user": {"id": "U1"}, "view": None}
    with capture_logs() as lines:
        await socket_mode._answer(Client(), SocketModeRequest("interactive", "E1", payload))
    await socket_mode.close()

    assert sent == []
    assert [("view_submission", "view")] == [(line["trigger"], line["field"]) for line in lines]
    assert await drain.drain(0)


@pytest.mark.parametrize(
    "raw",
    [
        '{"envelope_id": "E1", "type": "interactive", "payload": null}',
        '{"envelope_id": "E1", "type": "interactive", "payload": []}',
        '{"envelope_id": ',
        "{" + '"a":{' * 50_000,
        '{"a": ' + "9" * 10_000 + "}",
    ],
)
async def test_an_envelope_that_cannot_be_read_is_one_line(
    caplog: pytest.LogCaptureFixture, raw: str
) -> None:
    """slack_sdk logs it; where in slack_sdk helps nobody."""
    logger = logging.getLogger("tests.socket_mode.envelopes")
    socket_mode = SocketMode(AsyncApp(token="xoxb-1", logger=logger), "xapp-1", Drain())
    client = socket_mode._client
    client.session_id = _session_id  # type: ignore[method-assign]
    await client.enqueue_message(raw)
    reading = asyncio.create_task(client.process_messages())
    async with asyncio.timeout(5):
        while not caplog.records:  # noqa: ASYNC110 -- a log has no event to wait for
            await asyncio.sleep(0)
    reading.cancel()
    await socket_mode.close()
    (record,) = caplog.records

    assert record.exc_info is None


async def _session_id() -> str:
    return "s_1"
