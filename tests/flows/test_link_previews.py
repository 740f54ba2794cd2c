"""Links to the glossary's pages, and what everybody then reads under them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml
from structlog.testing import capture_logs

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.sandbox.server import SandboxServer
from tests.builders import a_glossary, a_term
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from tests.clock import SetClock
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

CONFIG = replace(DEFAULT_CONFIG, pages_url="https://glossary.example.com/terms/")
PUBLISHED = a_glossary(a_term("kv cache"), a_term("token"), config=CONFIG)
PAGE = "https://glossary.example.com/terms/kv-cache"


@pytest.fixture
async def sandbox(tmp_path: Path, clock: SetClock) -> AsyncIterator[SandboxServer]:
    """Give a workspace whose app hears about links to the glossary's domain."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    manifest["features"]["unfurl_domains"] = ["example.com"]
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest), encoding="utf-8")
    server = SandboxServer(path, clock=clock)
    await server.start()
    yield server
    await server.stop()


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}.html", f"{PAGE}/", f"{PAGE}?a=1&b=2#top"])
async def test_a_link_to_a_terms_page_shows_its_definition(bot_with: BotWith, address: str) -> None:
    """Short definition, do and don't, how far to trust it, and its sources; for all who read it."""
    bot = await bot_with(glossary=PUBLISHED)
    await bot.person("maya").say(f"See {address} for that.", channel="product")
    words = bot.person("amara").messages("product")[-1].words

    assert "What kv cache means, in one plain sentence." in words
    assert "*Do:* Do this one thing." in words
    assert "*Don't:* Do not do that thing." in words
    assert "Approved · reviewed" in words
    assert "A source" in words
    assert "web page" not in words


async def test_a_preview_told_of_twice_is_shown_once(bot_with: BotWith) -> None:
    """Slack may deliver an event again."""
    bot = await bot_with(glossary=PUBLISHED)
    maya = bot.person("maya")
    await maya.say(PAGE)
    await maya.receive_again()

    assert maya.messages()[-1].words.count("in one plain sentence") == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://glossary.example.com/terms/unheard-of",
        "https://glossary.example.com/",
        "https://www.example.com/terms/kv-cache",
        "https://glossary.example.com/terms/kv-cache/history",
    ],
)
async def test_other_addresses_of_the_domain_are_left_alone(
    bot_with: BotWith, address: str
) -> None:
    """Only a term's page gets a preview."""
    bot = await bot_with(glossary=PUBLISHED)
    maya = bot.person("maya")
    await maya.say(address)

    assert address == maya.messages()[-1].words
    assert "chat.unfurl" not in [call.method for call in bot.slack.calls]


async def test_a_link_being_typed_is_previewed_below_it(bot_with: BotWith) -> None:
    """There is no message yet; only the writer sees the preview, and all see it once it's sent."""
    bot = await bot_with(glossary=PUBLISHED)
    maya = bot.person("maya")
    await maya.type(f"See {PAGE} for that.")
    typed = maya.draft()
    await maya.say(f"See {PAGE} for that.")

    assert typed
    assert "What kv cache means, in one plain sentence." in typed.words
    assert "*Do:* Do this one thing." in typed.words
    assert bot.person("amara").draft() is None
    assert "in one plain sentence" in bot.person("amara").messages()[-1].words


async def test_several_links_each_have_their_preview(bot_with: BotWith) -> None:
    """A full stop after a link is no part of it; a link that names no term stays bare."""
    bot = await bot_with(glossary=PUBLISHED)
    maya = bot.person("maya")
    other = "https://glossary.example.com/terms/token"
    await maya.say(f"{PAGE}, {other}. https://glossary.example.com/terms/unheard-of")

    assert list(maya.messages()[-1].previews) == [PAGE, other]


async def test_a_preview_that_slack_refuses_is_logged(bot_with: BotWith) -> None:
    """The message stays as it was written."""
    bot = await bot_with(glossary=PUBLISHED)
    bot.slack.refuse_next("chat.unfurl", "cannot_unfurl_url")
    with capture_logs() as logs:
        await bot.person("maya").say(PAGE)

    assert bot.person("maya").messages()[-1].words == PAGE
    assert "cannot_unfurl_url" in [entry.get("reason") for entry in logs]


@pytest.mark.parametrize(
    ("name", "is_let_in", "is_shown"),
    [("maya", False, True), ("noor", False, False), ("noor", True, True)],
)
async def test_a_strangers_link_is_left_alone(
    bot_with: BotWith, name: str, *, is_let_in: bool, is_shown: bool
) -> None:
    """In a shared channel the bot asks Slack whose link it is."""
    bot = await bot_with(glossary=PUBLISHED, serve_other_organizations=is_let_in)
    somebody = bot.person(name)
    await somebody.say(PAGE, channel="with-partners")

    assert ("in one plain sentence" in somebody.messages("with-partners")[-1].words) is is_shown
