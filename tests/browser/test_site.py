"""The pages in a real browser: built, opened from a folder, and served as they change."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import expect

from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.site.build import site_files, write_site
from bot.site.serve import LiveSite, site_app
from tests.browser.test_accessibility import faults_of
from tests.builders import a_term_file

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page

TODAY = date(2026, 10, 1)
DATA = Path(__file__).parents[2] / "data"
PAGES = (
    "index.html",
    "terms/retrieval-augmented-generation.html",
    "a-z/index.html",
    "categories/index.html",
    "roles/legal.html",
    "search.html?q=vector",
    "news.html",
    "governance/index.html",
    "about.html",
    "404.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the shipped glossary's pages and return the address of their folder."""
    loaded = Loader(DATA).load()
    out = tmp_path_factory.mktemp("built") / "site"
    write_site(site_files(Glossary(loaded.config, loaded.terms.values()), today=TODAY), out)
    return out.as_uri()


@pytest_asyncio.fixture(loop_scope="session")
async def served(tmp_path: Path) -> AsyncIterator[tuple[str, Path]]:
    """Serve a folder of one term; give its address and the folder."""
    (tmp_path / "rag.yml").write_text(a_term_file("rag"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = site_app(LiveSite(Loader(tmp_path), lambda: TODAY))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        running = asyncio.create_task(server.serve([listening]))
        while not server.started:  # noqa: ASYNC110 -- uvicorn tells nobody
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", tmp_path
        server.should_exit = True
        with contextlib.suppress(asyncio.CancelledError):
            await running


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_everybody_can_use_the_pages(
    site: str, size: tuple[int, int], theme: str, page: Page, faults: list[str]
) -> None:
    """axe-core finds nothing, and nothing is wider than the screen."""
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for path in PAGES:
        await page.goto(f"{site}/{path}")
        if "?q=" in path:
            await expect(page.locator("#results a").first).to_be_visible()
        assert (path, []) == (path, await faults_of(page))
        assert size[0] >= await page.evaluate("document.documentElement.scrollWidth")
    faults.clear()  # axe fetches the style sheet, which a page of a folder may not


async def test_the_box_finds_by_keyboard(site: str, page: Page) -> None:
    """Slash, a typing error, arrow, Enter."""
    await page.goto(f"{site}/index.html")
    await page.keyboard.press("/")
    await page.keyboard.type("retreival augmented generation")
    await expect(page.locator("#found li").first).to_contain_text("retrieval-augmented generation")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text("retrieval-augmented generation")


async def test_filters_combine_and_stay_in_the_address(site: str, page: Page) -> None:
    """Somebody sends it to somebody else."""
    await page.goto(f"{site}/search.html")
    await page.get_by_label("Category").select_option("Security")
    await page.get_by_label("Governance tag").select_option("safe")
    await expect(page.locator("#outcome")).to_contain_text("term")
    found = await page.locator("#results a").all_text_contents()
    await page.reload()
    await expect(page.get_by_label("Category")).to_have_value("Security")
    await expect(page.locator("#results a")).to_have_count(len(found))


async def test_a_role_is_chosen_once(site: str, page: Page) -> None:
    """Every page leads with its words."""
    await page.goto(f"{site}/terms/retrieval-augmented-generation.html")
    await expect(page.get_by_role("heading", name="For Product")).to_be_visible()
    await page.get_by_label("Read as").select_option("legal")
    await expect(page.get_by_role("heading", name="For Legal")).to_be_visible()
    await page.goto(f"{site}/terms/hallucination.html")
    await expect(page.get_by_role("heading", name="For Legal")).to_be_visible()
    await expect(page.get_by_role("heading", name="For Product")).to_be_hidden()


async def test_a_changed_term_shows_at_the_next_look(served: tuple[str, Path], page: Page) -> None:
    """Addresses with and without an ending lead to it, as link previews write them."""
    address, folder = served
    await page.goto(f"{address}/terms/rag")
    await expect(page.locator("h1")).to_have_text("rag")
    (folder / "rag.yml").write_text(a_term_file("rag", short_def="Said by its steward."))
    (folder / "token.yml").write_text(a_term_file("token"))
    async with asyncio.timeout(10):
        while "Said by its" not in await page.locator(".lead").inner_text():
            await asyncio.sleep(0.1)
            await page.reload()
    await page.goto(f"{address}/terms/token.html")
    await expect(page.locator("h1")).to_have_text("token")


async def test_a_hostile_term_does_nothing(
    served: tuple[str, Path], page: Page, faults: list[str]
) -> None:
    """Neither in its page nor in what search shows of it."""
    address, folder = served
    hostile = (
        "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    )
    (folder / "evil.yml").write_text(
        a_term_file("evil", aliases=[hostile], short_def=f"Evil {hostile}", related=[hostile])
    )
    await page.goto(f"{address}/terms/evil")
    async with asyncio.timeout(10):
        while "evil" not in await page.locator("h1").inner_text():
            await page.goto(f"{address}/terms/evil")
    await page.keyboard.press("/")
    await page.keyboard.type("evil")
    await expect(page.locator("#found li").first).to_contain_text("evil")

    assert "owned" not in await page.title()
    assert 0 == await page.locator("img, main script").count()
    faults.clear()  # the browser's remark on a page that was not there yet
