"""From a reaction to a better definition: two people, each at a page of their own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest_asyncio
import yaml
from playwright.async_api import expect

from tests.browser.conftest import ROOT, open_context
from tests.browser.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser, Page

    from bot.sandbox.server import SandboxServer

BETTER = "A model that starts from noise and cleans it up, step by step, into what was asked for."
STEWARDS = "glossary-stewards"


@pytest_asyncio.fixture(loop_scope="session")
async def glossary(tmp_path: Path) -> Path:
    """Give a directory with a few of the shipped terms."""
    directory = tmp_path / "terms"
    directory.mkdir()
    for slug in ("diffusion-model", "embedding", "hallucination"):
        shutil.copyfile(ROOT / "data" / "terms" / f"{slug}.yml", directory / f"{slug}.yml")
    return directory


@pytest_asyncio.fixture(loop_scope="session")
async def second_page(browser: Browser) -> AsyncIterator[Page]:
    """Give the other person's page."""
    context = await open_context(browser)
    yield await context.new_page()
    await context.close()


async def test_a_reaction_leads_to_a_better_definition(
    workspace: SandboxServer, glossary: Path, page: Page, second_page: Page
) -> None:
    """Suggested by a reaction, edited and accepted, told, served, and one change in the file."""
    path = glossary / "diffusion-model.yml"
    before = path.read_text(encoding="utf-8")
    jonas, wei = Visitor(page, workspace), Visitor(second_page, workspace)

    await jonas.open("jonas")
    await jonas.send("/define diffusion model")
    await jonas.last.get_by_role("button", name="Share").click()
    await expect(jonas.log).to_contain_text("shared this definition")
    post = jonas.log.get_by_role("article").filter(has_text="shared this definition").last
    await post.hover()
    await post.get_by_role("button", name="Add reaction").click()
    await page.get_by_label("Search emoji").fill("memo")
    await page.keyboard.press("Enter")
    offer = jonas.log.get_by_role("article").filter(has_text="Would you like to suggest")
    await offer.get_by_role("button", name="Suggest a clarification").click()
    form = jonas.modal
    await jonas.field("What kind of change?").get_by_role("button").click()
    await page.get_by_role("option", name="Reword the short definition").click()
    text = form.get_by_label("The new short definition")
    await expect(text).to_have_value(yaml.safe_load(before)["short_def"])
    await text.fill("A model that learns to undo noise, and so makes pictures from nothing but it.")
    await form.get_by_label("Why?").fill("The old one needs three readings.")
    await form.get_by_role("button", name="Suggest", exact=True).click()
    await expect(form).to_contain_text(
        "Your suggestion for “diffusion model” is with the stewards."
    )

    await wei.open("wei", STEWARDS)
    card = wei.log.get_by_role("article").filter(has_text="Reword the short definition")
    await expect(card).to_contain_text("The old one needs three readings.")
    await card.get_by_role("button", name="Edit and accept").click()
    await wei.modal.get_by_label("The new short definition").fill(BETTER)
    await wei.modal.get_by_role("button", name="Accept", exact=True).click()
    await expect(wei.modal).to_have_count(0)
    await expect(card).to_contain_text("and live.")

    await jonas.modal.get_by_role("button", name="Close").last.click()
    await page.get_by_role("button", name="Parlance Connected").click()
    await page.get_by_role("tab", name="Messages").click()
    await expect(jonas.log).to_contain_text("was accepted by")
    await expect(jonas.log).to_contain_text(BETTER)

    await jonas.open("jonas")
    await jonas.send("/define diffusion model")
    await expect(jonas.last).to_contain_text(BETTER)

    after = path.read_text(encoding="utf-8")

    assert yaml.safe_load(after) == yaml.safe_load(before) | {"short_def": BETTER}
    assert _besides_short_def(after) == _besides_short_def(before)


def _besides_short_def(text: str) -> tuple[str, str]:
    """Return the text before and after the short definition in a file."""
    head, _, rest = text.partition("short_def:")
    return head, rest.partition("long_def:")[2]
