"""Draws the README's picture from the sandbox itself: ``python -m tests.browser.picture``."""

from __future__ import annotations

import asyncio
import base64
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import async_playwright

from tests.browser.conftest import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from playwright.async_api import Browser

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "images" / "sandbox.png"
# An engineer who has chosen a role, and a lawyer who hasn't.
QUESTIONS = {
    "jonas": "/define diffusion model",
    "lena": "/define diffusion model for lawyers",
}
WINDOW = {"width": 860, "height": 660}
GAP = 24


def main() -> None:
    """Open the sandbox on the glossary that is shipped, and photograph it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-c", "from bot.cli import main; main()", "sandbox", "--port", port]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as sandbox:  # noqa: S603 -- our own command
        assert sandbox.stdout
        while "Ctrl-C" not in sandbox.stdout.readline():
            assert sandbox.poll() is None
        try:
            asyncio.run(_draw(f"http://127.0.0.1:{port}/"))
        finally:
            sandbox.terminate()


async def _draw(address: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        shots = [await _answer(browser, address, *asked) for asked in QUESTIONS.items()]
        page = await browser.new_page(
            viewport={"width": 2 * WINDOW["width"] + GAP, "height": WINDOW["height"]}
        )
        images = (
            f'<img src="data:image/png;base64,{base64.b64encode(s).decode()}">' for s in shots
        )
        style = f"<style>body {{ margin: 0; display: flex; gap: {GAP}px }}</style>"
        await page.set_content(style + "".join(images))
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(await page.screenshot(omit_background=True))
        await browser.close()


async def _answer(browser: Browser, address: str, person: str, question: str) -> bytes:
    """Return what this person's window shows once the question is answered."""
    context = await browser.new_context(viewport=WINDOW, locale="en-US")  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(f"{address}#person={person}&channel=general")
    composer = page.locator("main .composer textarea")
    await composer.fill(question)
    await composer.press("Enter")
    await page.get_by_role("article").get_by_text("Suggest a clarification").wait_for()
    await page.mouse.move(0, 0)
    shot = await page.screenshot()
    await context.close()
    return shot


if __name__ == "__main__":
    main()
