"""Conversations about clarifications: suggested by one person, decided by another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.cards.kit.ids import ActionId, FieldId
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.files.parser import LONGEST_EXAMPLE
from bot.glossary.glossary import Glossary
from bot.publishing.files import FilesPublisher
from bot.sandbox.workspace.people import AMARA, WEI
from tests.builders import a_term_file
from tests.clock import NOW
from tests.reading import parts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.decisions.publication import Publication, TermChange
    from bot.glossary.model import GlossaryConfig
    from bot.sandbox.driver import SandboxUser, Seen
    from bot.sandbox.workspace.records import Message, View
    from tests.flows.conftest import RunningBot

    BotWith = Callable[..., Awaitable[RunningBot]]
    Clarifying = Callable[..., Awaitable["World"]]

STEWARDS = "glossary-stewards"
PUBLIC = "general"
CONFIG = replace(DEFAULT_CONFIG, stewards={"Wei": WEI, "Amara": AMARA}, stewards_channel=STEWARDS)
SHORT = "What token means, in one plain sentence."
BETTER = "What token means, in one far plainer sentence."
KIND = ActionId.CHOOSE_KIND


@dataclass(slots=True)
class World:
    """The bot over files, and what people read of clarifications."""

    bot: RunningBot
    directory: Path

    def person(self, name: str) -> SandboxUser:
        """Return somebody who uses the bot."""
        return self.bot.person(name)

    def file(self, slug: str = "token") -> Path:
        """Return a term's file."""
        return self.directory / f"{slug}.yml"

    def text(self, slug: str = "token") -> str:
        """Return what a term's file says."""
        return self.file(slug).read_text(encoding="utf-8")

    @property
    def card(self) -> Message:
        """The stewards' last card."""
        cards = [one for one in self.person("wei").messages(STEWARDS) if not one.thread_ts]
        return cards[-1]

    async def open_form(self, name: str = "maya", term: str = "token") -> View:
        """Open the form from the button on the answer to ``/define``."""
        person = self.person(name)
        answer = await person.command(f"/define {term}", channel=PUBLIC)
        form = (await person.press(answer.message, "Suggest a clarification")).view
        assert form
        return form

    async def suggest(
        self, name: str = "maya", kind: str = "reword_short_def", **values: object
    ) -> Seen:
        """Fill in the form and send it."""
        person = self.person(name)
        form = await self.open_form(name)
        form = (await person.choose(form, KIND, kind)).view
        assert form
        return await person.submit(form, values or {FieldId.TEXT: BETTER})


@pytest.fixture
def clarifying(bot_with: BotWith, tmp_path: Path) -> Clarifying:
    """Give a function that starts the bot over these files of terms."""

    async def start(*files: str, config: GlossaryConfig = CONFIG) -> World:
        directory = tmp_path / "terms"
        directory.mkdir()
        for text in files or (a_term_file("token"), a_term_file("vector")):
            name = text.split("\n", 1)[0].removeprefix("term: ")
            (directory / f"{name.replace(' ', '-')}.yml").write_text(text, encoding="utf-8")
        loaded = Loader(directory, today=NOW.date).load()
        bot = await bot_with(glossary=Glossary(config, loaded.terms.values()))
        return World(bot, directory)

    return start


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


async def share(world: World, term: str = "token") -> Message:
    """Have a card of the term posted where everybody reads it; return the post."""
    maya = world.person("maya")
    answer = await maya.command(f"/define {term}", channel=PUBLIC)
    await maya.press(answer.message, "Share in channel")
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
    """Applause is no suggestion, and what people write is none of the bot's business."""
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


async def test_on_any_other_message_the_form_asks_which_term(clarifying: Clarifying) -> None:
    """The bot reads no channel, so it cannot know."""
    world = await clarifying()
    jonas = world.person("jonas")
    await jonas.say("What is a vector anyway?", channel=PUBLIC)
    opened = await jonas.message_shortcut("suggest_clarification", jonas.messages(PUBLIC)[-1])
    form = await jonas.choose(opened.view, ActionId.CHOOSE_TERM, "vector")
    form = await jonas.choose(form.view, KIND, "add_do")
    await jonas.submit(form.view, {FieldId.TEXT: "Say which space it lives in."})

    assert "vector: Add a “Do”" in world.card.words
    assert "Say which space it lives in." in world.card.words


KINDS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("reword_short_def", {FieldId.TEXT: BETTER}, f"short_def: {BETTER}"),
    ("reword_for_role", {FieldId.TEXT: "Said for whoever plans."}, "Said for whoever plans."),
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
    """What the form takes is what the card shows, and what the file says once accepted."""
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
    """Whoever presses before the form is drawn anew would else accept words for another place."""
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


async def test_a_wording_is_taken_only_for_the_role_that_was_asked_about(
    clarifying: Clarifying,
) -> None:
    """The words for one role are not stored for another that was chosen a moment before."""
    world = await clarifying()
    maya = world.person("maya")
    form = (await maya.choose(await world.open_form(), KIND, "reword_for_role")).view
    asked = await maya.submit(
        form, {ActionId.CHOOSE_WORDING: "Legal", FieldId.TEXT: "For whoever plans."}
    )

    assert asked.view
    assert asked.view.title == "Suggest a clarification"
    assert world.person("wei").messages(STEWARDS) == []


async def test_each_kind_has_an_input_of_its_own(clarifying: Clarifying) -> None:
    """What was typed for one kind is not shown under another."""
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
    assert "the wording for executives" in form.words


def ids_of(view: View | None) -> str:
    """Return the id of the block in which the text is typed."""
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
    """The form stays open with what was typed, and nothing is stored."""
    world = await clarifying()
    told = await world.suggest(kind=kind, **values)

    assert len(told.errors) == 1
    assert said in next(iter(told.errors.values()))
    assert told.view
    assert world.person("wei").messages(STEWARDS) == []


async def test_like_suggestions_are_joined(clarifying: Clarifying) -> None:
    """The stewards decide once, and everybody who asked is told."""
    world = await clarifying()
    await world.suggest("maya")
    joined = await world.suggest("jonas")
    again = await world.suggest("jonas")

    assert "1 other person asked for the same change" in joined.words
    assert again.view
    assert again.view.title == "Already suggested"
    assert len(world.person("wei").messages(STEWARDS)) == 1
    assert "One other person asked too" in world.card.words

    await world.person("wei").press(world.card, "Accept")

    assert [len(world.person(name).dms()) for name in ("maya", "jonas")] == [1, 1]


async def test_one_person_suggests_only_so_much_in_a_day(clarifying: Clarifying) -> None:
    """Nobody floods the stewards; what was typed is not lost without a word."""
    world = await clarifying()
    world.bot.services.clarifications._rules = replace(
        world.bot.services.clarifications._rules, per_day=1
    )
    await world.suggest()
    refused = await world.suggest(kind="add_do", text="Count them.")

    assert refused.view
    assert refused.view.title == "Enough for today"
    assert "24 November 2026" in refused.words


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
    """Who had the form open on two screens is told what became of the second."""
    world = await clarifying()
    await world.suggest()
    wei, maya = world.person("wei"), world.person("maya")
    form = await wei.press(world.card, "Ask back")
    await wei.submit(form.view, {FieldId.TEXT: "Plainer for whom?"})
    forms = [(await maya.press(maya.dms()[0], "Answer")).view for _ in range(2)]
    await maya.submit(forms[0], {FieldId.TEXT: "For newcomers."})
    told = await maya.submit(forms[1], {FieldId.TEXT: "For everybody."})

    assert "There is no question to answer any more." in told.words
    assert "For newcomers." in maya.dms()[0].words


async def test_only_stewards_decide(clarifying: Clarifying) -> None:
    """Others who read the card are told so privately, and nothing happens."""
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

    assert "Somebody was faster: wei accepted it on 23 November 2026" in late.words
    assert "*Accepted* by <@U0WEI00004>" in world.card.words


async def test_a_steward_does_not_accept_their_own(clarifying: Clarifying) -> None:
    """Four eyes, unless the settings say that two are enough."""
    world = await clarifying()
    await world.suggest("wei")
    told = await world.person("wei").press(world.card, "Accept")

    assert told.message
    assert "another steward has to see to it" in told.message.words

    await world.person("amara").press(world.card, "Accept")

    assert BETTER in world.text()


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


async def test_with_nobody_appointed_it_is_kept_and_delivered_later(
    clarifying: Clarifying,
) -> None:
    """The suggester is told so at once, and no suggestion is lost."""
    world = await clarifying(config=DEFAULT_CONFIG)
    told = await world.suggest()

    assert "This glossary has no stewards yet" in told.words
    assert ["Nobody has been appointed yet" in one.words for one in world.person("maya").dms()] == [
        True
    ]

    world.bot.glossary.apply((), (), CONFIG)
    world.bot.clock.now += timedelta(minutes=5)
    await world.bot.services.worker.run()

    assert "Reword the short definition" in world.card.words


async def test_where_nothing_can_be_written_nothing_can_be_accepted(
    clarifying: Clarifying, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a read-only directory there are no editing buttons."""
    monkeypatch.setattr("bot.publishing.files.FilesPublisher.is_possible", lambda *_: False)
    world = await clarifying()
    await world.suggest()

    assert "Decline" in world.card.words
    assert "Accept" not in world.card.words
    assert "can't be written from here" in world.card.words


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
    """No mention, no link, no YAML comes of it."""
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
