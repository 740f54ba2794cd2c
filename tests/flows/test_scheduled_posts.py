"""Conversations about a post that may or may not have arrived."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.workspace.people import TEAM_ID
from bot.slack import lost_posts
from bot.storage.message_terms import MessageTerms
from bot.storage.posts.ledger_row import PostState
from tests.flows.posts import broken_off, due, posts, reports, state, without_history

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sandbox.workspace.records import Message
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]


async def test_without_the_history_a_steward_is_asked_once(posting: BotWith) -> None:
    """The bot can't tell by itself, so it posts nothing until a steward has looked."""
    bot = await posting()
    without_history(bot.slack)
    bot.slack.refuse_next("chat.postMessage", "internal_error")

    for minutes in (0, 11, 12, 60, 240):
        await due(bot, after=dt.timedelta(minutes=minutes))

    (report,) = reports(bot)
    assert 0 == len(posts(bot))
    assert "I can't tell whether it arrived" in report.words

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
    assert "I'll keep trying" not in refused.words

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


@pytest.mark.parametrize("times", [1, 2])
async def test_a_bot_that_dies_before_it_knows_what_a_post_shows_knows_it_later(
    posting: BotWith, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """The bot never looks at a posted row again, so it stores the term first."""
    bot = await posting()
    with monkeypatch.context() as patched:
        patched.setattr(MessageTerms, "remember", break_off)
        for number in range(times):
            await due(bot, after=dt.timedelta(minutes=11 * number))
    early = await state(bot)
    await due(bot, after=dt.timedelta(minutes=33))
    (post,) = posts(bot)

    assert early is not PostState.POSTED
    assert await state(bot) is PostState.POSTED
    assert post.metadata
    assert post.metadata["event_payload"]["term"] == await bot.services.message_terms.slug_of(
        TEAM_ID, post.channel, post.ts
    )


async def break_off(*_: object) -> None:
    """Fail as a process does that ends here."""
    raise RuntimeError


async def test_a_post_is_looked_for_behind_all_that_was_said_since(
    posting: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy channel's history has pages; a post on the second is not made again."""
    monkeypatch.setattr(lost_posts, "_PAGE", 2)
    bot = await posting()
    await due(bot)
    await broken_off(bot)
    for number in range(5):
        await bot.person("maya").say(f"Good morning {number}")
    await due(bot, after=dt.timedelta(minutes=11))

    assert await state(bot) is PostState.POSTED
    assert 1 == len([one for one in posts(bot) if one.metadata])


async def test_what_is_settled_is_decided_by_nobody(posting: BotWith) -> None:
    """A report may be older than the post; a press on it posts nothing."""
    bot = await posting()
    without_history(bot.slack)
    bot.slack.refuse_next("chat.postMessage", "internal_error")
    await due(bot)
    await due(bot, after=dt.timedelta(minutes=11))
    (report,) = reports(bot)
    before = list(report.blocks)
    wei = bot.person("wei")
    await wei.press(report, "It is there")
    report.blocks[:] = before
    told = [await wei.press(report, what) for what in ("Post it now", "It is there")]

    assert (0, PostState.POSTED) == (len(posts(bot)), await state(bot))
    assert all("nothing was done" in one.words for one in told)
