"""axe-core finds nothing to mend, in both themes, at a desk and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.visitor import Visitor

if TYPE_CHECKING:
    from playwright.async_api import Page

    from bot.sandbox.server import SandboxServer


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


@pytest.mark.parametrize("size", [(1280, 720), (420, 800)], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_everybody_can_use_the_page(
    workspace: SandboxServer, page: Page, size: tuple[int, int], theme: str
) -> None:
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    scheme: Literal["light", "dark"] = "dark" if theme == "dark" else "light"
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    maya = Visitor(page, workspace)
    await maya.open()
    assert [] == await faults_of(page)

    await maya.send("/define diffusion model")
    select = maya.last.locator(".select-trigger").last
    await expect(select).to_be_visible()
    assert [] == await faults_of(page)
    await select.click()
    await expect(page.locator(".option-box")).to_have_css("opacity", "1")
    assert [] == await faults_of(page)
    await page.keyboard.press("Escape")

    await maya.last.get_by_role("button", name="Suggest a clarification").click()
    await expect(maya.modal).to_be_visible()
    assert [] == await faults_of(page)
    await maya.modal.get_by_role("button", name="Suggest", exact=True).hover()
    assert [] == await faults_of(page)


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
