"""A small app that can be given any listener, connected to a sandbox that declares everything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import SandboxServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.clock import SetClock

EVERYTHING = Path(__file__).parent / "everything.yml"


@pytest.fixture
async def slack(clock: SetClock) -> AsyncIterator[SandboxServer]:
    server = SandboxServer(EVERYTHING, clock=clock)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def client(slack: SandboxServer) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url)


@pytest.fixture
async def app(slack: SandboxServer, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    app = AsyncApp(client=client, token=slack.bot_token)
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.person("maya").sees(lambda: slack.delivery.is_connected)
    yield app
    await handler.close_async()  # type: ignore[no-untyped-call]
