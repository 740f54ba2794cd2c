"""Conversations about reviews: what stewards are asked, what they press, what files then say."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.glossary.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.loader import Loader
from bot.glossary.schedule import JobName, ScheduleEntry
from bot.sandbox.people import AMARA, JONAS, MAYA, TEAM_ID, WEI
from bot.storage.audit import Act
from tests.builders import a_term_file
from tests.flows.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.glossary.model import GlossaryConfig
    from bot.sandbox.records import Message
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]
    Stewarding = Callable[..., Awaitable["Reviews"]]

CHANNEL = "glossary-stewards"
CONFIG = replace(
    DEFAULT_CONFIG,
    stewards={"Wei": WEI, "Amara": AMARA},
    fallback_steward="Wei",
    stewards_channel=CHANNEL,
)
ENTRY = ScheduleEntry(
    id="review-reminders",
    job=JobName.REVIEW_REMINDERS,
    channel="C0STEWARD6",
    weekday=0,
    time=time(9),
    zone=ZoneInfo("UTC"),
)
# Approved terms are due after a year.
OVERDUE = "2025-11-01"


@dataclass(slots=True)
class Reviews:
    """The bot over files, with the weekly reminders in its schedule."""

    bot: RunningBot
    directory: Path

    async def remind(self, *, week: int = 0) -> list[Message]:
        """Let the clock come to that week's reminder; return what the stewards' channel reads."""
        self.bot.clock.now = NOW + timedelta(weeks=week)
        await self.bot.services.make_due_posts()
        return self.bot.person("wei").messages(CHANNEL)

    def file(self, slug: str) -> Path:
        """Return where a term is written."""
        return self.directory / f"{slug}.yml"


@pytest.fixture
def stewarding(bot_with: BotWith, tmp_path: Path) -> Stewarding:
    """Give a function that starts the bot over these files of terms."""

    async def start(*files: str, config: GlossaryConfig = CONFIG) -> Reviews:
        directory = tmp_path / "terms"
        directory.mkdir()
        for text in files:
            name = text.split("\n", 1)[0].removeprefix("term: ")
            (directory / f"{name.replace(' ', '-')}.yml").write_text(text, encoding="utf-8")
        loaded = Loader(directory, today=NOW.date).load()
        bot = await bot_with(glossary=Glossary(config, loaded.terms.values()))
        bot.schedule.entries = (ENTRY,)
        return Reviews(bot, directory)

    return start


def overdue(name: str, **fields: object) -> str:
    return a_term_file(name, last_reviewed=OVERDUE, **fields)


async def test_a_steward_confirms_and_only_that_line_of_the_file_changes(
    stewarding: Stewarding,
) -> None:
    """The whole text is read first; then the day is written, and the card says who and when."""
    reviews = await stewarding(overdue("token"))
    before = reviews.file("token").read_text(encoding="utf-8")
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")
    modal = await wei.press(card, "Still correct")

    assert modal.view
    assert modal.view.title == "Still correct?"
    assert "What token means, in one plain sentence." in modal.words
    assert "A long definition says what a thing is" in modal.words
    assert "Do not do that thing." in modal.words

    done = await wei.submit(modal.view)
    (card,) = wei.messages(CHANNEL)
    after = reviews.file("token").read_text(encoding="utf-8")

    assert done.view is None
    assert after == before.replace(OVERDUE, "2026-11-23")
    assert "*token*: still correct, confirmed by <@U0WEI00004> on 23 November 2026." in card.words
    assert "All of these are answered." in card.words
    assert date(2026, 11, 23) == reviews.bot.glossary.terms["token"].last_reviewed_on

    (entry,) = await reviews.bot.services.audit.entries(TEAM_ID, "token")

    assert (Act.CONFIRMED, WEI, OVERDUE, "2026-11-23") == (
        entry.act,
        entry.actor_id,
        entry.before,
        entry.after,
    )


@pytest.mark.parametrize("what", ["Still correct", "Snooze 2 weeks"])
async def test_who_is_no_steward_is_told_so_privately_and_nothing_happens(
    stewarding: Stewarding, what: str
) -> None:
    """Everybody in the channel reads the card; the stewards decide."""
    reviews = await stewarding(overdue("token"))
    reviews.bot.slack.channel(CHANNEL).members.append(JONAS)
    (card,) = await reviews.remind()
    before = (card.words, reviews.file("token").read_bytes())
    jonas = reviews.bot.person("jonas")
    told = await jonas.press(card, what)

    assert "Only the glossary's stewards decide on this" in told.words
    assert told.message
    assert told.message.ephemeral_to == JONAS
    assert before == (jonas.messages(CHANNEL)[0].words, reviews.file("token").read_bytes())


async def test_of_two_stewards_at_once_the_second_is_told(stewarding: Stewarding) -> None:
    """Both have the text open; one confirmation is written, and one is recorded."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    first = (await wei.press(card, "Still correct")).view
    second = (await amara.press(card, "Still correct")).view
    await wei.submit(first)
    told = await amara.submit(second)

    assert told.view
    assert told.view.title == "Not confirmed"
    assert "Nothing is left to do for “token”: it was answered meanwhile." in told.words
    assert "confirmed by <@U0WEI00004>" in wei.messages(CHANNEL)[0].words
    assert len(await reviews.bot.services.audit.entries(TEAM_ID, "token")) == 1


async def test_a_text_that_changed_underneath_is_not_confirmed(stewarding: Stewarding) -> None:
    """What was read is what is confirmed, or nothing is."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")
    modal = await wei.press(card, "Still correct")
    changed = reviews.file("token").read_text(encoding="utf-8").replace("plain", "different")
    reviews.file("token").write_text(changed, encoding="utf-8")
    told = await wei.submit(modal.view)

    assert "“token” was changed by somebody else meanwhile, so nothing was written." in told.words
    assert changed == reviews.file("token").read_text(encoding="utf-8")
    assert [] == await reviews.bot.services.audit.entries(TEAM_ID, "token")
    assert "Still correct" in wei.messages(CHANNEL)[0].words


async def test_two_presses_at_once_are_one_answer(stewarding: Stewarding) -> None:
    """Whoever comes second is told, and nothing is recorded twice."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    await asyncio.gather(wei.press(card, "Snooze 2 weeks"), amara.press(card, "Snooze 2 weeks"))
    await wei.sees(lambda: [*wei.ephemerals(CHANNEL), *amara.ephemerals(CHANNEL)])
    (told,) = [*wei.ephemerals(CHANNEL), *amara.ephemerals(CHANNEL)]

    assert "Nothing is left to do for “token”" in told.words
    assert len(await reviews.bot.services.audit.entries(TEAM_ID, "token")) == 1


async def test_a_snoozed_term_comes_back_after_two_weeks(stewarding: Stewarding) -> None:
    """Snoozing writes nothing into the file, and asks nothing the week after."""
    reviews = await stewarding(overdue("token"), overdue("vector"))
    before = reviews.file("token").read_bytes()
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")
    await wei.press(card, "Snooze 2 weeks: token")

    assert (
        "*token*: snoozed until 7 December 2026 by <@U0WEI00004>." in wei.messages(CHANNEL)[0].words
    )
    assert before == reviews.file("token").read_bytes()

    _, next_card = await reviews.remind(week=1)

    assert "vector" in next_card.words
    assert "token" not in next_card.words
    assert "1 more snoozed." in next_card.words


async def test_a_term_is_given_to_another_steward(stewarding: Stewarding) -> None:
    """The file names them, they are told, and the review stays open."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    await wei.choose(card, "give_term", AMARA)
    (card,) = wei.messages(CHANNEL)

    assert "steward: Amara\n" in reviews.file("token").read_text(encoding="utf-8")
    assert "Given to <@U0AMARA003> by <@U0WEI00004> on 23 November 2026." in card.words
    assert "Still correct" in card.words
    assert "gave you “token”" in amara.dms()[-1].words

    confirmed = await amara.submit((await amara.press(card, "Still correct")).view)

    assert confirmed.view is None
    assert "confirmed by <@U0AMARA003>" in wei.messages(CHANNEL)[0].words


async def test_a_term_is_given_to_stewards_alone(stewarding: Stewarding) -> None:
    """Somebody who may not decide can't answer for a term."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    before = reviews.file("token").read_bytes()
    told = await reviews.bot.person("wei").choose(card, "give_term", MAYA)

    assert "A term is given to one of the stewards, and this person is none of them." in told.words
    assert before == reviews.file("token").read_bytes()


async def test_each_steward_gets_a_summary_of_their_own(stewarding: Stewarding) -> None:
    """Terms with a steward go to them, terms without to the fallback; a press there works too."""
    reviews = await stewarding(overdue("token", steward="Amara"), overdue("vector"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    (hers,), (his,) = amara.dms(), wei.dms()

    assert "token" in hers.words
    assert "vector" not in hers.words
    assert "vector" in his.words
    assert "token" not in his.words
    assert "*Amara*" in card.words
    assert "*Without a steward*" in card.words

    await amara.submit((await amara.press(hers, "Still correct")).view)

    assert "confirmed by <@U0AMARA003>" in amara.dms()[0].words
    assert "confirmed by <@U0AMARA003>" in wei.messages(CHANNEL)[0].words


async def test_many_terms_due_on_one_day_are_spread(stewarding: Stewarding) -> None:
    """Ten are asked about; the card says how many follow and when, and then the next ten come."""
    reviews = await stewarding(*(overdue(f"term {number:03}") for number in range(112)))
    (card,) = await reviews.remind()

    assert "112 terms are due for review. These 10 are the most pressing" in card.words
    assert "102 others follow over the next 11 weeks." in card.words
    assert card.words.count("Snooze 2 weeks") == 10

    wei = reviews.bot.person("wei")
    for number in range(10):
        card = wei.messages(CHANNEL)[0]
        await wei.submit((await wei.press(card, f"Still correct: term {number:03}")).view)
    _, next_card = await reviews.remind(week=1)

    assert "102 terms are due for review." in next_card.words
    assert "term 010" in next_card.words
    assert "term 000" not in next_card.words


async def test_a_week_is_asked_about_once(stewarding: Stewarding) -> None:
    """However often the clock wakes the job, one card and one summary are posted."""
    reviews = await stewarding(overdue("token"))
    await reviews.remind()

    assert len(await reviews.remind()) == 1
    assert len(reviews.bot.person("wei").dms()) == 1


async def test_without_stewards_nothing_is_posted_until_there_is_one(
    stewarding: Stewarding,
) -> None:
    """A fresh install bothers nobody; the appointment is noticed by itself."""
    reviews = await stewarding(overdue("token"), config=DEFAULT_CONFIG)

    assert await reviews.remind() == []

    reviews.bot.glossary.apply(config=CONFIG)

    assert len(await reviews.remind()) == 1


async def test_where_files_cannot_be_written_nothing_is_offered_that_would(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No button that leads to a refusal; the card says how to go about it."""
    reviews = await stewarding(overdue("token"))
    monkeypatch.setattr(reviews.bot.services.upkeep.__class__, "is_possible", lambda *_: False)
    (card,) = await reviews.remind()

    assert "Still correct" not in card.words
    assert "Give to" not in card.words
    assert "Snooze 2 weeks" in card.words
    assert "The glossary's files can't be written from here" in card.words


async def test_four_weeks_without_an_answer_go_to_the_fallback_steward_once(
    stewarding: Stewarding,
) -> None:
    """They can decide from their summary; the card says so, and the week after is quiet."""
    reviews = await stewarding(overdue("token", steward="Amara"))
    wei = reviews.bot.person("wei")
    for week in range(4):
        await reviews.remind(week=week)

    assert [] == wei.dms()

    *_, card = await reviews.remind(week=4)
    (summary,) = wei.dms()

    assert "No answer in four weeks; now yours to decide" in summary.words
    assert "Wei was asked about 1 that nobody answered for in four weeks." in card.words

    await reviews.remind(week=5)

    assert len(wei.dms()) == 1

    await wei.submit((await wei.press(summary, "Still correct")).view)

    assert "confirmed by <@U0WEI00004>" in wei.dms()[0].words
    assert "last_reviewed: '2026-12-28'" in reviews.file("token").read_text(encoding="utf-8")


async def test_the_terms_of_a_steward_who_left_slack_are_without_steward(
    stewarding: Stewarding,
) -> None:
    """The fallback steward is asked about them, and nobody writes to a closed account."""
    reviews = await stewarding(overdue("token", steward="Amara"))
    reviews.bot.slack.sandbox.workspace.departed.add(AMARA)
    (card,) = await reviews.remind()

    assert "*Without a steward*" in card.words
    assert "Amara has left Slack" in card.words
    assert [] == reviews.bot.person("amara").dms()
    assert "token" in reviews.bot.person("wei").dms()[0].words


async def test_members_of_the_user_group_are_stewards(stewarding: Stewarding) -> None:
    """They decide like those whom the glossary names, and a file may name them by id."""
    config = replace(DEFAULT_CONFIG, steward_group="S0STEWARDS")
    reviews = await stewarding(overdue("token", steward=AMARA), config=config)
    reviews.bot.slack.sandbox.workspace.user_groups["S0STEWARDS"] = [AMARA]
    (card,) = await reviews.remind()
    amara, wei = reviews.bot.person("amara"), reviews.bot.person("wei")

    assert "<@U0AMARA003>" in card.words
    assert len(amara.dms()) == 1

    refused = await wei.press(card, "Snooze 2 weeks")

    assert "Only the glossary's stewards decide on this" in refused.words

    await amara.submit((await amara.press(card, "Still correct")).view)

    assert "confirmed by <@U0AMARA003>" in amara.messages(CHANNEL)[0].words
