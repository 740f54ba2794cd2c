"""A real browser on the sandbox's page, before a small app that can be given any listener."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import SandboxServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, ConsoleMessage, Page, Request

HERE = Path(__file__).parent
EVERYTHING = HERE.parent / "sandbox" / "everything.yml"
# Long enough for a busy machine; only a test that fails waits for it.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)
# A browser that asks nobody anything by itself.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str | None:
    """Return the system's Chromium, or the one that CHROMIUM names."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every test of this folder share one event loop, and with it one browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    executable = find_chromium()
    if executable is None:
        reason = "there is no Chromium here: install it, or name one in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
def faults() -> list[str]:
    """Collect what goes wrong in the page; a test that provokes a fault clears it."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, faults: list[str]) -> AsyncIterator[Page]:
    """Give an empty tab; at the end, nothing may have failed in it or asked another machine.

    A test names it last, so that the tab is closed before the server behind it.
    """
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("console", lambda line: faults.extend(_complaints(line)))
    page.on("request", lambda request: faults.extend(_leaks(request)))
    yield page
    await context.close()
    assert faults == []


@pytest_asyncio.fixture(loop_scope="session")
async def slack() -> AsyncIterator[SandboxServer]:
    server = SandboxServer(EVERYTHING)
    await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def app(slack: SandboxServer) -> AsyncIterator[AsyncApp]:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client)
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.person("maya").sees(lambda: slack.delivery.is_connected)
    yield app
    await handler.close_async()  # type: ignore[no-untyped-call]


def _complaints(line: ConsoleMessage) -> list[str]:
    # A sandbox that stops at a test's end cuts the page's stream; the browser notes each new try.
    is_fault = line.type == "error" and not line.text.startswith("WebSocket connection to")
    return [line.text] if is_fault else []


def _leaks(request: Request) -> list[str]:
    own = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:")
    return [] if request.url.startswith(own) else [f"asked another machine: {request.url}"]
