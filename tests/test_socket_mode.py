from __future__ import annotations

import logging

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from bot.in_hand import InHand
from bot.socket_mode import SocketMode


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
    socket_mode = SocketMode(app, "xapp-1", InHand())
    logger.error("Failed to connect; Retrying...", exc_info=error)
    await socket_mode.close()
    (record,) = caplog.records

    assert has_traceback is bool(record.exc_info)
