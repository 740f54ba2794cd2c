"""Conversations in the Home tab: leafing, searching, one's role, and a steward's reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.cards.kit.ids import ActionId, FieldId
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.files.schedule import JobName, ScheduleEntry
from bot.glossary.glossary import Glossary
from bot.sandbox.workspace.people import WEI
from tests.builders import a_glossary, a_term, a_term_file
from tests.clock import NOW

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.sandbox.driver import SandboxUser
    from bot.sandbox.workspace.records import View
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]

STEWARDED = replace(DEFAULT_CONFIG, stewards={"Wei": WEI}, fallback_steward="Wei")
LONG_AGO = date(2024, 1, 1)


async def opened(person: SandboxUser) -> View:
    """Return the tab as the person sees it on opening it."""
    await person.open_app()
    return shown(person)


def shown(person: SandboxUser) -> View:
    """Return the tab as the person sees it now."""
    view = person.home()
    assert view
    return view


async def test_home_says_what_there_is_and_whose_words_it_is_in(bot_with: BotWith) -> None:
    """Size, role, shelves with counts, and what was revised last."""
    bot = await bot_with(a_term("token"), a_term("vector", last_reviewed_on=date(2026, 11, 20)))
    home = await opened(bot.person("maya"))

    assert "2 terms, explained in the words of your role." in home.words
    assert "Terms are explained to you for product." in home.words
    assert "Foundations · 2" in home.words
    assert "All terms · 2" in home.words
    assert home.words.index("*vector*") < home.words.index("*token*")
    assert "reviewed on 20 November 2026" in home.words
    assert "Due for review" not in home.words


async def test_the_messages_tab_draws_nothing(bot_with: BotWith) -> None:
    """Only whoever looks at Home gets one."""
    bot = await bot_with(a_term("token"))
    await bot.person("maya").open_app("messages")

    assert bot.person("maya").home() is None


async def test_an_opening_told_twice_changes_nothing(bot_with: BotWith) -> None:
    """Slack may deliver an event again."""
    bot = await bot_with(a_term("token"))
    maya = bot.person("maya")
    before = (await opened(maya)).words
    await maya.receive_again()

    assert before == shown(maya).words


async def test_a_role_is_kept_here(bot_with: BotWith) -> None:
    """The choice is said, and holds everywhere."""
    bot = await bot_with(a_term("token"))
    maya = bot.person("maya")
    await maya.choose(await opened(maya), "My role", "Engineering")

    assert "Kept. Terms are now explained to you for engineering." in shown(maya).words
    assert "token, said for an engineer." in (await maya.command("/define token")).words


async def test_a_term_is_searched_and_read_in_a_form(bot_with: BotWith) -> None:
    """The type-ahead is the one of the search; the lookup counts, and the search is free again."""
    bot = await bot_with(a_term("token"), a_term("vector"))
    maya = bot.person("maya")
    home = await opened(maya)
    what = "Type a term or an abbreviation"

    assert await maya.suggest_options(home, what, "tok") == ["token"]

    read = await maya.choose(home, what, "token", typed="tok")

    assert read.view
    assert "token, said for a decision maker." in read.words
    assert await bot.counted() == [("found", "token", "", "product", 1)]
    assert [
        action["selected_option"]
        for block in shown(maya).state.values()
        for action_id, action in block.items()
        if action_id == "find_term"
    ] == [None]


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


async def test_the_term_of_the_week_stands_in_home(bot_with: BotWith) -> None:
    """Whoever missed the post finds it here, until it is old news."""
    bot = await bot_with(a_term("token"))
    bot.schedule.entries = (
        ScheduleEntry(
            id="weekly",
            job=JobName.TERM_OF_THE_WEEK,
            channel="C0GENERAL1",
            weekday=0,
            time=time(9),
            zone=ZoneInfo("UTC"),
        ),
    )
    maya = bot.person("maya")

    assert "Term of the week" not in (await opened(maya)).words

    await bot.services.make_due_posts()
    home = await opened(maya)

    assert "Term of the week" in home.words
    assert "posted on 23 November 2026" in home.words

    bot.clock.now = bot.clock.now.replace(month=12, day=20)
    bot.schedule.entries = ()

    assert "Term of the week" not in (await opened(maya)).words


async def test_what_several_people_missed_stands_in_home(bot_with: BotWith) -> None:
    """Never what only one person asked for."""
    bot = await bot_with(a_term("token"))
    for name in ("maya", "jonas"):
        await bot.person(name).command("/define quantum foo")
    await bot.person("jonas").command("/define my secret plan")
    home = await opened(bot.person("maya"))

    assert "quantum foo: 2 people" in home.words.replace("\n", "")
    assert "secret" not in home.words


@pytest.fixture
def stewarding(bot_with: BotWith, tmp_path: Path) -> Callable[..., Awaitable[RunningBot]]:
    """Give a function that starts the bot over files of terms that are due, with Wei as steward."""

    async def start(*names: str) -> RunningBot:
        directory = tmp_path / "terms"
        directory.mkdir()
        for name in names:
            text = a_term_file(name, last_reviewed="2025-11-01")
            (directory / f"{name}.yml").write_text(text, encoding="utf-8")
        loaded = Loader(directory, today=NOW.date).load()
        return await bot_with(glossary=Glossary(STEWARDED, loaded.terms.values()))

    return start


async def test_a_steward_confirms_in_home(
    stewarding: Callable[..., Awaitable[RunningBot]], tmp_path: Path
) -> None:
    """The whole text is read first; then the file says today, and Home no longer asks."""
    bot = await stewarding("token")
    wei = bot.person("wei")
    home = await opened(wei)

    assert "*token* · overdue by 22 days" in home.words

    modal = await wei.press(home, "Still correct: token")

    assert "What token means, in one plain sentence." in modal.words

    await wei.submit(modal.view)

    assert "last_reviewed: '2026-11-23'" in (tmp_path / "terms/token.yml").read_text("utf-8")
    assert "Nothing is due for review." in shown(wei).words
    assert len(await bot.acts("token")) == 1


async def test_a_steward_snoozes_in_home(stewarding: Callable[..., Awaitable[RunningBot]]) -> None:
    """What is snoozed is not asked for here until two weeks have gone by."""
    bot = await stewarding("token", "vector")
    wei = bot.person("wei")
    await wei.press(await opened(wei), "Snooze 2 weeks: token")

    assert "“token” is snoozed for two weeks." in shown(wei).words
    assert "Still correct: vector" in str(shown(wei).blocks)
    assert "Still correct: token" not in str(shown(wei).blocks)

    bot.clock.now = bot.clock.now.replace(month=12, day=8)

    assert "Still correct: token" in str((await opened(wei)).blocks)


async def suggest(bot: RunningBot) -> None:
    """Have Maya suggest other words for a term."""
    maya = bot.person("maya")
    answer = await maya.command("/define token")
    form = await maya.press(answer.message, "Suggest a clarification")
    form = await maya.choose(form.view, ActionId.CHOOSE_KIND, "reword_short_def")
    await maya.submit(form.view, {FieldId.TEXT: "Put far plainer.", FieldId.WHY: "It was dense."})


async def test_a_suggestion_is_decided_in_home_and_its_author_reads_how_it_stands(
    stewarding: Callable[..., Awaitable[RunningBot]],
) -> None:
    """A steward sees the change with its buttons, the suggester what became of it."""
    bot = await stewarding("token")
    wei, maya = bot.person("wei"), bot.person("maya")
    await suggest(bot)
    home = await opened(wei)

    assert "Open suggestions" in home.words
    assert "It was dense." in home.words
    assert "Put far plainer." in home.words.replace("\n", " ")

    mine = await opened(maya)

    assert "Open suggestions" not in mine.words
    assert "waits for a steward" in mine.words

    await wei.press(home, "Accept: token")

    assert "Put far plainer." == bot.glossary.terms["token"].short_def
    assert "Open suggestions" not in shown(wei).words
    assert "wei accepted it on 23 November 2026" in (await opened(maya)).words
    assert "Your suggestions" not in (await opened(bot.person("jonas"))).words


@pytest.mark.parametrize("act", ["Decline", "Edit and accept"])
async def test_what_a_form_decided_is_gone_from_home_at_once(
    stewarding: Callable[..., Awaitable[RunningBot]], act: str
) -> None:
    """It does not stand there with its buttons until the tab is opened again."""
    bot = await stewarding("token")
    wei = bot.person("wei")
    await suggest(bot)
    home = await opened(wei)

    assert "Open suggestions" in home.words

    form = await wei.press(home, act)
    await wei.submit(form.view, {FieldId.TEXT: "Put plainer still."})

    assert "Open suggestions" not in shown(wei).words


async def test_a_requested_term_stands_in_home(bot_with: BotWith) -> None:
    """Everybody sees what is asked for, and by how many."""
    bot = await bot_with(a_term("token"))
    maya = bot.person("maya")
    nothing = await maya.command("/define quantum foo")
    form = await maya.press(nothing.message, "Request this term")
    await maya.submit(form.view)

    assert "quantum foo: 1 person" in (await opened(maya)).words.replace("\n", "")


async def test_who_is_no_steward_any_more_decides_nothing(
    stewarding: Callable[..., Awaitable[RunningBot]],
) -> None:
    """An open tab outlives an appointment."""
    bot = await stewarding("token")
    wei = bot.person("wei")
    home = await opened(wei)
    bot.glossary.apply(config=DEFAULT_CONFIG)
    told = await wei.press(home, "Snooze 2 weeks: token")

    assert "Only the glossary's stewards decide on this" in told.words
    assert [] == await bot.acts("token")


async def test_more_that_is_due_is_leafed_through(bot_with: BotWith) -> None:
    """Home asks for a handful; all of it is one press away."""
    terms = [a_term(f"term {number:02}", last_reviewed_on=LONG_AGO) for number in range(8)]
    bot = await bot_with(glossary=a_glossary(*terms, config=STEWARDED))
    wei = bot.person("wei")
    await wei.press(await opened(wei), "See all 8")

    assert "term 07" in shown(wei).words


async def test_what_is_snoozed_is_still_counted_as_due(bot_with: BotWith) -> None:
    """The number on the button is that of the terms to which it leads."""
    terms = [a_term(f"term {number:02}", last_reviewed_on=LONG_AGO) for number in range(7)]
    bot = await bot_with(glossary=a_glossary(*terms, config=STEWARDED))
    wei = bot.person("wei")
    await wei.press(await opened(wei), "Snooze 2 weeks: term 00")

    assert "2 more are due for review." in shown(wei).words

    await wei.press(shown(wei), "See all 7")

    assert "7 terms" in shown(wei).words
    assert "term 00" in shown(wei).words
