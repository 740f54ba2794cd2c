from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp
import pytest
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route

from bot.sandbox.delivery.delivery import HttpDelivery, SocketModeDelivery
from bot.sandbox.errors import ActError, SandboxError
from bot.sandbox.server import SandboxServer
from tests.sandbox.conftest import EVERYTHING
from tests.sandbox.drawings import a_button, a_field, a_message, a_modal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.clock import SetClock

SECRET = "only-for-this-test"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def over_http(server: SandboxServer) -> HttpDelivery:
    assert isinstance(server.delivery, HttpDelivery)
    return server.delivery


@pytest.fixture
async def slack_over_http(clock: SetClock) -> AsyncIterator[SandboxServer]:
    url = f"http://127.0.0.1:{free_port()}/slack/events"
    server = SandboxServer(EVERYTHING, clock=clock, delivery=HttpDelivery(url, SECRET))
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def http_app(slack_over_http: SandboxServer) -> AsyncIterator[AsyncApp]:
    """Serve an app over HTTP that checks the signature of every request."""
    client = AsyncWebClient(slack_over_http.bot_token, base_url=slack_over_http.api_url)
    app = AsyncApp(client=client, signing_secret=SECRET)
    handler = AsyncSlackRequestHandler(app)
    web = Starlette(routes=[Route("/slack/events", handler.handle, methods=["POST"])])
    port = urlsplit(over_http(slack_over_http).url).port or 0
    config = uvicorn.Config(web, port=port, lifespan="off", log_config=None, ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield app
    server.should_exit = True
    await serving


async def test_the_same_conversation_works_over_signed_http(
    http_app: AsyncApp, slack_over_http: SandboxServer
) -> None:
    """Command, press, modal and submission arrive as forms that Bolt accepts as Slack's."""
    received: list[str] = []

    @http_app.command("/try")
    async def answer(ack: Any) -> None:
        await ack(a_message("First", a_button("Open", "open")))

    @http_app.action("open")
    async def open_view(ack: Any, client: Any, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=a_modal(a_field()))

    @http_app.view("form")
    async def submit(ack: Any, view: dict[str, Any]) -> None:
        received.append(view["state"]["values"]["words"]["typed"]["value"])
        await ack()

    maya = slack_over_http.person("maya")
    opened = await maya.press((await maya.command("/try")).message, "Open")
    sent = await maya.submit(opened.view, {"Words": "ünï & <cödé>"})

    assert received == ["ünï & <cödé>"]
    assert sent.view is None


async def test_events_come_as_json_and_say_when_they_come_again(
    http_app: AsyncApp, slack_over_http: SandboxServer
) -> None:
    """A second delivery carries Slack's retry headers."""
    numbers: list[str] = []

    @http_app.event("reaction_added")
    async def hear(req: Any) -> None:
        numbers.append(req.headers.get("x-slack-retry-num", ["first"])[0])

    maya = slack_over_http.person("maya")
    channel = slack_over_http.channel("general")
    await maya.react(slack_over_http.sandbox.workspace.post(channel, "U0SANDBOX", "x"), "memo")
    await maya.receive_again()

    assert numbers == ["first", "1"]


async def test_a_request_url_is_verified_by_a_challenge(
    http_app: AsyncApp, slack_over_http: SandboxServer
) -> None:
    """The app echoes the challenge, as Slack demands before it accepts an address."""
    assert http_app.name

    assert await over_http(slack_over_http).verify()


async def test_another_secret_is_refused(
    http_app: AsyncApp, slack_over_http: SandboxServer
) -> None:
    """A request that is signed otherwise does not reach the listeners."""
    assert http_app.name
    over_http(slack_over_http)._secret = "another"

    with pytest.raises(ActError, match="dispatch_failed"):
        await slack_over_http.person("maya").command("/try")


async def test_an_app_that_is_down_is_a_failed_dispatch(slack_over_http: SandboxServer) -> None:
    """Nobody listens at the request URL."""
    with pytest.raises(ActError, match="dispatch_failed"):
        await slack_over_http.person("maya").command("/try")


async def test_a_refreshed_connection_comes_back(app: AsyncApp, slack: SandboxServer) -> None:
    """Slack asks Socket Mode clients to reconnect now and then; the app goes on working."""

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack("Still here")

    maya = slack.person("maya")
    assert isinstance(slack.delivery, SocketModeDelivery)
    connections = slack.delivery._connections
    first = connections[0]
    await slack.refresh_connections()
    await maya.sees(lambda: connections and first not in connections)

    assert (await maya.command("/try")).words == "Still here"


async def test_a_taken_port_is_said_with_the_remedy(slack: SandboxServer) -> None:
    """No traceback: what is taken, and what to do."""
    second = SandboxServer(EVERYTHING, port=int(slack.base_url.rpartition(":")[2]))

    with pytest.raises(SandboxError, match=r"cannot listen on 127\.0\.0\.1:\d+.*--port"):
        await second.start()


async def test_a_websocket_without_a_ticket_is_turned_away(slack: SandboxServer) -> None:
    """apps.connections.open gives one ticket for one connection."""
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{slack.base_url}/link?ticket=invented")
