"""Conversations in the Home tab: leafing, searching, one's role, and a steward's reviews."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.cards.kit.ids import ActionId, FieldId
from bot.glossary.files.schedule import JobName, ScheduleEntry
from tests.builders import a_glossary, a_term
from tests.flows.home_tab import opened, shown
from tests.flows.reviews import CONFIG, overdue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import RunningBot, Stewarding

    BotWith = Callable[..., Awaitable[RunningBot]]

LONG_AGO = date(2024, 1, 1)


async def test_home_says_what_there_is_and_whose_words_it_is_in(bot_with: BotWith) -> None:
    """Size, role, shelves with counts, and the last revised terms."""
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
    """Only people who look at Home get one."""
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
    """The tab confirms the choice, which holds everywhere."""
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


async def test_the_term_of_the_week_stands_in_home(bot_with: BotWith) -> None:
    """People who missed the post find it here, until it is old news."""
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


async def suggest(bot: RunningBot) -> None:
    """Have Maya suggest other words for a term."""
    maya = bot.person("maya")
    answer = await maya.command("/define token")
    form = await maya.press(answer.message, "Suggest a clarification")
    form = await maya.choose(form.view, ActionId.CHOOSE_KIND, "reword_short_def")
    await maya.submit(form.view, {FieldId.TEXT: "Put far plainer.", FieldId.WHY: "It was dense."})


async def test_a_suggestion_is_decided_in_home_and_its_author_reads_how_it_stands(
    stewarding: Stewarding,
) -> None:
    """A steward sees the change with its buttons, the suggester its state."""
    bot = (await stewarding(overdue("token"))).bot
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
    stewarding: Stewarding, act: str
) -> None:
    """Its buttons go at once, not only when the tab is opened again."""
    bot = (await stewarding(overdue("token"))).bot
    wei = bot.person("wei")
    await suggest(bot)
    home = await opened(wei)

    assert "Open suggestions" in home.words

    form = await wei.press(home, act)
    await wei.submit(form.view, {FieldId.TEXT: "Put plainer still."})

    assert "Open suggestions" not in shown(wei).words


async def test_a_requested_term_stands_in_home(bot_with: BotWith) -> None:
    """Everybody sees the requests, and by how many people."""
    bot = await bot_with(a_term("token"))
    maya = bot.person("maya")
    nothing = await maya.command("/define quantum foo")
    form = await maya.press(nothing.message, "Request this term")
    await maya.submit(form.view)

    assert "quantum foo: 1 person" in (await opened(maya)).words.replace("\n", "")


async def test_more_that_is_due_is_leafed_through(bot_with: BotWith) -> None:
    """Home asks for a handful; all of it is one press away."""
    terms = [a_term(f"term {number:02}", last_reviewed_on=LONG_AGO) for number in range(8)]
    bot = await bot_with(glossary=a_glossary(*terms, config=CONFIG))
    wei = bot.person("wei")
    await wei.press(await opened(wei), "See all 8")

    assert "term 07" in shown(wei).words
