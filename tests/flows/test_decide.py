"""Conversations about deciding: accepted, edited, declined, asked back and answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.cards.kit.ids import FieldId
from bot.decisions.audit import Act
from bot.glossary.files.loader import Loader
from bot.publishing.files import FilesPublisher
from bot.sandbox.workspace.people import WEI
from tests.builders import a_term_file
from tests.clock import NOW
from tests.flows.clarifications import BETTER, CONFIG, KIND, SHORT, STEWARDS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.decisions.publication import Publication, TermChange
    from tests.flows.conftest import Clarifying, RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]


async def test_a_suggestion_is_accepted_and_served_and_told(clarifying: Clarifying) -> None:
    """One press writes that one change, brings it into service and tells who suggested it."""
    world = await clarifying()
    before = world.text()
    told = await world.suggest(text=BETTER, why="It was not plain enough.")

    assert told.view
    assert told.view.title == "Thank you"
    assert "Reword the short definition" in world.card.words
    assert "<@U0MAYA0001>" in world.card.words
    assert "It was not plain enough." in world.card.words

    await world.person("wei").press(world.card, "Accept")

    assert before.replace(SHORT, BETTER) == world.text()
    assert BETTER == world.bot.glossary.terms["token"].short_def
    assert "*Accepted* by <@U0WEI00004>" in world.card.words
    (message,) = world.person("maya").dms()
    assert "was accepted by <@U0WEI00004>, and is live. Thank you!" in message.words
    assert BETTER in message.words


async def test_something_else_is_noted_or_turned_into_a_change(clarifying: Clarifying) -> None:
    """A steward reads it, and edits it into a change of another kind."""
    world = await clarifying()
    await world.suggest(kind="something_else", text="Say that it is counted.")
    wei = world.person("wei")
    form = await wei.press(world.card, "Edit and accept")
    form = await wei.choose(form.view, KIND, "add_do")
    done = await wei.submit(form.view, {FieldId.TEXT: "Count them."})

    assert done.view is None
    assert "- Count them." in world.text()
    assert "Edited by the steward." in world.card.words


async def test_a_text_is_taken_only_from_the_input_that_was_drawn_for_it(
    clarifying: Clarifying,
) -> None:
    """Somebody who presses before the redraw would otherwise accept words for another place."""
    world = await clarifying()
    await world.suggest(kind="something_else", text="Say that it is counted.")
    before, wei = world.text(), world.person("wei")
    form = (await wei.press(world.card, "Edit and accept")).view
    asked = await wei.submit(form, {KIND: "reword_short_def"})

    assert before == world.text()
    assert asked.view
    assert SHORT in asked.words

    await wei.submit(asked.view, {FieldId.TEXT: BETTER})

    assert BETTER in world.text()


async def test_a_steward_declines_with_a_reason(clarifying: Clarifying) -> None:
    """The suggester reads why, and the card says who decided."""
    world = await clarifying()
    before = world.text()
    await world.suggest()
    wei = world.person("wei")
    form = await wei.press(world.card, "Decline")
    refused = await wei.submit(form.view, {FieldId.TEXT: ""})

    assert list(refused.errors)

    await wei.submit(form.view, {FieldId.TEXT: "It was plain before."})
    (message,) = world.person("maya").dms()

    assert "was declined by <@U0WEI00004>" in message.words
    assert "It was plain before." in message.words
    assert "*Declined* by <@U0WEI00004>" in world.card.words
    assert "It was plain before." in world.card.words
    assert before == world.text()


async def test_only_stewards_decide(clarifying: Clarifying) -> None:
    """Others who read the card get a private message, and nothing happens."""
    world = await clarifying()
    world.bot.slack.channel(STEWARDS).members.append(world.person("jonas").id)
    await world.suggest()
    before = world.card.words
    for what in ("Accept", "Edit and accept", "Decline", "Ask back"):
        told = await world.person("jonas").press(world.card, what)

        assert "Only the glossary's stewards decide on this" in told.words
        assert told.message
        assert told.message.ephemeral_to == world.person("jonas").id
    assert before == world.card.words


@pytest.mark.parametrize("what", ["Edit and accept", "Decline", "Ask back"])
async def test_a_form_outlives_no_appointment(clarifying: Clarifying, what: str) -> None:
    """Somebody opened it as a steward, and is none any more when they send it."""
    world = await clarifying()
    await world.suggest()
    before = world.card.words, world.text()
    amara = world.person("amara")
    form = (await amara.press(world.card, what)).view
    world.bot.glossary.apply(config=replace(CONFIG, stewards={"Wei": WEI}))
    told = await amara.submit(form, {FieldId.TEXT: BETTER})

    assert "Only the glossary's stewards decide on this" in told.words
    assert before == (world.card.words, world.text())


async def test_of_two_stewards_the_first_wins_and_the_other_is_told(
    clarifying: Clarifying,
) -> None:
    """Both have the card before them."""
    world = await clarifying()
    await world.suggest()
    wei, amara = world.person("wei"), world.person("amara")
    form = await amara.press(world.card, "Decline")
    await wei.press(world.card, "Accept")
    late = await amara.submit(form.view, {FieldId.TEXT: "No."})

    assert "This is already done: wei accepted it on 23 November 2026" in late.words
    assert "*Accepted* by <@U0WEI00004>" in world.card.words


async def test_a_steward_does_not_accept_their_own(clarifying: Clarifying) -> None:
    """Another one does, whom the card names; no form opens for nothing, and Home offers none."""
    world = await clarifying()
    await world.suggest("wei")
    wei = world.person("wei")

    assert "A steward suggested this, so another one accepts it: Amara." in world.card.words

    for button in ("Accept", "Edit and accept"):
        told = await wei.press(world.card, button)

        assert told.view is None or told.view.title == "Thank you"  # of the suggestion
        assert told.message
        assert "another steward accepts it" in told.message.words
    await wei.open_app("home")
    home = wei.home()
    assert home
    assert "Decline" in home.words
    assert "Accept" not in home.words

    await world.person("amara").press(world.card, "Accept")

    assert BETTER in world.text()
    assert "another one accepts it" not in world.card.words


@pytest.mark.parametrize("button", ["Accept", "Edit and accept"])
async def test_the_only_steward_accepts_their_own(clarifying: Clarifying, button: str) -> None:
    """Nobody else could; the trail says so."""
    config = replace(CONFIG, stewards={"Wei": WEI}, fallback_steward="Wei")
    world = await clarifying(config=config)
    await world.suggest("wei")
    wei = world.person("wei")

    assert "another one accepts it" not in world.card.words

    pressed = await wei.press(world.card, button)
    if pressed.view:
        await wei.submit(pressed.view)

    assert BETTER in world.text()
    (accepted,) = [one for one in await world.bot.acts("token") if one.act is Act.ACCEPT]
    assert "only steward" == accepted.details["own"]


async def test_a_term_that_changed_meanwhile_is_shown_and_asked_about_again(
    clarifying: Clarifying,
) -> None:
    """The steward decides on what the term says now."""
    world = await clarifying()
    await world.suggest()
    changed = "What token means today, in one plain sentence."
    world.file().write_text(world.text().replace(SHORT, changed), encoding="utf-8")
    loaded = Loader(world.directory, today=NOW.date).load()
    world.bot.glossary.apply(loaded.terms.values(), ())
    wei = world.person("wei")
    asked = await wei.press(world.card, "Accept")

    assert asked.view
    assert asked.view.title == "The term has changed"
    assert "today, " in asked.words
    assert changed in world.text()

    done = await wei.submit(asked.view)

    assert done.view is None
    assert BETTER in world.text()


async def test_what_a_steward_had_made_of_it_stays_theirs_when_it_comes_back(
    clarifying: Clarifying, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form begins with the related term that they had chosen, and accepts that one."""
    names = ("token", "vector", "embedding", "model")
    world = await clarifying(*map(a_term_file, names))
    await world.suggest(kind="add_related", **{FieldId.RELATED_TERM: "vector"})
    wei = world.person("wei")
    form = await wei.press(world.card, "Edit and accept")
    sound = world.text()

    async def break_the_file(self: FilesPublisher, change: TermChange) -> Publication:
        world.file().write_text("term: [", encoding="utf-8")
        return await publish(self, change)

    publish = FilesPublisher.publish
    monkeypatch.setattr(FilesPublisher, "publish", break_the_file)
    await wei.submit(form.view, {FieldId.RELATED_TERM: "embedding"})
    await wei.sees(lambda: "Open again" in world.card.words)
    monkeypatch.undo()
    world.file().write_text(sound, encoding="utf-8")
    world.bot.glossary.apply(Loader(world.directory, today=NOW.date).load().terms.values(), ())

    form = await wei.press(world.card, "Edit and accept")
    assert "Chosen so far: embedding." in form.words
    await wei.submit(form.view)

    assert ["embedding"] == yaml.safe_load(world.text())["relationships"]["related"]


@pytest.mark.parametrize("ticked", [True, False])
async def test_the_day_of_the_review_moves_only_when_ticked(
    clarifying: Clarifying, *, ticked: bool
) -> None:
    """To accept one line is not to have reviewed the term."""
    world = await clarifying()
    await world.suggest()
    wei = world.person("wei")
    form = await wei.press(world.card, "Edit and accept")
    values: dict[str, object] = {FieldId.TEXT: f"{BETTER} Really."}
    if ticked:
        values[FieldId.REVIEWED_WHOLE] = ["yes"]
    await wei.submit(form.view, values)

    assert f"{BETTER} Really." in world.text()
    assert ticked == ("2026-11-23" in world.text())
    assert ticked == ("The whole term was reviewed." in world.card.words)
    (message,) = world.person("maya").dms()

    assert "with changes, and is live" in message.words


async def test_where_nothing_can_be_written_nothing_can_be_accepted(
    clarifying: Clarifying, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a read-only directory there are no editing buttons."""
    monkeypatch.setattr("bot.publishing.files.FilesPublisher.is_possible", lambda *_: False)
    world = await clarifying()
    await world.suggest()

    assert "Decline" in world.card.words
    assert "Accept" not in world.card.words
    assert "can't write to the glossary's files" in world.card.words
