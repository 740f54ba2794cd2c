"""Conversations while leafing: a shelf opened, its pages turned, a term read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import a_term
from tests.flows.home_tab import opened, shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

TERMS = (
    a_term("diffusion model"),
    a_term("token", categories=("Language models",)),
    a_term("vector", categories=("Language models",)),
)


async def test_a_category_is_opened_and_a_term_read_from_it(bot_with: BotWith) -> None:
    """The term opens in a form of its own; the list stays, and the lookup counts."""
    bot = await bot_with(*TERMS)
    maya = bot.person("maya")
    shelves = await maya.command("/glossary browse")
    page = await maya.press(shelves.message, "Language models · 2")

    assert "2 terms" in page.words
    assert "token" in page.words
    assert "diffusion model" not in page.words

    read = await maya.press(page.message, "Read token")

    assert read.view
    assert "token, said for a decision maker." in read.words
    assert "2 terms" in maya.ephemerals()[-1].words
    assert await bot.counted() == [("found", "token", "", "product", 1)]


async def test_a_long_category_has_pages(bot_with: BotWith) -> None:
    """Ten terms a page, in alphabetical order, forth and back."""
    bot = await bot_with(*(a_term(f"term {number:02}") for number in range(25)))
    maya = bot.person("maya")
    first = await maya.command("/glossary browse foundations")
    second = await maya.press(first.message, "Next")

    assert "25 terms · page 2 of 3" in second.words
    assert "term 10" in second.words
    assert "term 20" not in second.words

    third = await maya.press(second.message, "Next")

    assert "term 24" in third.words
    assert "Next" not in third.words

    again = await maya.press(third.message, "Previous")

    assert "page 2 of 3" in again.words


async def test_a_page_of_what_has_gone_since_is_answered(bot_with: BotWith) -> None:
    """A button may be older than the glossary."""
    bot = await bot_with(*TERMS)
    maya = bot.person("maya")
    shelves = await maya.command("/glossary browse")
    bot.glossary.apply(removals=("token", "vector"))
    answer = await maya.press(shelves.message, "Language models · 2")

    assert "The glossary no longer has this page." in answer.words


async def test_a_shelf_is_leafed_through_and_left(bot_with: BotWith) -> None:
    """Pages turn in the tab; a term is read in a form above it; back leads to the overview."""
    bot = await bot_with(*(a_term(f"term {number:02}") for number in range(30)))
    maya = bot.person("maya")
    await maya.press(await opened(maya), "Foundations · 30")

    assert "30 terms · page 1 of 2" in shown(maya).words

    await maya.press(shown(maya), "Next")

    assert "term 29" in shown(maya).words
    assert "term 24" not in shown(maya).words

    read = await maya.press(shown(maya), "Read term 29")

    assert "term 29, said for a decision maker." in read.words

    await maya.press(shown(maya), "Back to the overview")

    assert "Your role" in shown(maya).words
