"""A real browser on the sandbox's page, before the whole bot or an app with any listener."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
import yaml
from playwright.async_api import async_playwright, expect
from pydantic import SecretStr
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.sandbox.run import with_stewards
from bot.runtime.process import running
from bot.sandbox.server import SandboxServer
from bot.sandbox.workspace import grants
from bot.settings import Settings
from bot.storage.migrate import upgrade

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGES = "https://glossary.example.com/terms/"
EVERYTHING = HERE.parent / "sandbox" / "everything.yml"
# Long enough for a busy machine; only a test that fails waits for it.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
# A browser that makes no requests by itself.
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


@pytest.fixture(scope="session")
def quiet_noon() -> dt.datetime:
    """Return a moment at which no shipped term is due, and nothing of the shipped schedule.

    That is noon of the Wednesday after the newest review: the schedule's last post of a week
    is Tuesday's, at nine, and too late for is a day.
    """
    terms = (ROOT / "data" / "terms").glob("*.yml")
    found = (
        re.search(r"^last_reviewed: '?([\d-]+)", term.read_text("utf-8"), re.MULTILINE)
        for term in terms
    )
    newest = max(dt.date.fromisoformat(one[1]) for one in found if one)
    wednesday = newest + dt.timedelta(days=(2 - newest.weekday()) % 7 or 7)
    return dt.datetime.combine(wednesday, dt.time(12), tzinfo=dt.UTC)


@pytest.fixture
def moment(quiet_noon: dt.datetime) -> dt.datetime:
    return quiet_noon


@pytest.fixture(autouse=True)
def slow_triggers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a modal open however long a busy machine needs."""
    monkeypatch.setattr(grants, "TRIGGER_LIFE", dt.timedelta(milliseconds=PATIENCE_MS))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    executable = find_chromium()
    if executable is None:
        reason = "there is no Chromium here: install it, or name one in CHROMIUM"
        if os.environ.get("CI") and sys.platform == "linux":  # where .ci/run installs one
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
    context = await open_context(browser)
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


@pytest_asyncio.fixture(loop_scope="session")
async def glossary(tmp_path: Path) -> Path:
    """Give the shipped glossary with published pages, and one term that is long overdue."""
    directory = tmp_path / "glossary"
    shutil.copytree(ROOT / "data", directory)
    config = directory / "glossary.yml"
    config.write_text(f"pages_url: {PAGES}\n{config.read_text('utf-8')}", encoding="utf-8")
    term = directory / "terms" / "embedding.yml"
    text = re.sub(r"last_reviewed: .*", "last_reviewed: 2020-01-01", term.read_text("utf-8"))
    term.write_text(text, encoding="utf-8")
    return directory


@pytest_asyncio.fixture(loop_scope="session")
async def workspace(glossary: Path, tmp_path: Path) -> AsyncIterator[SandboxServer]:
    """Give the sandbox with the bot over this glossary, told of links to its pages."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    manifest["features"]["unfurl_domains"] = ["glossary.example.com"]
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest), encoding="utf-8")
    server = SandboxServer(path)
    await server.start()
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    await asyncio.to_thread(upgrade, url)
    settings = Settings(
        _env_file=None,
        slack_bot_token=SecretStr(server.bot_token),
        slack_app_token=SecretStr(server.app_token),
        slack_api_url=server.api_url,
        glossary=glossary,
        database_url=SecretStr(url),
    )
    async with running(settings, overlay=with_stewards):
        await server.person("maya").sees(lambda: server.delivery.is_connected)
        yield server
    await server.stop()


async def open_context(browser: Browser) -> BrowserContext:
    """Return the window of one person."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    context.set_default_timeout(PATIENCE_MS)
    return context


def _complaints(line: ConsoleMessage) -> list[str]:
    # A sandbox that stops at a test's end cuts the page's stream; the browser notes each new try.
    is_fault = line.type == "error" and not line.text.startswith("WebSocket connection to")
    return [line.text] if is_fault else []


def _leaks(request: Request) -> list[str]:
    own = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "file:///")
    return [] if request.url.startswith(own) else [f"asked another machine: {request.url}"]
