"""How high definition cards stand in a real browser, many on one page.

    python -m tests.browser.heights [GLOSSARY]

prints the median and the largest height by window, in pixels.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from playwright.async_api import async_playwright

from bot.cards.answers.answer import build_answer
from bot.cards.answers.definition import definition_card
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.sandbox.server import SandboxServer
from bot.sandbox.workspace.people import MAYA
from tests.browser.conftest import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.async_api import Page

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
TODAY = date(2026, 11, 23)
WINDOWS = ((1280, 800), (1280, 720), (390, 844))
# For each card: from the top of its blocks to its end, to the short definition's end, how many
# rows its controls take, and whether anything is wider than its place.
_MEASURE = """() => {
  const log = document.querySelector("main [role=log]");
  const of = (element) => element.getBoundingClientRect();
  return {
    room: log.clientHeight,
    below: log.scrollHeight - log.scrollTop - log.clientHeight,
    cards: [...log.querySelectorAll("article, [role=article]")].map((article) => {
      const blocks = article.querySelector(".blocks");
      const top = of(blocks).top;
      const header = article.querySelector(".header-block");
      const controls = [...article.querySelectorAll(".actions")].at(-1);
      const tops = controls ? [...controls.children].map((one) => of(one).top) : [];
      const text = article.querySelector(".slack_blocks_to_jsx__rich_text_section_element");
      return {
        hidden: header ? of(header).top - top : 0,
        blocks: of(blocks).height,
        height: of(article).bottom - top,
        definition: text ? of(text).bottom - top : 0,
        rows: new Set(tops).size,
        wide: article.scrollWidth > article.clientWidth + 1,
      };
    }),
    end: log.scrollHeight - log.scrollTop + of(log).top
      - of([...log.querySelectorAll("article")].at(-1)).bottom,
  };
}"""

Measured = dict[str, Any]


async def measure(
    page: Page, slack: SandboxServer, messages: Sequence[dict[str, Any]]
) -> dict[tuple[int, int], Measured]:
    """Return what the page says of the cards of these messages, by window."""
    channel = slack.channel("general")
    log = page.locator("main [role=log]")
    await page.goto(f"{slack.base_url}/#person=maya&channel=general")
    await page.reload()
    await page.locator("main [role=log][aria-busy=false]").wait_for()
    before = await log.get_by_role("article").count()
    for one in messages:
        slack.sandbox.workspace.show_ephemeral(channel, MAYA, one["text"], one["blocks"])
    await log.get_by_role("article").nth(before + len(messages) - 1).wait_for()
    measured = {}
    for width, height in WINDOWS:
        await page.set_viewport_size({"width": width, "height": height})
        await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
        found = await page.evaluate(_MEASURE)
        found["cards"] = found["cards"][before:]
        measured[width, height] = found
    return measured


async def main(directory: Path) -> None:
    """Print how high the cards of a glossary are, in every role's words."""
    loaded = Loader(directory).load()
    glossary = Glossary(loaded.config, loaded.terms.values())
    drawn = [
        definition_card(build_answer(glossary, term, role, TODAY)).to_message()
        for term in list(glossary.terms.values())[::6]
        for role in glossary.config.roles
    ]
    slack = SandboxServer(MANIFEST)
    await slack.start()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = await browser.new_page()
        heights: dict[tuple[int, int], list[float]] = {window: [] for window in WINDOWS}
        for start in range(0, len(drawn), 100):
            for window, found in (await measure(page, slack, drawn[start : start + 100])).items():
                heights[window] += [card["height"] for card in found["cards"]]
        for (width, height), all_heights in heights.items():
            middle, most = median(all_heights), max(all_heights)
            line = f"{width}x{height}: {len(all_heights)} cards, {middle:.0f}, {most:.0f}\n"
            sys.stdout.write(line)
        await browser.close()
    await slack.stop()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "data")))
