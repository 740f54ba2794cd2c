from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import SandboxServer
from bot.sandbox.workspace.clock import SandboxClock
from tests.browser.conftest import EVERYTHING
from tests.browser.visitor import Visitor, answers_with, section

if TYPE_CHECKING:
    from playwright.async_api import Page


async def test_the_home_tab_shows_what_the_app_publishes(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """Opening it tells the app; a press in it is an action of the home view; a reload keeps it."""
    heard: list[dict[str, Any]] = []
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}

    @app.event("app_home_opened")
    async def publish(event: dict[str, Any], client: Any) -> None:
        if "view" not in event and event["tab"] == "home":
            view = {"type": "home", "blocks": [section("Welcome home", accessory=button)]}
            await client.views_publish(user_id=event["user"], view=view)

    @app.action("go")
    async def go(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        heard.append(body)

    maya = Visitor(page, slack)
    await maya.open()
    await page.get_by_role("button", name="Everything").click()
    await expect(page.get_by_role("tabpanel")).to_contain_text("Welcome home")
    async with page.expect_response("**/sandbox/act"):
        await page.get_by_role("button", name="Go", exact=True).click()
    assert [body["view"]["type"] for body in heard] == ["home"]
    await page.reload()
    await expect(page.get_by_role("tabpanel")).to_contain_text("Welcome home")
    await page.get_by_role("tab", name="Home").press("ArrowRight")
    await expect(page.get_by_role("tab", name="Messages")).to_be_focused()
    await maya.send("Hello app")
    await expect(maya.last).to_contain_text("Hello app")
    await page.get_by_role("tab", name="About").click()
    await expect(page.get_by_role("tabpanel")).to_contain_text("Tries all there is.")


@pytest.mark.usefixtures("app")
async def test_the_address_keeps_the_person_and_the_channel(
    slack: SandboxServer, page: Page
) -> None:
    """A reload, and a link to a channel, lead to the same place as the same person."""
    jonas = Visitor(page, slack)
    await jonas.open("jonas", "ml-platform")
    await page.reload()
    await expect(page.get_by_role("button", name="You are: Jonas")).to_be_visible()
    await expect(page.get_by_role("button", name="ml-platform")).to_have_attribute(
        "aria-current", "page"
    )


@pytest.mark.usefixtures("app")
async def test_a_guest_sees_only_their_own_channels(slack: SandboxServer, page: Page) -> None:
    """A channel that one is not in is neither in the sidebar nor reached by its address."""
    gus = Visitor(page, slack)
    await gus.open("gus", "glossary-stewards")
    channels = page.get_by_role("navigation").locator(".sidebar-name")
    await expect(channels).to_have_text(["general", "product", "Everything"])
    await expect(page.get_by_role("heading", name="general", exact=True)).to_be_visible()


async def test_it_says_that_the_app_is_not_connected(slack: SandboxServer, page: Page) -> None:
    """Without an app nothing answers, and the page does not leave one guessing."""
    maya = Visitor(page, slack)
    await maya.open()
    await expect(page.get_by_role("status")).to_contain_text("Everything is not connected")


async def test_the_page_lives_at_the_sandboxs_time(slack: SandboxServer, page: Page) -> None:
    """When that clock is set forward, its day is today, and Slackbot speaks after what is there."""
    clock = SandboxClock()
    slack.sandbox.workspace.clock = clock
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("Before")
    await expect(maya.last).to_contain_text("Before")
    clock.advance_to(clock() + timedelta(days=7))
    await maya.send("A week later")
    await expect(maya.last).to_contain_text("A week later")
    await maya.send("/nothing")

    await expect(maya.last).to_contain_text("/nothing is not a valid command")
    await expect(maya.log.get_by_role("separator")).to_have_count(2)
    await expect(maya.log.get_by_role("separator").last).to_have_text("Today")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_theme_follows_the_system_until_one_is_chosen(
    slack: SandboxServer, page: Page, scheme: Any
) -> None:
    """The switch turns it over, and the choice outlasts a reload."""
    await page.emulate_media(color_scheme=scheme)
    maya = Visitor(page, slack)
    await maya.open()
    root = page.locator("html")
    await expect(root).to_have_attribute("data-theme", scheme)
    other = "dark" if scheme == "light" else "light"
    await page.get_by_role("button", name=f"Use the {other} theme").click()
    await page.reload()
    await expect(root).to_have_attribute("data-theme", other)


async def test_on_a_phone_the_sidebar_folds_away(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """A button brings it back, a chosen channel folds it again, nothing sticks out sideways."""
    answers_with(app, section("A long_unbroken_word_" * 20))
    await page.set_viewport_size({"width": 390, "height": 844})
    maya = Visitor(page, slack)
    await maya.open()
    sidebar = page.get_by_role("navigation", name="Workspace")
    await expect(sidebar).to_be_hidden()
    await page.get_by_role("button", name="Open the sidebar").click()
    await sidebar.get_by_role("button", name="product", exact=True).click()
    await expect(sidebar).to_be_hidden()
    await maya.send("/try x")
    await expect(maya.last).to_contain_text("Only visible to you")
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    assert await maya.log.evaluate("log => log.scrollWidth <= log.clientWidth")


async def test_no_dom_id_stands_twice(slack: SandboxServer, app: AsyncApp, page: Page) -> None:
    """Two answers with the same blocks and block_ids share no id in the page."""
    answers_with(app, section("*One*", block_id="same"), section("Two", block_id="other"))
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    await expect(maya.log.get_by_role("article")).to_have_count(1)
    await maya.send("/try x")
    await expect(maya.log.get_by_role("article")).to_have_count(2)
    ids = await page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert sorted(set(ids)) == sorted(ids)


async def test_a_stopped_sandbox_is_said_and_comes_back(
    slack: SandboxServer, page: Page, faults: list[str]
) -> None:
    """The page says that nothing answers, and goes on by itself once the sandbox runs again."""
    maya = Visitor(page, slack)
    await maya.open()
    stopped = page.get_by_text("The sandbox has stopped")
    await slack.stop()
    await expect(stopped).to_be_visible()
    await maya.send("Anybody?")
    await expect(maya.last).to_contain_text("The sandbox does not answer")
    again = SandboxServer(EVERYTHING, port=int(slack.base_url.rpartition(":")[2]))
    await again.start()
    await expect(stopped).to_have_count(0)
    await maya.send("Hello")
    await expect(maya.last).to_contain_text("Hello")
    await again.stop()
    faults.clear()


async def test_it_is_connecting_until_the_app_is_there(slack: SandboxServer, page: Page) -> None:
    """Only what was there and has gone is not connected."""
    slack.page.is_app_starting = True
    maya = Visitor(page, slack)
    await maya.open()
    await expect(page.get_by_role("status")).to_contain_text("is connecting…")
    app = AsyncApp(client=AsyncWebClient(slack.bot_token, base_url=slack.api_url))
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await expect(page.get_by_role("status")).to_have_count(0)
    await page.reload()
    await expect(maya.log).to_have_attribute("aria-busy", "false")  # it follows what happens
    await handler.close_async()  # type: ignore[no-untyped-call]
    await expect(page.get_by_role("status")).to_contain_text("is not connected")
