"""Messages that Slack does not take: sent again, and where that fails, shown with *Send again*."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.cards.kit.ids import FieldId
from bot.sandbox.workspace.people import AMARA, JONAS, MAYA
from bot.slack.sending import PostUnanswered, Sender
from tests.flows.clarifications import STEWARDS
from tests.flows.reviews import CHANNEL, overdue

if TYPE_CHECKING:
    from bot.cards.kit.card import Card
    from bot.slack.sending import Result
    from tests.flows.clarifications import ClarifyingBot
    from tests.flows.conftest import Clarifying, RunningBot, Stewarding

OUTAGE = "chat.postMessage"


async def pass_time(bot: RunningBot, *, minutes: int = 5) -> None:
    for _ in range(minutes * 4):
        bot.clock.now += timedelta(seconds=15)
        await bot.services.worker.run()


def lose_messages_to(
    person_id: str, monkeypatch: pytest.MonkeyPatch, *, times: int = 3, arrive: bool = False
) -> list[str]:
    """Let Slack fail with the next messages to a person; return a list of those."""
    send, lost = Sender.send, []

    async def fail(self: Sender, channel_id: str, card: Card, *given: Any, **named: Any) -> Result:
        if channel_id != person_id or len(lost) >= times:
            return await send(self, channel_id, card, *given, **named)
        lost.append(card.text)
        if arrive:
            await send(self, channel_id, card, *given, **named)
        return PostUnanswered("HTTP 500")

    monkeypatch.setattr(Sender, "send", fail)
    return lost


async def ask_back(world: ClarifyingBot, question: str = "Which paper?") -> None:
    wei = world.person("wei")
    form = (await wei.press(world.card, "Ask back")).view
    assert form
    await wei.submit(form, {FieldId.TEXT: question})


@pytest.mark.parametrize("trouble", ["internal_error", "ratelimited", 500])
async def test_a_question_outlives_one_failure(
    clarifying: Clarifying,
    trouble: str | int,
) -> None:
    """The suggester hears of it within half a minute."""
    world = await clarifying()
    await world.suggest()
    if isinstance(trouble, int):
        world.bot.slack.fail_next(OUTAGE, trouble)
    else:
        world.bot.slack.refuse_next(OUTAGE, trouble, retry_after=1)
    await ask_back(world)
    early = len(world.person("maya").dms())
    await pass_time(world.bot, minutes=1)

    (question,) = world.person("maya").dms()
    assert early == 0
    assert "Which paper?" in question.words
    assert "Not delivered" not in world.card.words


@pytest.mark.parametrize("arrive", [True, False])
async def test_the_card_offers_to_send_again_what_failed_three_times(
    clarifying: Clarifying,
    monkeypatch: pytest.MonkeyPatch,
    *,
    arrive: bool,
) -> None:
    """Pressed once or twice it is sent once, and then the card is without the note."""
    world = await clarifying()
    await world.suggest()
    maya, wei = world.person("maya"), world.person("wei")
    lost = lose_messages_to(MAYA, monkeypatch, arrive=arrive)
    await ask_back(world)
    await pass_time(world.bot)
    noted = world.card

    assert 3 == len(lost)
    assert (3 if arrive else 0) == len(maya.dms())
    assert "*Not delivered*: the question, to <@U0MAYA0001>." in noted.words

    amara = world.person("amara")
    await asyncio.gather(wei.press(noted, "Send again"), amara.press(noted, "Send again"))
    (told,) = [*wei.ephemerals(STEWARDS), *amara.ephemerals(STEWARDS)]

    assert (4 if arrive else 1) == len(maya.dms())
    assert "already on its way again" in told.words
    assert "Not delivered" not in world.card.words
    assert "Being sent again" not in world.card.words


async def test_only_stewards_have_it_sent_again(
    clarifying: Clarifying,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Others read that, privately, and nothing is sent."""
    world = await clarifying()
    await world.suggest()
    lose_messages_to(MAYA, monkeypatch)
    await ask_back(world)
    await pass_time(world.bot)
    world.bot.slack.channel(STEWARDS).members.append(JONAS)
    told = await world.person("jonas").press(world.card, "Send again")

    assert "Only the glossary's stewards" in told.words
    assert [] == world.person("maya").dms()
    assert "Send again" in world.card.words


async def test_the_card_says_of_a_closed_account_that_nobody_reads_it(
    clarifying: Clarifying,
) -> None:
    """There is nothing to press: it would fail again."""
    world = await clarifying()
    await world.suggest()
    world.bot.slack.refuse_next(OUTAGE, "account_inactive")
    await ask_back(world)
    await pass_time(world.bot)

    assert "to <@U0MAYA0001>. Slack says that the account is closed." in world.card.words
    assert "Send again" not in world.card.words


@pytest.mark.parametrize("code", ["is_archived", "channel_not_found", "messages_tab_disabled"])
async def test_the_card_says_what_slack_refuses(
    clarifying: Clarifying,
    code: str,
) -> None:
    """A steward may have it sent once that is mended."""
    world = await clarifying()
    await world.suggest()
    world.bot.slack.refuse_next(OUTAGE, code)
    await ask_back(world)
    await pass_time(world.bot)

    assert "*Not delivered*: the question, to <@U0MAYA0001>." in world.card.words
    await world.person("wei").press(world.card, "Send again")

    assert 1 == len(world.person("maya").dms())


async def test_a_question_that_was_not_delivered_is_not_asked_after_the_decision(
    clarifying: Clarifying,
) -> None:
    """The suggester reads the decision, and no question that is already void."""
    world = await clarifying()
    await world.suggest()
    world.bot.slack.refuse_next(OUTAGE, "channel_not_found")
    await ask_back(world)
    await pass_time(world.bot)
    wei = world.person("wei")
    await wei.press(world.card, "Accept")
    await wei.press(world.card, "Send again")
    await pass_time(world.bot)
    told = [one.words for one in world.person("maya").dms()]

    assert any("accepted" in words for words in told)
    assert not any("Which paper?" in words for words in told)
    assert "Not delivered" not in world.card.words


async def test_an_older_card_is_drawn_although_slack_failed(
    clarifying: Clarifying,
) -> None:
    """To draw it twice is to draw it once."""
    world = await clarifying()
    await world.suggest()
    for _ in range(5):
        world.bot.slack.fail_next("chat.update", 500)
    await world.person("wei").press(world.card, "Accept")
    early = world.card.words
    await pass_time(world.bot, minutes=10)

    assert "Accepted" not in early
    assert "*Accepted* by <@U0WEI00004>" in world.card.words


async def test_a_question_shows_its_answer_although_slack_failed(
    clarifying: Clarifying,
) -> None:
    """Its button goes once the message can be drawn."""
    world = await clarifying()
    await world.suggest()
    await ask_back(world)
    maya = world.person("maya")
    (question,) = maya.dms()
    form = (await maya.press(question, "Answer")).view
    assert form
    world.bot.slack.fail_next("chat.update", 500)
    await maya.submit(form, {FieldId.TEXT: "The first one."})
    await pass_time(world.bot)

    assert "The first one." in maya.dms()[0].words
    assert "Answer" not in [button["text"]["text"] for button in _buttons(maya.dms()[0].blocks)]


def _buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        element for block in blocks if block["type"] == "actions" for element in block["elements"]
    ]


async def test_a_gift_is_told_although_slack_failed(
    stewarding: Stewarding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new steward hears of it; three failures are reported, and sent again on a press."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei, amara = reviews.bot.person("wei"), reviews.bot.person("amara")
    before = len(amara.dms())
    lost = lose_messages_to(AMARA, monkeypatch)
    await wei.choose(card, "give_term", "Amara")
    await pass_time(reviews.bot)
    report = wei.messages(CHANNEL)[-1]

    assert 3 == len(lost)
    assert "I couldn't tell everybody about “token”." in report.words
    assert "the news that they are its steward now, to <@U0AMARA003>." in report.words

    await wei.press(report, "Send again")
    assert before + 1 == len(amara.dms())
    assert "gave you “token”" in amara.dms()[-1].words
    assert "<@U0WEI00004> had it sent again." in wei.messages(CHANNEL)[-1].words


async def test_a_review_card_is_drawn_although_slack_failed(stewarding: Stewarding) -> None:
    """Everybody sees soon who answered."""
    reviews = await stewarding(overdue("token"))
    (card,) = await reviews.remind()
    wei = reviews.bot.person("wei")
    for _ in range(8):  # four tries for the channel's card, four for the steward's own
        reviews.bot.slack.fail_next("chat.update", 500)
    await wei.press(card, "Snooze 2 weeks")
    early = wei.messages(CHANNEL)[0].words
    await pass_time(reviews.bot)

    assert "snoozed until" not in early
    assert "snoozed until 7 December 2026" in wei.messages(CHANNEL)[0].words


async def copy_of(world: ClarifyingBot) -> None:
    """Have the card posted twice, as after a process that died in the call."""
    (one,) = await world.bot.services.clarifications.store.undecided("T0SANDBOX")
    messenger: Any = world.bot.services.worker._deliveries._messenger
    card = await messenger._cards.draw(one)
    sent = await Sender(world.bot.slack.bot_token, world.bot.slack.api_url).send("C0STEWARD6", card)
    assert sent


@pytest.mark.parametrize("press", ["Accept", "Decline", "Ask back", "Edit and accept"])
async def test_an_older_copy_shows_what_was_done_on_it(
    clarifying: Clarifying,
    press: str,
) -> None:
    """Its buttons would be for nothing."""
    world = await clarifying()
    await world.suggest()
    await copy_of(world)
    wei = world.person("wei")
    copy, before = world.card, world.card.words
    form = (await wei.press(copy, press)).view
    if form:
        filled = {} if press == "Edit and accept" else {FieldId.TEXT: "Why is that so?"}
        await wei.submit(form, filled)
    first, second = [one for one in wei.messages(STEWARDS) if not one.thread_ts]

    assert first.words == second.words
    assert second.words != before


@pytest.mark.parametrize("press", ["Accept", "Decline", "Ask back", "Edit and accept"])
async def test_a_press_on_an_older_copy_of_a_decided_card_is_answered(
    clarifying: Clarifying,
    press: str,
) -> None:
    """It says who decided what, and when; the copy then shows it."""
    world = await clarifying()
    await world.suggest()
    await copy_of(world)
    wei, amara = world.person("wei"), world.person("amara")
    first, second = wei.messages(STEWARDS)
    await wei.press(first, "Accept")
    await amara.press(second, press)
    (told,) = amara.ephemerals(STEWARDS)
    _, second = [one for one in wei.messages(STEWARDS) if not one.thread_ts]

    assert "wei accepted it on 23 November 2026 at 12:00 UTC" in told.words
    assert "*Accepted* by <@U0WEI00004>" in second.words
    assert [] == _buttons(second.blocks)
