"""Conversations about clarifications: suggested by one person, decided by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.cards.kit.ids import ActionId, FieldId
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.term_format import LONGEST_EXAMPLE
from tests.flows.clarifications import BETTER, CONFIG, KIND, PUBLIC, SHORT, STEWARDS
from tests.reading import parts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sandbox.workspace.records import Message, View
    from tests.flows.clarifications import ClarifyingBot
    from tests.flows.conftest import Clarifying, RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]


async def share(world: ClarifyingBot, term: str = "token") -> Message:
    """Have a card of the term posted where everybody reads it; return the post."""
    maya = world.person("maya")
    answer = await maya.command(f"/define {term}", channel=PUBLIC)
    await maya.press(answer.message, "Share")
    return maya.messages(PUBLIC)[-1]


@pytest.mark.parametrize("reaction", ["memo", "speech_balloon", "memo::skin-tone-3"])
async def test_a_reaction_offers_the_form_to_that_person_alone(
    clarifying: Clarifying, reaction: str
) -> None:
    """A reaction cannot open a form, so its answer carries the button that does."""
    world = await clarifying()
    post, jonas = await share(world), world.person("jonas")
    offered = await jonas.react(post, reaction)

    assert "Would you like to suggest a clarification of “token”?" in offered.words
    assert offered.message
    assert offered.message.ephemeral_to == jonas.id

    form = await jonas.press(offered.message, "Suggest a clarification")

    assert form.view
    assert form.view.title == "Suggest a clarification"
    assert SHORT in form.words


async def test_an_event_that_comes_again_changes_nothing(clarifying: Clarifying) -> None:
    """Slack repeats an event whose acknowledgement it missed."""
    world = await clarifying()
    jonas = world.person("jonas")
    await jonas.react(await share(world), "memo")
    await jonas.receive_again()

    assert len(jonas.ephemerals(PUBLIC)) == 1


async def test_other_reactions_and_other_messages_are_left_alone(clarifying: Clarifying) -> None:
    """Applause isn't a suggestion, and the bot ignores people's own messages."""
    world = await clarifying()
    jonas = world.person("jonas")
    await jonas.react(await share(world), "tada")
    said = await jonas.say("Good morning", channel=PUBLIC)
    await jonas.react(said.message or jonas.messages(PUBLIC)[-1], "memo")

    assert jonas.ephemerals(PUBLIC) == []


async def test_a_messages_menu_opens_the_form(clarifying: Clarifying) -> None:
    """On a post of the bot's it is filled in with the term."""
    world = await clarifying()
    opened = await world.person("jonas").message_shortcut(
        "suggest_clarification", await share(world)
    )

    assert SHORT in opened.words


async def test_on_a_message_without_a_term_the_form_asks_which(clarifying: Clarifying) -> None:
    """Nobody is made to suggest something about a term that was not said."""
    world = await clarifying()
    jonas = world.person("jonas")
    await jonas.say("Lunch at twelve?", channel=PUBLIC)
    opened = await jonas.message_shortcut("suggest_clarification", jonas.messages(PUBLIC)[-1])

    assert "Which term?" in opened.words
    assert "What kind of change?" not in opened.words

    form = await jonas.choose(opened.view, ActionId.CHOOSE_TERM, "vector")
    form = await jonas.choose(form.view, KIND, "add_do")
    await jonas.submit(form.view, {FieldId.TEXT: "Say which space it lives in."})

    assert "vector: Add a “Do”" in world.card.words
    assert "Say which space it lives in." in world.card.words


@pytest.mark.parametrize("said", ["What is a token anyway?", "Is a *token* also a vector?"])
async def test_a_term_in_somebodys_message_is_proposed(clarifying: Clarifying, said: str) -> None:
    """The first one that it has; the form is filled in for it at once."""
    world = await clarifying()
    jonas = world.person("jonas")
    await world.person("maya").say(said, channel=PUBLIC)
    opened = await jonas.message_shortcut("suggest_clarification", jonas.messages(PUBLIC)[-1])

    assert SHORT in opened.words
    assert ("Also in this message: vector" in opened.words) is ("vector" in said)

    form = await jonas.choose(opened.view, KIND, "add_do")
    await jonas.submit(form.view, {FieldId.TEXT: "Count them first."})

    assert "token: Add a “Do”" in world.card.words


async def test_the_proposed_term_can_be_changed(clarifying: Clarifying) -> None:
    """Before and after a kind is chosen, as often as one likes."""
    world = await clarifying()
    jonas = world.person("jonas")
    await jonas.say("What is a token anyway?", channel=PUBLIC)
    opened = await jonas.message_shortcut("suggest_clarification", jonas.messages(PUBLIC)[-1])
    form = await jonas.choose(opened.view, KIND, "add_do")
    form = await jonas.choose(form.view, ActionId.CHOOSE_TERM, "vector")
    await jonas.submit(form.view, {FieldId.TEXT: "Say which space it lives in."})

    assert "vector: Add a “Do”" in world.card.words


KINDS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("reword_short_def", {FieldId.TEXT: BETTER}, f"short_def: {BETTER}"),
    ("reword_for_role", {FieldId.TEXT: "Said for people who plan."}, "Said for people who plan."),
    ("add_do", {FieldId.TEXT: "Count them first."}, "- Count them first."),
    ("add_dont", {FieldId.TEXT: "Guess their number."}, "- Guess their number."),
    ("add_alias", {FieldId.TEXT: "word piece"}, "word piece"),
    ("add_related", {FieldId.RELATED_TERM: "vector"}, "vector"),
    (
        "add_source",
        {FieldId.TEXT: "A handbook", FieldId.URL: "https://example.org/handbook"},
        "https://example.org/handbook",
    ),
    ("out_of_date", {FieldId.WHY: "Tokens are counted in another way now."}, "status: draft"),
)


@pytest.mark.parametrize(("kind", "values", "written"), KINDS)
async def test_every_kind_of_change_reaches_the_file(
    clarifying: Clarifying, kind: str, values: dict[str, str], written: str
) -> None:
    """The card shows the form's text, and so does the file once it is accepted."""
    world = await clarifying()
    before = world.text()
    told = await world.suggest(kind=kind, **values)

    assert told.errors == {}
    assert told.view
    assert told.view.title == "Thank you"
    assert next(iter(values.values())) in world.card.text
    assert written not in before

    await world.person("wei").press(world.card, "Accept")

    assert written in world.text()
    assert "and live." in world.card.words


async def test_a_wording_is_taken_only_for_the_role_that_was_asked_about(
    clarifying: Clarifying,
) -> None:
    """The words for one role are not stored for another that was chosen a moment before."""
    world = await clarifying()
    maya = world.person("maya")
    form = (await maya.choose(await world.open_form(), KIND, "reword_for_role")).view
    asked = await maya.submit(
        form, {ActionId.CHOOSE_WORDING: "Legal", FieldId.TEXT: "For people who plan."}
    )

    assert asked.view
    assert asked.view.title == "Suggest a clarification"
    assert world.person("wei").messages(STEWARDS) == []


async def test_each_kind_has_an_input_of_its_own(clarifying: Clarifying) -> None:
    """Text typed for one kind doesn't appear under another."""
    world = await clarifying()
    maya = world.person("maya")
    form = await maya.choose(await world.open_form(), KIND, "reword_short_def")
    first = ids_of(form.view)
    form = await maya.choose(form.view, KIND, "reword_for_role")
    second = ids_of(form.view)
    form = await maya.choose(form.view, ActionId.CHOOSE_WORDING, "Legal")
    third = ids_of(form.view)

    assert len({first, second, third}) == 3
    assert "token, said" not in form.words
    assert "in the words for executives" in form.words


def ids_of(view: View | None) -> str:
    """Return the id of the text input's block."""
    assert view
    return next(block["block_id"] for block in view.blocks if block["block_id"].startswith("text"))


FAULTS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("reword_short_def", {FieldId.TEXT: SHORT}, "That is what it says already."),
    ("reword_short_def", {FieldId.TEXT: "word " * 41}, "40"),
    ("add_do", {FieldId.TEXT: "Do this one thing."}, "This line is there already."),
    ("add_alias", {FieldId.TEXT: "Vector"}, "That name leads to “vector” already."),
    ("add_alias", {FieldId.TEXT: "Token"}, "This term is found by that name already."),
    (
        "add_source",
        {FieldId.TEXT: "A", FieldId.URL: "https://example.org/source"},
        "This source is there already.",
    ),
)


@pytest.mark.parametrize(("kind", "values", "said"), FAULTS)
async def test_what_cannot_be_is_said_at_the_field(
    clarifying: Clarifying, kind: str, values: dict[str, str], said: str
) -> None:
    """The form stays open with its text, and nothing is stored."""
    world = await clarifying()
    told = await world.suggest(kind=kind, **values)

    assert len(told.errors) == 1
    assert said in next(iter(told.errors.values()))
    assert told.view
    assert world.person("wei").messages(STEWARDS) == []


async def test_like_suggestions_are_joined(clarifying: Clarifying) -> None:
    """The stewards decide once, and everybody who asked gets a message."""
    world = await clarifying()
    await world.suggest("maya")
    joined = await world.suggest("jonas")
    again = await world.suggest("jonas")

    assert "1 other person asked for the same change" in joined.words
    assert again.view
    assert again.view.title == "Already suggested"
    assert len(world.person("wei").messages(STEWARDS)) == 1
    assert "1 other person asked too" in world.card.words

    await world.person("wei").press(world.card, "Accept")

    assert [len(world.person(name).dms()) for name in ("maya", "jonas")] == [1, 1]


async def test_one_person_suggests_only_so_much_in_a_day(clarifying: Clarifying) -> None:
    """Nobody floods the stewards; the typed text doesn't disappear silently."""
    world = await clarifying()
    world.bot.services.clarifications._limits = replace(
        world.bot.services.clarifications._limits, per_day=1
    )
    await world.suggest()
    refused = await world.suggest(kind="add_do", text="Count them.")

    assert refused.view
    assert refused.view.title == "Enough for today"
    assert "24 November 2026" in refused.words


async def test_with_nobody_appointed_it_is_kept_and_delivered_later(
    clarifying: Clarifying,
) -> None:
    """The suggester hears so at once, and no suggestion is lost."""
    world = await clarifying(config=DEFAULT_CONFIG)
    told = await world.suggest()

    assert "This glossary has no stewards yet" in told.words
    assert [
        "This glossary has no stewards yet" in one.words for one in world.person("maya").dms()
    ] == [True]

    world.bot.glossary.apply((), (), CONFIG)
    world.bot.clock.now += timedelta(minutes=5)
    await world.bot.services.worker.run()

    assert "Reword the short definition" in world.card.words


NASTY = "<!channel> <https://a.example|x> <@U0WEI00004> *b* 👩🏽‍💻 - {a: b} #c '\"&"


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("add_do", f"{NASTY} {'x' * (LONGEST_EXAMPLE - len(NASTY) - 1)}"),
        ("reword_for_role", f"{NASTY}\n- second: line\n\n  third # line"),
    ],
)
async def test_what_people_type_is_shown_and_written_as_they_typed_it(
    clarifying: Clarifying, kind: str, typed: str
) -> None:
    """It makes no mention, no link and no YAML."""
    world = await clarifying()
    await world.suggest(kind=kind, text=typed, why=NASTY)
    card = world.card

    assert "<!channel>" not in card.text
    assert not [
        text
        for text in mrkdwn_in(card.blocks)
        if "<!" in text.replace("<!date^", "") or "<https" in text or "<@U0WEI" in text
    ]

    await world.person("wei").press(card, "Accept")
    written = yaml.safe_load(world.text())

    assert typed in (*written["examples"]["do"], *written["audiences"].values())


def mrkdwn_in(blocks: object) -> list[str]:
    """Return every text that Slack interprets."""
    return [part["text"] for part in parts(blocks) if part.get("type") == "mrkdwn"]
