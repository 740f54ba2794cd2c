"""Conversations about a steward's question to the person who suggested a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.kit.ids import FieldId
from bot.clarifications.model import Refusal
from bot.services.refusals import refusal_words
from tests.flows.clarifications import PUBLIC, STEWARDS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.flows.conftest import Clarifying, RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]


async def test_a_question_is_asked_by_direct_message_and_answered_in_the_thread(
    clarifying: Clarifying,
) -> None:
    """Neither side leaves Slack, and no history is read."""
    world = await clarifying()
    await world.suggest()
    wei, maya = world.person("wei"), world.person("maya")
    form = await wei.press(world.card, "Ask back")
    await wei.submit(form.view, {FieldId.TEXT: "Plainer for whom?"})
    (asked,) = maya.dms()

    assert "<@U0WEI00004> asks about your suggestion" in asked.words
    assert "Plainer for whom?" in asked.words
    assert "*Asked back* by <@U0WEI00004>: Plainer for whom?" in world.card.words

    form = await maya.press(asked, "Answer")
    thanks = await maya.submit(form.view, {FieldId.TEXT: "For newcomers."})
    thread = [one for one in wei.messages(STEWARDS) if one.thread_ts]

    assert "The stewards can see your answer now" in thanks.words
    assert ["*Answer* by <@U0MAYA0001>: For newcomers."] == [one.words for one in thread]
    assert "*Answer* by <@U0MAYA0001>: For newcomers." in world.card.words

    (answered,) = maya.dms()

    assert "Plainer for whom?" in answered.words
    assert "For newcomers." in answered.words
    assert not [block for block in answered.blocks if block["type"] == "actions"]


async def test_a_question_is_answered_once(clarifying: Clarifying) -> None:
    """A person with the form open on two screens hears what happened to the second."""
    world = await clarifying()
    await world.suggest()
    wei, maya = world.person("wei"), world.person("maya")
    form = await wei.press(world.card, "Ask back")
    await wei.submit(form.view, {FieldId.TEXT: "Plainer for whom?"})
    forms = [(await maya.press(maya.dms()[0], "Answer")).view for _ in range(2)]
    await maya.submit(forms[0], {FieldId.TEXT: "For newcomers."})
    told = await maya.submit(forms[1], {FieldId.TEXT: "For everybody."})

    assert "This question is closed." in told.words
    assert "For newcomers." in maya.dms()[0].words


async def test_only_the_suggester_answers(clarifying: Clarifying) -> None:
    """A question that others come to read, as in a copy of it, is not theirs to answer."""
    world = await clarifying()
    await world.suggest()
    wei, maya = world.person("wei"), world.person("maya")
    form = await wei.press(world.card, "Ask back")
    await wei.submit(form.view, {FieldId.TEXT: "Plainer for whom?"})
    (question,) = maya.dms()
    await AsyncWebClient(
        world.bot.slack.bot_token, base_url=world.bot.slack.api_url
    ).chat_postMessage(channel="C0GENERAL1", text=question.text, blocks=question.blocks)
    jonas = world.person("jonas")
    told = await jonas.press(jonas.messages(PUBLIC)[-1], "Answer")

    assert told.view is None
    assert refusal_words(Refusal.SUGGESTER_ONLY) in told.words


@pytest.mark.parametrize("since", ["decided", "answered"])
async def test_no_form_opens_for_a_question_that_nobody_asks_any_more(
    clarifying: Clarifying, since: str
) -> None:
    """Nobody writes an answer for nothing."""
    world = await clarifying()
    await world.suggest()
    wei, maya = world.person("wei"), world.person("maya")
    form = await wei.press(world.card, "Ask back")
    await wei.submit(form.view, {FieldId.TEXT: "Plainer for whom?"})
    (question,) = maya.dms()
    before = list(question.blocks)
    if since == "decided":
        await wei.press(world.card, "Accept")
    else:
        form = await maya.press(question, "Answer")
        await maya.submit(form.view, {FieldId.TEXT: "For newcomers."})
    question.blocks[:] = before
    maya.reload()  # without the modals that are open
    told = await maya.press(question, "Answer")

    assert told.view is None
    assert {"decided": "accepted it", "answered": "question is closed"}[since] in told.words
