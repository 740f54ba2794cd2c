"""Conversations about a post of which nobody knows whether it arrived."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

from bot.storage.ledger_row import PostState
from tests.flows.posts import due, posts, reports, state, without_history

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sandbox.workspace.records import Message
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]


async def test_without_the_history_a_steward_is_asked_once(posting: BotWith) -> None:
    """Nobody can tell by itself, so nothing is posted until somebody has looked."""
    bot = await posting()
    without_history(bot.slack)
    bot.slack.refuse_next("chat.postMessage", "internal_error")

    for minutes in (0, 11, 12, 60, 240):
        await due(bot, after=dt.timedelta(minutes=minutes))

    (report,) = reports(bot)
    assert 0 == len(posts(bot))
    assert "I cannot tell whether it arrived" in report.words

    refused = await bot.person("amara").press(report, "Post it now")
    assert 0 == len(posts(bot))
    assert "Only the glossary's stewards" in refused.words

    wei = bot.person("wei")
    await asyncio.gather(wei.press(report, "Post it now"), wei.press(report, "Post it now"))

    assert (1, PostState.POSTED) == (len(posts(bot)), await state(bot))
    assert "had it posted now" in reports(bot)[0].words


async def test_what_a_steward_wants_posted_late_is_asked_about_until_it_is(
    posting: BotWith,
) -> None:
    """Slack refuses it when it is too late for the clock: the button comes again, and works."""
    bot = await posting()
    without_history(bot.slack)
    bot.slack.refuse_next("chat.postMessage", "internal_error")
    for minutes in (0, 11, 60 * 30):
        await due(bot, after=dt.timedelta(minutes=minutes))
    wei = bot.person("wei")
    bot.slack.refuse_next("chat.postMessage", "restricted_action")
    await wei.press(reports(bot)[0], "Post it now")
    await due(bot, after=dt.timedelta(minutes=60 * 30 + 1))
    _, refused = reports(bot)
    early = len(posts(bot))

    assert "Only some members may post there." in refused.words
    assert "I go on trying" not in refused.words

    await wei.press(refused, "Post it now")

    assert (0, 1, PostState.POSTED) == (early, len(posts(bot)), await state(bot))


def _has_buttons(message: Message) -> bool:
    return any(block["type"] == "actions" for block in message.blocks)


async def test_a_steward_says_that_it_is_there(posting: BotWith) -> None:
    """Then it counts as posted, and nothing is posted again."""
    bot = await posting()
    without_history(bot.slack)
    bot.slack.refuse_next("chat.postMessage", "internal_error")
    await due(bot)
    await due(bot, after=dt.timedelta(minutes=11))
    (report,) = reports(bot)

    await bot.person("wei").press(report, "It is there")
    await due(bot, after=dt.timedelta(hours=2))

    assert (0, PostState.POSTED) == (len(posts(bot)), await state(bot))
    assert "says that it is there" in reports(bot)[0].words
    assert not _has_buttons(reports(bot)[0])
