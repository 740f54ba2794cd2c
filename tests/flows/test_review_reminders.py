"""The reviews of each steward, week by week, on the card and in the summaries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.runtime.build import build_services
from bot.sandbox.workspace.people import AMARA, WEI
from bot.storage.personal_data import PersonalData
from tests.flows.reviews import CHANNEL, CONFIG, overdue

if TYPE_CHECKING:
    import pytest

    from tests.flows.conftest import Stewarding


async def test_a_snoozed_term_comes_back_after_two_weeks(stewarding: Stewarding) -> None:
    """Snoozing writes nothing into the file, and asks nothing until then."""
    reviews = await stewarding(overdue("token"), overdue("vector"))
    before = reviews.file("token").read_bytes()
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")
    await wei.press(card, "Snooze 2 weeks: token")

    assert (
        "*token*: snoozed until 7 December 2026 by <@U0WEI00004>." in wei.messages(CHANNEL)[0].words
    )
    assert before == reviews.file("token").read_bytes()

    assert 1 == len(await reviews.remind(week=1))
    _, next_card = await reviews.remind(week=2)

    assert "token" in next_card.words
    assert "vector" not in next_card.words


async def test_each_steward_gets_a_summary_of_their_own(stewarding: Stewarding) -> None:
    """Terms with a steward go to them, too; terms without are on the card alone."""
    reviews = await stewarding(overdue("token", steward="Amara"), overdue("vector"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    (hers,) = amara.dms()

    assert "token" in hers.words
    assert "vector" not in hers.words
    assert [] == wei.dms()
    assert "*Amara*" in card.words
    assert "*Without a steward*" in card.words

    await amara.submit((await amara.press(hers, "Still correct")).view)

    assert "confirmed by <@U0AMARA003>" in amara.dms()[0].words
    assert "confirmed by <@U0AMARA003>" in wei.messages(CHANNEL)[0].words


async def test_every_message_of_the_week_says_what_was_answered_on_another(
    stewarding: Stewarding,
) -> None:
    """On the card and on the steward's summary, and on nobody else's."""
    reviews = await stewarding(overdue("token", steward="Amara"), overdue("vector", steward="Wei"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    before = wei.dms()[0].words
    await wei.press(card, "Snooze 2 weeks: token")

    assert "snoozed until 7 December 2026 by <@U0WEI00004>" in amara.dms()[0].words
    assert before == wei.dms()[0].words


async def test_nobody_writes_to_a_steward_who_was_forgotten(stewarding: Stewarding) -> None:
    """Their pseudonym isn't an account, and a missing account isn't a fault to report."""
    reviews = await stewarding(overdue("token", steward="Amara"))
    await reviews.remind()
    bot = reviews.bot
    bot.glossary.apply(config=replace(CONFIG, stewards={"Wei": WEI}))
    await PersonalData(bot.database).forget(AMARA, bot.clock())
    restarted = build_services(
        bot.services.settings, bot.glossary, bot.schedule, bot.database, bot.clock
    )

    await restarted.make_due_posts()

    assert 1 == len(bot.person("wei").messages(CHANNEL))


async def test_the_message_to_who_was_forgotten_stays_as_it_is(stewarding: Stewarding) -> None:
    """No row has their conversation with the bot any more."""
    reviews = await stewarding(overdue("token", steward="Amara"))
    (card,) = await reviews.remind()
    bot = reviews.bot
    before = bot.person("amara").dms()[0].words
    await PersonalData(bot.database).forget(AMARA, bot.clock())

    await bot.person("wei").press(card, "Snooze 2 weeks: token")

    assert before == bot.person("amara").dms()[0].words


async def test_many_terms_due_on_one_day_are_spread(stewarding: Stewarding) -> None:
    """Ten are on the card, which says how many follow; then the next ten come."""
    reviews = await stewarding(*(overdue(f"term {number:03}") for number in range(112)))
    (card,) = await reviews.remind()

    assert "112 terms are due for review. These 10 are the most pressing" in card.words
    assert "the other 102 are on earlier cards or come with later ones." in card.words
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
    reviews = await stewarding(overdue("token", steward="Wei"))
    await reviews.remind()

    assert len(await reviews.remind()) == 1
    assert len(reviews.bot.person("wei").dms()) == 1


async def test_without_stewards_nothing_is_posted_until_there_is_one(
    stewarding: Stewarding,
) -> None:
    """A fresh install sends nothing; the appointment is noticed by itself."""
    reviews = await stewarding(overdue("token"), config=DEFAULT_CONFIG)

    assert await reviews.remind() == []

    reviews.bot.glossary.apply(config=CONFIG)

    assert len(await reviews.remind()) == 1


async def test_where_files_cannot_be_written_nothing_is_offered_that_would(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No button that leads to a refusal; the card says how to go about it."""
    reviews = await stewarding(overdue("token"))
    monkeypatch.setattr(reviews.bot.services.publisher.__class__, "is_possible", lambda *_: False)
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
    assert "Wei was asked about 1 term and didn't answer in four weeks." in card.words

    await reviews.remind(week=5)

    assert len(wei.dms()) == 1

    await wei.submit((await wei.press(summary, "Still correct")).view)

    assert "confirmed by <@U0WEI00004>" in wei.dms()[0].words
    assert "last_reviewed: '2026-12-28'" in reviews.file("token").read_text(encoding="utf-8")


async def test_the_terms_of_a_steward_who_left_slack_are_without_steward(
    stewarding: Stewarding,
) -> None:
    """The card says so, and the bot doesn't write to a closed account."""
    reviews = await stewarding(overdue("token", steward="Amara"))
    reviews.bot.slack.sandbox.workspace.departed.add(AMARA)
    (card,) = await reviews.remind()

    assert "*Without a steward*" in card.words
    assert "Amara has left Slack" in card.words
    assert [] == reviews.bot.person("amara").dms()


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
