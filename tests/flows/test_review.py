"""Conversations about reviews: what stewards press, and what the files then say."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.decisions.audit import Act
from bot.sandbox.workspace.people import AMARA, JONAS, MAYA, TEAM_ID, WEI
from bot.slack.client import SlackClient
from bot.slack.errors import Failure, SlackCallError, Trouble
from tests import trail
from tests.flows.reviews import CHANNEL, CONFIG, OVERDUE, overdue

if TYPE_CHECKING:
    from tests.flows.conftest import Stewarding


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

    (entry,) = await reviews.bot.acts("token")

    assert (Act.CONFIRM, WEI, OVERDUE, "2026-11-23") == (
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


async def test_a_confirmation_outlives_no_appointment(stewarding: Stewarding) -> None:
    """Somebody opened it as a steward, and is none any more when they send it."""
    reviews = await stewarding(overdue("token"))
    before = reviews.file("token").read_bytes()
    (card,) = await reviews.remind()
    amara = reviews.bot.person("amara")
    modal = (await amara.press(card, "Still correct")).view
    reviews.bot.glossary.apply(config=replace(CONFIG, stewards={"Wei": WEI}))
    told = await amara.submit(modal)

    assert "Only the glossary's stewards decide on this" in told.words
    assert before == reviews.file("token").read_bytes()


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
    assert "This review is already done. Wei confirmed “token” on 23 November 2026." in told.words
    assert "confirmed by <@U0WEI00004>" in wei.messages(CHANNEL)[0].words
    assert len(await reviews.bot.acts("token")) == 1


async def test_a_text_that_changed_underneath_is_not_confirmed(stewarding: Stewarding) -> None:
    """A press confirms the text that was read, or nothing."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")
    modal = await wei.press(card, "Still correct")
    changed = reviews.file("token").read_text(encoding="utf-8").replace("plain", "different")
    reviews.file("token").write_text(changed, encoding="utf-8")
    told = await wei.submit(modal.view)

    assert "Somebody else has changed “token”, so nothing was written." in told.words
    assert changed == reviews.file("token").read_text(encoding="utf-8")
    entries = await trail.entries(reviews.bot.database, TEAM_ID, "token")
    assert [Act.CONFIRM, Act.RETURN] == [one.act for one in entries]
    assert "Your answer to the review of “token” wasn't saved" in wei.dms()[-1].words
    assert "Still correct" in wei.messages(CHANNEL)[0].words


async def test_two_presses_at_once_are_one_answer(stewarding: Stewarding) -> None:
    """The second person reads so, and nothing is recorded twice."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    await asyncio.gather(wei.press(card, "Snooze 2 weeks"), amara.press(card, "Snooze 2 weeks"))
    await wei.sees(lambda: [*wei.ephemerals(CHANNEL), *amara.ephemerals(CHANNEL)])
    (told,) = [*wei.ephemerals(CHANNEL), *amara.ephemerals(CHANNEL)]

    assert "This review is already done." in told.words
    assert len(await reviews.bot.acts("token")) == 1


async def test_a_term_is_given_to_another_steward(stewarding: Stewarding) -> None:
    """The file names them, they get a message, and the review stays open."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    await wei.choose(card, "give_term", "Amara")
    (card,) = wei.messages(CHANNEL)

    assert "steward: Amara\n" in reviews.file("token").read_text(encoding="utf-8")
    assert "Given to <@U0AMARA003> by <@U0WEI00004> on 23 November 2026." in card.words
    assert "Still correct" in card.words
    assert "gave you “token”" in amara.dms()[-1].words

    confirmed = await amara.submit((await amara.press(card, "Still correct")).view)

    assert confirmed.view is None
    assert "confirmed by <@U0AMARA003>" in wei.messages(CHANNEL)[0].words


async def test_a_gift_is_made_although_nobody_can_be_told(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deed is done, and the person reads of no fault."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    post, wei = SlackClient.chat_postMessage, reviews.bot.person("wei")

    async def lose_the_connection(self: SlackClient, **given: Any) -> Any:
        if given["channel"] == AMARA:
            raise SlackCallError(Trouble(Failure.NOT_TAKEN, "away"))
        return await post(self, **given)

    monkeypatch.setattr(SlackClient, "chat_postMessage", lose_the_connection)
    told = await wei.choose(card, "give_term", "Amara")

    assert "steward: Amara\n" in reviews.file("token").read_text(encoding="utf-8")
    assert "Something went wrong" not in told.words
    assert [] == wei.ephemerals(CHANNEL)


async def test_a_term_is_given_to_stewards_alone(stewarding: Stewarding) -> None:
    """Members of a group are chosen among everybody; who may not decide can't answer for a term."""
    config = replace(CONFIG, steward_group="S0STEWARDS")
    reviews = await stewarding(overdue("token"), config=config)
    reviews.bot.slack.sandbox.workspace.user_groups["S0STEWARDS"] = [AMARA]
    (card,) = await reviews.remind()
    before = reviews.file("token").read_bytes()
    told = await reviews.bot.person("wei").choose(card, "give_term", MAYA)

    assert "That person isn't a steward, so nothing changed. Stewards: Amara, Wei." in told.words
    assert before == reviews.file("token").read_bytes()


async def test_a_steward_suggests_a_change_from_the_card(stewarding: Stewarding) -> None:
    """A term that is no longer correct leads to its form for clarifications."""
    reviews = await stewarding(overdue("token"), overdue("vector"))
    (card,) = await reviews.remind()
    form = await reviews.bot.person("wei").press(card, "Suggest a change: vector")

    assert form.view
    assert form.view.title == "Suggest a clarification"
    assert "vector" in form.words


async def test_a_review_confirmed_in_home_shows_on_the_weeks_card(stewarding: Stewarding) -> None:
    """The same request, wherever it is answered."""
    reviews = await stewarding(overdue("token"))
    await reviews.remind()
    wei = reviews.bot.person("wei")
    home = (await wei.open_app("home")).view or wei.home()
    await wei.submit((await wei.press(home, "Still correct")).view)

    assert "confirmed by <@U0WEI00004>" in wei.messages(CHANNEL)[0].words
    assert "2026-11-23" in reviews.file("token").read_text(encoding="utf-8")


async def test_to_look_in_home_is_not_to_be_asked(stewarding: Stewarding) -> None:
    """A text that is opened and closed again doesn't wait for an answer."""
    reviews = await stewarding(overdue("token", steward="Wei"))
    wei = reviews.bot.person("wei")
    home = (await wei.open_app("home")).view or wei.home()
    await wei.press(home, "Still correct")
    cards = [card for week in range(4, 6) for card in await reviews.remind(week=week)]

    assert "didn't answer" not in cards[0].words
    assert "No answer in four weeks" not in wei.dms()[0].words
