"""A used offer goes away, or says what was done; a second press never does harm."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

import handlers
from bot.cards.kit.ids import ActionId, FieldId
from bot.sandbox.errors import ActError
from bot.sandbox.workspace import grants
from tests.flows.reviews import CHANNEL
from tests.flows.triggers import SCENES
from tests.flows.world import FILES, WITH_PAGES, World, words_of

if TYPE_CHECKING:
    from bot.sandbox.server import SandboxServer
    from tests.flows.conftest import Stewarding
    from tests.flows.triggers import Scene

# What Slack tells of by itself is no press; an event that comes again is tried with messages.
PRESSES = {
    listener: scene
    for listener, scene in SCENES.items()
    if listener is not handlers.link_previews.preview_links
}
NAMES = [f"{one.__module__}.{one.__name__}" for one in PRESSES]
OFFER = "Suggest a clarification"


@pytest.fixture
async def world(stewarding: Stewarding, sandbox: SandboxServer) -> World:
    # The bot can't see whether a post arrived, so it asks a steward.
    sandbox.sandbox.scopes.difference_update({"channels:history", "groups:history"})
    reviews = await stewarding(*FILES, config=WITH_PAGES)
    return World(reviews.bot, reviews.directory)


@pytest.mark.parametrize("scene", PRESSES.values(), ids=NAMES)
async def test_a_double_press_does_no_harm(world: World, scene: Scene) -> None:
    """A person who clicks twice reads no failure, and nothing fails in the log."""
    await world.next()
    trigger = await scene(world)
    with capture_logs() as logs:
        seen = await asyncio.gather(trigger.do(), trigger.do())

    assert "Something went wrong" not in "".join(map(words_of, seen))
    assert [] == [entry for entry in logs if entry["log_level"] == "error"]


@pytest.mark.parametrize("scene", PRESSES.values(), ids=NAMES)
async def test_a_second_press_is_answered_or_impossible(world: World, scene: Scene) -> None:
    """A button that stays after the first answer can be pressed again."""
    await world.next()
    trigger = await scene(world)
    await trigger.do()
    said = ""
    # The driver presses only visible buttons.
    with capture_logs() as logs, contextlib.suppress(AssertionError, ActError):
        said = words_of(await trigger.do())

    assert "Something went wrong" not in said
    assert [] == [entry for entry in logs if entry["log_level"] == "error"]


async def test_the_offer_after_a_reaction_says_what_was_done(world: World) -> None:
    """As long as the form is not sent, it stays."""
    offer = (await world.maya.react(await world.share(), "memo")).message
    form = await world.maya.press(offer, OFFER)

    assert OFFER in world.maya.ephemerals()[-1].words

    form = await world.maya.choose(form.view, ActionId.CHOOSE_KIND, "reword_short_def")
    await world.maya.submit(form.view, {FieldId.TEXT: "A plain sentence."})
    left = world.maya.ephemerals()[-1]

    assert "Your suggestion for “diffusion model” is with the stewards." in left.words
    assert OFFER not in left.words


async def test_a_definition_keeps_its_buttons_after_a_suggestion(world: World) -> None:
    """It is no offer that was used up: it is the answer."""
    await world.suggest()

    assert OFFER in world.maya.ephemerals()[-1].words


async def test_a_request_takes_its_button_away(world: World) -> None:
    """The request replaces the card that found nothing."""
    nothing = await world.define("flux")
    form = await world.maya.press(nothing, "Request this term")
    await world.maya.submit(form.view)
    left = world.maya.ephemerals()[-1]

    assert "Your request for “flux” is stored." in left.words
    assert "Request this term" not in left.words
    assert "Search the glossary" in left.words


async def test_a_request_in_a_direct_message_takes_its_button_away(world: World) -> None:
    """There the answer is a message like any other."""
    asked = await world.maya.say("flux", channel=world.maya.id)
    form = await world.maya.press(asked.message, "Request this term")
    await world.maya.submit(form.view)

    assert "Your request for “flux” is stored." in world.maya.dms()[-1].words
    assert "Request this term" not in world.maya.dms()[-1].words


async def test_a_declined_request_leaves_the_backlog(world: World) -> None:
    """Behind the form the list is drawn again, without the declined request's buttons."""
    form = await world.wei.press(await world.backlog(), f"Decline {world.missing}")
    await world.wei.submit(form.view, {FieldId.TEXT: "From a film."})
    left = world.wei.ephemerals()[-1]

    assert f"“{world.missing}” is declined." in left.words
    assert "Start a draft" not in left.words


async def test_a_review_card_says_that_a_change_was_suggested(world: World) -> None:
    """In answer to the review; it comes up again as after a snooze."""
    await world.next()
    card = await world.review()
    form = await world.wei.press(card, "Suggest a change")
    form = await world.wei.choose(form.view, ActionId.CHOOSE_KIND, "reword_short_def")
    await world.wei.submit(form.view, {FieldId.TEXT: "A plain sentence."})
    await world.bot.services.worker.run()
    drawn = next(one for one in world.wei.messages(CHANNEL) if one.ts == card.ts)

    assert f"*{world.overdue}*: a change was suggested by" in drawn.words
    assert "Still correct" not in drawn.words


async def test_anybody_elses_suggestion_answers_no_review(world: World) -> None:
    """Only a steward's does."""
    await world.next()
    card = await world.review()
    world.bot.slack.channel(CHANNEL).members.append(world.maya.id)
    form = await world.maya.press(card, "Suggest a change")
    form = await world.maya.choose(form.view, ActionId.CHOOSE_KIND, "reword_short_def")
    await world.maya.submit(form.view, {FieldId.TEXT: "A plain sentence."})
    await world.bot.services.worker.run()
    drawn = next(one for one in world.wei.messages(CHANNEL) if one.ts == card.ts)

    assert "Still correct" in drawn.words


async def test_an_expired_offer_stays_without_a_failure(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack takes an answer in its place for thirty minutes; the form said what was done."""
    nothing = await world.define("flux")
    form = await world.maya.press(nothing, "Request this term")
    monkeypatch.setattr(grants, "RESPONSE_LIFE", timedelta(seconds=-1))
    with capture_logs() as logs:
        told = await world.maya.submit(form.view)

    assert "Your request for “flux” is stored." in told.words
    assert "Request this term" in world.maya.ephemerals()[-1].words
    assert ["a used-up offer couldn't be removed"] == [
        entry["event"] for entry in logs if entry["log_level"] == "warning"
    ]
