"""axe-core finds nothing to mend, in both themes, at a desk and on a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.visitor import Visitor

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from bot.sandbox.server import SandboxServer

AT_A_DESK, ON_A_PHONE = (1280, 720), (420, 800)
CARD = "diffusion model"


async def faults_of(page: Page) -> list[tuple[str, list[str]]]:
    """Return the rules that the page breaks now, each with the elements that break it."""
    # What is fading in has less contrast than it will have.
    await page.evaluate(
        "document.getAnimations()"
        ".filter((one) => one.effect.getComputedTiming().endTime !== Infinity)"
        ".forEach((one) => one.finish())"
    )
    found = await Axe().run(page)
    return [
        (fault["id"], [node["html"] for node in fault["nodes"]])
        for fault in found.response["violations"]
    ]


async def assert_usable(shown: Locator) -> None:
    """Fail where axe-core finds a fault, once this is shown."""
    await expect(shown).to_be_visible()
    await expect(shown).to_have_css("opacity", "1")
    assert [] == await faults_of(shown.page)


@pytest.fixture(params=[AT_A_DESK, ON_A_PHONE], ids=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    chosen: tuple[int, int] = request.param
    return chosen


@pytest_asyncio.fixture(params=["light", "dark"], loop_scope="session")
async def maya(
    workspace: SandboxServer, request: pytest.FixtureRequest, size: tuple[int, int], page: Page
) -> Visitor:
    """Give somebody at a page of this size in this theme."""
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    scheme: Literal["light", "dark"] = request.param
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visitor = Visitor(page, workspace)
    await visitor.open()
    return visitor


async def test_everybody_can_look_a_term_up(maya: Visitor) -> None:
    """The empty conversation, what one types, the answer, its menus and its forms."""
    page = maya.page
    await assert_usable(maya.composer)
    await maya.composer.press_sequentially("/")
    await assert_usable(page.get_by_role("listbox", name="Suggestions"))
    await maya.composer.fill("/define ")
    await assert_usable(page.locator(".usage"))

    await maya.send(f"/define {CARD}")
    for select in await maya.last.locator(".select-trigger").all():
        await select.click()
        await assert_usable(page.locator(".option-box"))
        await page.keyboard.press("Escape")

    await maya.last.get_by_role("button", name="Suggest a clarification").click()
    await assert_usable(maya.modal)
    await maya.field("What kind of change?").locator(".select-trigger").click()
    await assert_usable(page.locator(".option-box"))
    await page.get_by_role("option", name="Reword the short definition").click()
    await expect(maya.field("The new short definition")).to_be_visible()
    await maya.field("The new short definition").get_by_role("textbox").fill("word " * 41)
    await maya.modal.get_by_role("button", name="Suggest", exact=True).hover()
    await assert_usable(maya.modal)
    await maya.modal.get_by_role("button", name="Suggest", exact=True).click()
    await assert_usable(maya.modal.get_by_text("keep it to 40 at most"))


async def test_everybody_can_search_and_read_on(maya: Visitor) -> None:
    """The shortcuts, the search with its list, and what was chosen."""
    page = maya.page
    await page.get_by_role("button", name="Shortcuts").click()
    await assert_usable(page.get_by_role("menu"))
    await page.get_by_role("menuitem", name="Look up a term").click()
    await assert_usable(maya.modal)
    await maya.modal.locator(".select-trigger").click()
    await page.get_by_role("combobox").fill(CARD)
    option = page.get_by_role("option", name=CARD).first
    await assert_usable(option)
    await option.click()
    await assert_usable(maya.modal.get_by_text("noise").first)


async def test_everybody_can_use_what_others_wrote(maya: Visitor) -> None:
    """A message with its mention, its tools, its menu, an emoji, and its thread."""
    page = maya.page
    await maya.send("Is a diffusion model any good, @maya?")
    await assert_usable(maya.last)
    await maya.last.hover()
    await assert_usable(maya.last.get_by_role("button", name="More actions"))
    await maya.last.get_by_role("button", name="More actions").click()
    await assert_usable(page.get_by_role("menu"))
    await page.get_by_role("menuitem", name="Define these terms").click()
    await assert_usable(maya.modal)
    await maya.close_modal()
    await maya.last.hover()
    await maya.last.get_by_role("button", name=re.compile("reaction", re.IGNORECASE)).first.click()
    await assert_usable(page.get_by_role("dialog"))
    await page.keyboard.press("Escape")
    await maya.last.hover()
    await maya.last.get_by_role("button", name=re.compile("thread", re.IGNORECASE)).first.click()
    await assert_usable(page.get_by_role("complementary"))


@pytest.mark.parametrize("tab", ["Home", "Messages", "About"])
async def test_everybody_can_use_the_apps_own_page(maya: Visitor, tab: str) -> None:
    """A steward's Home has most: suggestions, reviews, shelves, what is missing."""
    await maya.page.goto("about:blank")  # of a page that is open, only the address would change
    await maya.open_app("wei", tab)
    await assert_usable(maya.page.get_by_role("tabpanel"))
    if tab == "Home":
        await assert_usable(maya.page.get_by_text("Due for review", exact=True))
        for select in (await maya.page.locator(".home .select-trigger").all())[:2]:
            await select.click()
            await assert_usable(maya.page.locator(".option-box"))
            await maya.page.keyboard.press("Escape")


async def test_everybody_can_become_somebody_else(maya: Visitor, size: tuple[int, int]) -> None:
    """The sidebar, and on a phone how it opens."""
    page = maya.page
    if size == ON_A_PHONE:
        await page.get_by_role("button", name="Open the sidebar").click()
        await assert_usable(page.get_by_role("navigation"))
    await page.get_by_role("button", name=re.compile("You are")).click()
    await assert_usable(page.get_by_role("menu"))


async def test_escape_closes_the_search_after_a_choice(
    workspace: SandboxServer, page: Page
) -> None:
    """The choice redraws the form; the keyboard stays in it."""
    maya = Visitor(page, workspace)
    await maya.open()
    await maya.call("Look up a term")
    await maya.modal.locator(".select-trigger").click()
    await page.get_by_role("combobox").fill("diffusion model")
    await page.get_by_role("option", name="diffusion model").first.click()
    await expect(maya.modal).to_contain_text("noise")
    await page.keyboard.press("Escape")
    await expect(maya.modal).to_have_count(0)
