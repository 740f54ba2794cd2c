"""Waiting until an app in this process has finished with something, without guessing how long."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.sandbox.delivery.events import RETRY_TASK

PATIENCE = 60.0  # seconds: a busy machine may need many
# Tasks that slack_sdk starts at each connect and runs until it disconnects.
_LOOPS_OF_A_CONNECTION = {
    "SocketModeClient.monitor_current_session",
    "SocketModeClient.receive_messages",
    "AsyncBaseSocketModeClient.process_messages",
}


async def until_quiet(before: set[asyncio.Task[Any]]) -> None:
    """Wait until every task started after ``before`` is done, and those that it started."""
    pending: set[asyncio.Task[Any]] = set()
    try:
        async with asyncio.timeout(PATIENCE):
            while pending := {
                task for task in asyncio.all_tasks() - before if not _never_ends(task)
            }:
                await asyncio.wait(pending)
    except TimeoutError:
        names = "; ".join(sorted(str(task.get_coro()) for task in pending))
        raise AssertionError(f"the app is still busy after {PATIENCE:.0f} s: {names}") from None


def _never_ends(task: asyncio.Task[Any]) -> bool:
    name = getattr(task.get_coro(), "__qualname__", "")
    return name in _LOOPS_OF_A_CONNECTION or task.get_name() == RETRY_TASK
