"""Fixtures that several folders of tests use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.server import SandboxServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parent.parent


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxServer]:
    """Give a fresh Slack workspace on this machine, with the bot installed from manifest.yml."""
    server = SandboxServer(ROOT / "manifest.yml")
    await server.start()
    yield server
    await server.stop()
