"""The glossary found without knowing a command: Home, /glossary and a link, in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.cards.kit.ids import ActionId, FieldId
from tests.browser.conftest import PAGES
from tests.browser.visitor import Visitor

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Page

    from bot.sandbox.server import SandboxServer


async def open_home(page: Page, workspace: SandboxServer, person: str) -> Visitor:
    """Open the Home tab as a person."""
    await page.goto(f"{workspace.base_url}/#person={person}&app=home")
    await expect(page.get_by_text("AI glossary").first).to_be_visible()
    return Visitor(page, workspace)


async def test_home_is_leafed_through_searched_and_set(
    workspace: SandboxServer, page: Page
) -> None:
    """A category, its second page, a term, the way back, the search, and another role."""
    maya = await open_home(page, workspace, "maya")
    await page.get_by_role("button", name=re.compile("Browse Foundations")).click()
    await expect(page.get_by_text(re.compile("page 1 of"))).to_be_visible()
    await page.get_by_role("button", name="Next page of Foundations").click()
    await expect(page.get_by_text(re.compile("page 2 of"))).to_be_visible()
    await page.get_by_role("button", name=re.compile("^Read ")).first.click()
    await expect(maya.modal).to_contain_text("For product")
    await maya.modal.get_by_role("button", name="Close").last.click()
    await page.get_by_role("button", name="Back to the overview").click()

    await page.get_by_text("Type a term or an abbreviation").click()
    await page.keyboard.type("embedd")
    await page.get_by_role("option", name=re.compile("^embedding")).first.click()
    await expect(maya.modal).to_contain_text("For product")
    await maya.modal.get_by_role("button", name="Close").last.click()

    await page.locator("main").get_by_text("Product", exact=True).click()
    await page.get_by_role("option", name="Legal").click()
    await expect(page.get_by_text("Terms are now explained to you for legal.")).to_be_visible()


async def test_a_steward_confirms_a_review_in_home(
    workspace: SandboxServer, glossary: Path, page: Page
) -> None:
    """The whole text is read, the file says today, and Home no longer asks."""
    wei = await open_home(page, workspace, "wei")
    await page.get_by_role("button", name="Still correct: embedding").click()
    await expect(wei.modal).to_contain_text("Read it through.")
    await wei.modal.get_by_role("button", name="Still correct").click()
    await expect(page.get_by_text("Nothing is due for review.")).to_be_visible()

    assert "2020-01-01" not in (glossary / "terms" / "embedding.yml").read_text("utf-8")


async def test_the_command_lists_and_a_link_is_previewed(
    workspace: SandboxServer, page: Page
) -> None:
    """A category is browsed privately; a link to a term's page shows its definition to all."""
    maya = Visitor(page, workspace)
    await maya.open("maya")
    await maya.send("/glossary browse retrieval")
    await expect(maya.last).to_contain_text("Only visible to you")
    await expect(maya.last.get_by_role("button", name=re.compile("^Read "))).to_have_count(10)
    await maya.last.get_by_role("button", name="Next page of Retrieval").click()
    await expect(maya.last).to_contain_text("page 2 of")

    await maya.send(f"{PAGES}embedding")
    await expect(maya.last).to_contain_text("Do:")
    await expect(maya.last).to_contain_text("eviewed")


async def test_a_steward_decides_and_snoozes_in_home(workspace: SandboxServer, page: Page) -> None:
    """A suggestion is accepted there, and its author reads how it stands; a review waits."""
    jonas = workspace.person("jonas")
    answer = await jonas.command("/define hallucination")
    form = await jonas.press(answer.message, "Suggest a clarification")
    form = await jonas.choose(form.view, ActionId.CHOOSE_KIND, "reword_short_def")
    await jonas.submit(form.view, {FieldId.TEXT: "Put far plainer.", FieldId.WHY: "It was dense."})
    await open_home(page, workspace, "wei")
    home = page.get_by_role("tabpanel")
    await expect(home).to_contain_text("It was dense.")
    await home.get_by_role("button", name="Accept: hallucination").click()
    await expect(home).not_to_contain_text("It was dense.")
    await home.get_by_role("button", name="Snooze 2 weeks: embedding").click()
    await expect(home).to_contain_text("Nothing is due for review.")

    await page.get_by_role("button", name="You are: Wei").click()
    await page.get_by_role("menuitemradio", name="Jonas").click()
    await page.get_by_role("button", name="Parlance Connected").click()
    await expect(home).to_contain_text("Your suggestions")
    await expect(home).to_contain_text("accepted it")
