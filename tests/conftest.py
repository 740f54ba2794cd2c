"""Fixtures that several folders of tests use."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

import pytest
import structlog
import time_machine
from hypothesis import settings

from bot.sandbox.server import SandboxServer
from tests.clock import NOW, SetClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from datetime import datetime

ROOT = Path(__file__).parent.parent

# A slow machine is no fault. In CI, Hypothesis itself sets that, and tries the same examples
# each time, so that a failed example can be tried again; here it goes on looking for new ones.
if "CI" not in os.environ:
    settings.register_profile("here", deadline=None)
    settings.load_profile("here")

# Parts of the product that give up after some seconds. A busy machine may need more.
PATIENCE_SECONDS = 60
LIMITS = (
    "bot.slack.steward_directory.PATIENCE_SECONDS",
    "bot.sandbox.delivery.delivery.DEADLINE",
    "bot.storage.database.CONNECT_SECONDS",
    "bot.storage.preferences.PATIENCE_SECONDS",
    "bot.slack.auth_check.SECONDS_TO_ANSWER",
    "handlers.review.SECONDS_BEFORE_THE_ACK",
)


@pytest.fixture
def moment() -> datetime:
    """Say when the tests of a folder take place."""
    return NOW


@pytest.fixture(autouse=True)
def wall_clock(moment: datetime) -> Iterator[None]:
    """Let this process's clock begin at the moment, whatever day and hour it is outside.

    Databases, browsers and other processes keep their own.
    """
    with time_machine.travel(moment):
        yield


@pytest.fixture(autouse=True)
def limits() -> Iterator[dict[str, float]]:
    """Let nothing give up because the machine is busy; a test about a limit sets it itself.

    Gives the limits as they are in the product.
    """
    found = {limit: resolve_name(limit) for limit in LIMITS}
    with pytest.MonkeyPatch.context() as patch:
        for limit in LIMITS:
            patch.setattr(limit, PATIENCE_SECONDS)
        yield found


@pytest.fixture(autouse=True)
def logs() -> Iterator[None]:
    """Let the logging that a command sets up end with its test: other tests read the log."""
    root, configure = logging.getLogger(), structlog.configure
    level = root.level
    with pytest.MonkeyPatch.context() as patch:
        # A logger that caches its first configuration would never take another.
        uncached = {"cache_logger_on_first_use": False}
        patch.setattr(structlog, "configure", lambda **given: configure(**given | uncached))
        yield
    structlog.reset_defaults()
    root.setLevel(level)
    for handler in root.handlers[:]:
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter):
            root.removeHandler(handler)


@pytest.fixture
def clock(moment: datetime) -> SetClock:
    """Give the clock of the sandbox, and of a bot in it."""
    return SetClock(moment)


@pytest.fixture
async def sandbox(clock: SetClock) -> AsyncIterator[SandboxServer]:
    """Give a fresh Slack workspace on this machine, with the bot installed from manifest.yml."""
    server = SandboxServer(ROOT / "manifest.yml", clock=clock)
    await server.start()
    yield server
    await server.stop()
