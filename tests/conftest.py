"""Fixtures that several folders of tests use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from bot.sandbox.server import SandboxServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parent.parent

# A slow machine is no fault. In CI, Hypothesis itself sets that, and tries the same examples
# each time, so that what was refused can be tried again; here it goes on looking for new ones.
if "CI" not in os.environ:
    settings.register_profile("here", deadline=None)
    settings.load_profile("here")


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxServer]:
    """Give a fresh Slack workspace on this machine, with the bot installed from manifest.yml."""
    server = SandboxServer(ROOT / "manifest.yml")
    await server.start()
    yield server
    await server.stop()
