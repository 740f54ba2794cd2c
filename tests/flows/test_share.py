"""Conversations about *Share in channel*: an answer put before everybody."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

import handlers.share
from bot.slack.client import SlackClient
from bot.slack.errors import Failure, SlackCallError, Trouble
from tests.builders import a_term
from tests.reading import buttons

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

DIFFUSION = a_term(
    audiences={"legal": "As legal says it.", "exec": "As executives say it."},
)
WITH_THE_BOT = "general"
WITHOUT_THE_BOT = "random"


async def test_an_answer_is_shared_in_the_sharers_words(bot_with: BotWith) -> None:
    """The channel reads what the sharer reads, and who shared it."""
    bot = await bot_with(DIFFUSION)
    lena = bot.person("lena")
    answer = await lena.command("/define diffusion model as legal", channel=WITH_THE_BOT)
    told = await lena.press(answer.message, "Share")
    (shared,) = bot.person("jonas").messages(WITH_THE_BOT)

    assert f"<@{lena.id}> shared this definition" in shared.words
    assert "As legal says it." in shared.words
    assert "Shared in this channel." in lena.ephemerals(WITH_THE_BOT)[0].words
    assert told.notices == []


async def test_a_shared_answer_is_remembered_for_reactions(bot_with: BotWith) -> None:
    """The bot knows afterwards which term its message shows."""
    bot = await bot_with(DIFFUSION)
    lena = bot.person("lena")
    answer = await lena.command("/define diffusion model", channel=WITH_THE_BOT)
    await lena.press(answer.message, "Share")
    (shared,) = lena.messages(WITH_THE_BOT)

    assert "diffusion-model" == await bot.services.message_terms.slug_of(
        "T0SANDBOX", shared.channel, shared.ts
    )


async def test_where_the_bot_is_no_member_it_is_shared_all_the_same(bot_with: BotWith) -> None:
    """The press's own response_url reaches channels that the bot does not belong to."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITHOUT_THE_BOT)
    await maya.press(answer.message, "Share")
    (shared,) = bot.person("jonas").messages(WITHOUT_THE_BOT)

    assert "As executives say it." in shared.words
    assert "Shared in this channel." in maya.ephemerals(WITHOUT_THE_BOT)[0].words


async def test_two_quick_presses_share_once(bot_with: BotWith) -> None:
    """An impatient finger does not fill the channel."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITH_THE_BOT)
    await asyncio.gather(
        maya.press(answer.message, "Share"),
        maya.press(answer.message, "Share"),
    )

    assert len(maya.messages(WITH_THE_BOT)) == 1


async def test_once_shared_the_button_is_gone(bot_with: BotWith) -> None:
    """The card says what was done instead of offering it again."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITH_THE_BOT)
    await maya.press(answer.message, "Share")

    assert "Share in this channel" not in str(maya.ephemerals(WITH_THE_BOT)[0].blocks)


async def test_what_was_shared_is_taken_back_and_shared_again(bot_with: BotWith) -> None:
    """The private card has the button; the channel's message is gone, and can come again."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITH_THE_BOT)
    await maya.press(answer.message, "Share")
    private = maya.ephemerals(WITH_THE_BOT)[0]
    taken = await maya.press(private, "Take it back")

    assert "Taken back." in taken.words
    assert maya.messages(WITH_THE_BOT) == []

    await maya.press(maya.ephemerals(WITH_THE_BOT)[0], "Share")

    assert len(maya.messages(WITH_THE_BOT)) == 1


async def test_what_is_gone_already_counts_as_taken_back(bot_with: BotWith) -> None:
    """Somebody removed the message in Slack itself."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITH_THE_BOT)
    await maya.press(answer.message, "Share")
    bot.slack.sandbox.workspace.delete(maya.messages(WITH_THE_BOT)[0])
    taken = await maya.press(maya.ephemerals(WITH_THE_BOT)[0], "Take it back")

    assert "It's no longer there." in taken.words
    assert "Share" in buttons({"blocks": taken.message.blocks if taken.message else []})


@pytest.mark.parametrize("channel", [WITH_THE_BOT, WITHOUT_THE_BOT])
async def test_only_the_sharer_takes_the_shared_card_back(bot_with: BotWith, channel: str) -> None:
    """Everybody sees the button; another person is refused privately, and the card stays."""
    bot = await bot_with(DIFFUSION)
    maya, jonas = bot.person("maya"), bot.person("jonas")
    answer = await maya.command("/define diffusion model", channel=channel)
    await maya.press(answer.message, "Share")
    (shared,) = jonas.messages(channel)
    refused = await jonas.press(shared, "Take it back")

    assert f"Only <@{maya.id}> can take this back" in refused.words
    assert refused.message
    assert refused.message.ephemeral_to == jonas.id
    assert jonas.messages(channel) == [shared]

    await maya.press(shared, "Take it back")

    assert jonas.messages(channel) == []


async def test_where_the_bot_is_no_member_the_card_says_how_to_take_it_back(
    bot_with: BotWith,
) -> None:
    """Slack gives the bot no way to that message from here, so no button promises one."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITHOUT_THE_BOT)
    told = await maya.press(answer.message, "Share")
    private = maya.ephemerals(WITHOUT_THE_BOT)[0]

    assert "take it back on the shared message itself" in private.words
    assert "Take it back" not in buttons({"blocks": private.blocks})
    assert told.notices == []


async def test_a_conversation_with_the_bot_has_nobody_to_share_with(bot_with: BotWith) -> None:
    """The card says so plainly, and nothing is posted."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    own = f"D{maya.id[1:]}"
    answer = await maya.command("/define diffusion model", channel=own)
    told = await maya.press(answer.message, "Share")

    assert "You're alone in this conversation" in told.words
    assert maya.dms() == []


async def test_what_cannot_be_shared_is_said_and_may_be_tried_again(bot_with: BotWith) -> None:
    """The answer itself shows a refusal by Slack; the next press tries again."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITHOUT_THE_BOT)
    bot.slack.channel(WITHOUT_THE_BOT).is_archived = True
    told = await maya.press(answer.message, "Share")

    assert "This couldn't be shared" in told.words

    bot.slack.channel(WITHOUT_THE_BOT).is_archived = False
    await maya.press(answer.message, "Share")

    assert len(maya.messages(WITHOUT_THE_BOT)) == 1


async def test_where_slack_does_not_say_what_came_of_it_the_sharer_decides(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person hears about a lost connection; only the next press shares again."""

    async def lose_the_answer(*_: Any, **__: Any) -> None:
        raise SlackCallError(Trouble(Failure.UNCLEAR, "Server disconnected"))

    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITH_THE_BOT)
    with monkeypatch.context() as patch:
        patch.setattr(SlackClient, "chat_postMessage", lose_the_answer)
        told = await maya.press(answer.message, "Share")

    assert "Slack didn't confirm whether this was shared." in told.words
    assert maya.messages(WITH_THE_BOT) == []

    await maya.press(maya.ephemerals(WITH_THE_BOT)[0], "Share")

    assert len(maya.messages(WITH_THE_BOT)) == 1


async def test_a_share_that_slack_failed_at_is_not_made_another_way(bot_with: BotWith) -> None:
    """Slack may have posted it; through the response_url it would be there twice."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITH_THE_BOT)
    bot.slack.fail_next("chat.postMessage")
    told = await maya.press(answer.message, "Share")

    assert "Slack didn't confirm whether this was shared." in told.words
    assert maya.messages(WITH_THE_BOT) == []


async def test_a_share_that_broke_off_is_offered_again(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows the result, so a later press first says to look."""
    bot = await bot_with(DIFFUSION)
    maya = bot.person("maya")
    answer = await maya.command("/define diffusion model", channel=WITH_THE_BOT)
    with monkeypatch.context() as patch:
        patch.setattr(handlers.share, "_post", break_off)
        await maya.press(answer.message, "Share")
    bot.clock.now += timedelta(minutes=2)
    told = await maya.press(answer.message, "Share")

    assert "Look in the channel before you share it again." in told.words
    assert maya.messages(WITH_THE_BOT) == []

    await maya.press(told.message, "Share")

    assert len(maya.messages(WITH_THE_BOT)) == 1


async def break_off(*_: Any) -> None:
    """Fail as nothing foreseen does."""
    raise ZeroDivisionError
