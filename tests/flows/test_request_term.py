"""Conversations about terms that are missing: asked for, drafted, declined, told of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.cards.kit.ids import FieldId
from bot.clarifications.records import Urgency
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.sandbox.workspace.people import WEI
from tests.builders import a_term, a_term_file
from tests.clock import NOW
from tests.reading import words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.sandbox.driver import Seen
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]
    Start = Callable[[], Awaitable[RunningBot]]

PUBLIC = "general"
CONFIG = replace(DEFAULT_CONFIG, stewards={"Wei": WEI})


@pytest.fixture
def started(bot_with: BotWith, tmp_path: Path) -> Start:
    """Give a function that starts the bot over one file."""

    async def start() -> RunningBot:
        directory = tmp_path / "data" / "terms"
        directory.mkdir(parents=True)
        (directory / "vector.yml").write_text(a_term_file("vector"), encoding="utf-8")
        loaded = Loader(directory, today=NOW.date).load()
        glossary = Glossary(CONFIG, loaded.terms.values())
        return await bot_with(glossary=glossary, directory=directory.parent)

    return start


async def ask(bot: RunningBot, name: str = "maya", **values: str) -> Seen:
    """Look up a missing term, and request it."""
    person = bot.person(name)
    nothing = await person.command("/define flux capacitor", channel=PUBLIC)
    form = (await person.press(nothing.message, "Request this term")).view
    return await person.submit(form, values)


async def test_what_is_not_found_can_be_asked_for(started: Start) -> None:
    """The form knows the term; the rest may stay empty."""
    bot = await started()
    told = await ask(bot, where="In a meeting", why="Nobody could say what it is.")
    await bot.person("jonas").command("/define warp drive", channel=PUBLIC)

    assert "Your request for “flux capacitor” is stored." in told.words

    backlog = await bot.person("wei").command("/glossary backlog", channel=PUBLIC)

    assert "People asked for 1 term" in backlog.words
    assert "flux capacitor" in backlog.words
    assert "Nobody could say what it is." in backlog.words
    assert backlog.message
    assert "Missing terms" in backlog.words
    assert "What people looked up in the last 30 days" in backlog.message.text


async def test_what_is_asked_for_is_listed_once(started: Start) -> None:
    """It was looked up in vain as well, since that is the way to request it."""
    bot = await started()
    await ask(bot)
    alone = await bot.person("wei").command("/glossary backlog", channel=PUBLIC)
    await bot.person("jonas").command("/define warp drive", channel=PUBLIC)
    both = await bot.person("wei").command("/glossary backlog", channel=PUBLIC)

    for told in (alone, both):
        assert told.message
        rows = [block for block in told.message.blocks if block["type"] != "actions"]
        assert 1 == words({"blocks": rows}).count("flux capacitor")
    assert "Missing terms" not in alone.words
    assert "warp drive" in both.words


async def test_people_are_counted_once_each(started: Start) -> None:
    """The most wanted term comes first, by how many want it."""
    bot = await started()
    await ask(bot)
    again = await ask(bot)
    third = await ask(bot, "jonas", **{FieldId.URGENCY: Urgency.NOW})
    backlog = await bot.person("wei").command("/glossary backlog", channel=PUBLIC)

    assert "You asked for “flux capacitor” before." in again.words
    assert "1 other person asked for it before." in third.words
    assert "2 people" in backlog.words
    assert "Now: it holds up work" in backlog.words


async def test_only_stewards_decide_and_read_why(started: Start) -> None:
    """Everybody may know the missing terms; a reason may tell who gave it."""
    bot = await started()
    await ask(bot, why="Nobody could say what it is.")
    seen = await bot.person("jonas").command("/glossary backlog", channel=PUBLIC)

    assert seen.message
    assert "flux capacitor" in seen.message.words
    assert "Nobody could say" not in seen.message.words
    assert "Start a draft" not in seen.message.words


async def test_a_declined_request_is_told_with_the_reason(started: Start) -> None:
    """Each person who asked hears of it once."""
    bot = await started()
    await ask(bot)
    wei = bot.person("wei")
    backlog = await wei.command("/glossary backlog", channel=PUBLIC)
    form = await wei.press(backlog.message, "Decline")
    told = await wei.submit(form.view, {FieldId.TEXT: "It is from a film."})

    assert "Everybody who asked for it gets a message that says why." in told.words
    assert ["It is from a film." in one.words for one in bot.person("maya").dms()] == [True]

    empty = await wei.command("/glossary backlog", channel=PUBLIC)

    assert empty.message
    assert "Start a draft" not in empty.message.words


@pytest.mark.parametrize("what", ["Start a draft", "Decline"])
async def test_a_backlog_outlives_no_appointment(started: Start, tmp_path: Path, what: str) -> None:
    """Somebody read it as a steward, and is none any more when they press."""
    bot = await started()
    await ask(bot)
    wei = bot.person("wei")
    backlog = await wei.command("/glossary backlog", channel=PUBLIC)
    bot.glossary.apply(config=DEFAULT_CONFIG)
    told = await wei.press(backlog.message, what)

    assert "Only the glossary's stewards decide on this" in told.words
    assert not list(tmp_path.glob("data/terms/flux-*"))


async def test_a_decline_outlives_no_appointment(started: Start) -> None:
    """The form was opened by a steward who is none any more when it is sent."""
    bot = await started()
    await ask(bot)
    wei = bot.person("wei")
    backlog = await wei.command("/glossary backlog", channel=PUBLIC)
    form = await wei.press(backlog.message, "Decline")
    bot.glossary.apply(config=DEFAULT_CONFIG)
    told = await wei.submit(form.view, {FieldId.TEXT: "It is from a film."})

    assert "Only the glossary's stewards decide on this" in told.words
    assert [] == bot.person("maya").dms()


async def test_a_steward_starts_a_draft(started: Start, tmp_path: Path) -> None:
    """The file is laid out as a draft, and the list says where."""
    bot = await started()
    await ask(bot)
    wei = bot.person("wei")
    backlog = await wei.command("/glossary backlog", channel=PUBLIC)
    told = await wei.press(backlog.message, "Start a draft")
    draft = (tmp_path / "data" / "terms" / "flux-capacitor.yml").read_text(encoding="utf-8")

    assert "A draft of “flux capacitor” is in flux-capacitor.yml" in told.words
    assert "A draft is started; it goes live once it is written." in told.words
    assert "status: draft" in draft


async def test_everybody_who_asked_is_told_when_the_term_is_there(started: Start) -> None:
    """However it came into the glossary."""
    bot = await started()
    await ask(bot)
    await ask(bot, "jonas")
    bot.glossary.apply([a_term("flux capacitor")], ())
    await bot.services.worker.run()
    told = [bot.person(name).dms()[0].words for name in ("maya", "jonas")]

    assert [
        "The term “flux capacitor” that you asked for is in the glossary now." in one
        for one in told
    ] == [True, True]


@pytest.mark.parametrize(("first", "did"), [("Decline", "declined"), ("Start a draft", "started")])
async def test_a_press_on_an_older_list_says_who_decided_what(
    started: Start, first: str, did: str
) -> None:
    """And the list is drawn as it is now, without the buttons that no longer do anything."""
    bot = await started()
    await ask(bot)
    wei = bot.person("wei")
    older = await wei.command("/glossary backlog", channel=PUBLIC)
    newer = await wei.command("/glossary backlog", channel=PUBLIC)
    form = (await wei.press(newer.message, first)).view
    if form:
        await wei.submit(form, {FieldId.TEXT: "It is from a film."})
    await wei.press(older.message, "Start a draft")
    told = wei.ephemerals(PUBLIC)[-1].words

    assert f"wei {did}" in told
    assert "on 23 November 2026 at 12:00 UTC" in told
    assert older.message
    assert "Start a draft" not in older.message.words
