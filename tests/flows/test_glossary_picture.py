"""Conversations about the picture that follows ``/glossary stats``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.services import chart_drawing
from bot.slack.pictures import SECONDS_KEPT
from tests.builders import a_term

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sandbox.workspace.records import Message
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

PNG = b"\x89PNG\r\n\x1a\n"


async def asked(bot: RunningBot) -> None:
    await bot.person("maya").command("/define token")
    await bot.person("maya").command("/glossary stats")
    answers = bot.person("maya").ephemerals("general")
    assert [True] == ["answered at once" in one.words for one in answers[1:2]]


def shown(bot: RunningBot) -> list[Message]:
    person = bot.person("maya")
    every = person.ephemerals("general")
    return [one for one in every if any(block["type"] == "image" for block in one.blocks)]


def called(bot: RunningBot) -> list[str]:
    return [call.method for call in bot.slack.calls if call.method.startswith("files.")]


async def until(bot: RunningBot, method: str) -> None:
    await bot.person("maya").sees(lambda: method in called(bot), within=60)


async def test_the_picture_follows_for_the_asker_alone(bot_with: BotWith) -> None:
    """Its words stand in its alt text, and Slack needs a moment before it takes the file."""
    bot = await bot_with(a_term("token"))
    await asked(bot)
    await until(bot, "files.delete")

    [picture] = shown(bot)
    assert picture.ephemeral_to == bot.person("maya").id
    assert "How the glossary is used. 1 question" in picture.blocks[0]["alt_text"]
    assert bot.waited == [1, 2, SECONDS_KEPT]
    assert called(bot)[-1] == "files.delete"


async def test_what_is_uploaded_is_a_picture_that_is_deleted_a_day_later(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing piles up in Slack."""
    bot = await bot_with(a_term("token"))
    files, received = bot.slack.sandbox.files, []
    receive = files.receive
    monkeypatch.setattr(
        files, "receive", lambda key, data: received.append(data) or receive(key, data)
    )
    await asked(bot)
    await until(bot, "files.delete")

    assert [True] == [data.startswith(PNG) for data in received]
    assert shown(bot)[0].blocks[0]["slack_file"]["id"] in files.deleted


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("files.getUploadURLExternal", "file_uploads_disabled"),
        ("files.completeUploadExternal", "storage_limit_reached"),
    ],
)
async def test_where_slack_takes_no_file_the_words_stand_alone(
    bot_with: BotWith, method: str, code: str
) -> None:
    """Nobody asked for a picture, so nobody reads of a failure."""
    bot = await bot_with(a_term("token"))
    bot.slack.refuse_next(method, code)
    await asked(bot)
    await until(bot, method)
    await bot.stop()

    assert shown(bot) == []
    assert len(bot.person("maya").ephemerals("general")) == len(("define", "stats"))


async def test_without_the_scope_nothing_is_drawn(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawing takes a second of a processor."""
    drawn: list[object] = []

    async def draw(spec: object) -> bytes:
        drawn.append(spec)
        return PNG

    monkeypatch.setattr("handlers.glossary.draw_png", draw)
    bot = await bot_with(a_term("token"))
    bot.slack.sandbox.scopes.discard("files:write")
    await asked(bot)
    await until(bot, "files.getUploadURLExternal")
    await bot.stop()

    assert drawn == []
    assert shown(bot) == []


async def test_without_the_library_slack_is_not_asked(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra "plot" may be left out."""
    monkeypatch.setattr("handlers.glossary.can_draw", lambda: False)
    bot = await bot_with(a_term("token"))
    await asked(bot)
    await bot.stop()

    assert called(bot) == []


async def test_a_drawing_that_takes_too_long_is_given_up(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process is ended, and the words stand alone."""
    monkeypatch.setattr(chart_drawing, "SECONDS_TO_DRAW", 0.01)
    bot = await bot_with(a_term("token"))
    await asked(bot)
    await until(bot, "files.getUploadURLExternal")
    await bot.stop()

    assert called(bot) == ["files.getUploadURLExternal"]
    assert shown(bot) == []


async def test_a_refused_picture_is_tried_four_times_and_then_deleted(
    bot_with: BotWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer's address takes five messages at most."""
    bot = await bot_with(a_term("token"))
    monkeypatch.setattr(
        bot.slack.sandbox.files,
        "faults_in",
        lambda blocks: ["x"] * bool([one for one in blocks if one["type"] == "image"]),
    )
    await asked(bot)
    await until(bot, "files.delete")

    assert shown(bot) == []
    assert bot.waited == [1, 2, 4, 8]
