"""Conversations about reviews in the Home tab: confirmed, snoozed, and refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.glossary.files.config import DEFAULT_CONFIG
from tests.builders import a_glossary, a_term
from tests.flows.home_tab import opened, shown
from tests.flows.reviews import CONFIG, overdue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot, Stewarding

    BotWith = Callable[..., Awaitable[RunningBot]]


async def test_a_steward_confirms_in_home(stewarding: Stewarding) -> None:
    """The whole text is read first; then the file says today, and Home no longer asks."""
    reviews = await stewarding(overdue("token"))
    bot, wei = reviews.bot, reviews.bot.person("wei")
    home = await opened(wei)

    assert "*token* · overdue by 22 days" in home.words

    modal = await wei.press(home, "Still correct: token")

    assert "What token means, in one plain sentence." in modal.words

    await wei.submit(modal.view)

    assert "last_reviewed: '2026-11-23'" in reviews.file("token").read_text("utf-8")
    assert "Nothing is due for review." in shown(wei).words
    assert len(await bot.acts("token")) == 1


async def test_a_steward_snoozes_in_home(stewarding: Stewarding) -> None:
    """A snoozed review doesn't appear here for two weeks."""
    bot = (await stewarding(overdue("token"), overdue("vector"))).bot
    wei = bot.person("wei")
    await wei.press(await opened(wei), "Snooze 2 weeks: token")

    assert "“token” is snoozed for two weeks." in shown(wei).words
    assert "Still correct: vector" in str(shown(wei).blocks)
    assert "Still correct: token" not in str(shown(wei).blocks)

    bot.clock.now = bot.clock.now.replace(month=12, day=8)

    assert "Still correct: token" in str((await opened(wei)).blocks)


async def test_who_is_no_steward_any_more_decides_nothing(
    stewarding: Stewarding,
) -> None:
    """An open tab outlives an appointment."""
    bot = (await stewarding(overdue("token"))).bot
    wei = bot.person("wei")
    home = await opened(wei)
    bot.glossary.apply(config=DEFAULT_CONFIG)
    told = await wei.press(home, "Snooze 2 weeks: token")

    assert "Only the glossary's stewards decide on this" in told.words
    assert [] == await bot.acts("token")


async def test_what_is_snoozed_is_still_counted_as_due(bot_with: BotWith) -> None:
    """The button's number is the number of terms that it leads to."""
    terms = [a_term(f"term {number:02}", last_reviewed_on=date(2024, 1, 1)) for number in range(7)]
    bot = await bot_with(glossary=a_glossary(*terms, config=CONFIG))
    wei = bot.person("wei")
    await wei.press(await opened(wei), "Snooze 2 weeks: term 00")

    assert "2 more are due for review." in shown(wei).words

    await wei.press(shown(wei), "See all 7")

    assert "7 terms" in shown(wei).words
    assert "term 00" in shown(wei).words
