"""Conversations about clarifications: suggested by one person, decided by another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from bot.cards.ids import ActionId, FieldId
from bot.glossary.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.glossary.loader import Loader
from bot.sandbox.people import AMARA, WEI
from tests.builders import a_term_file
from tests.flows.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.glossary.model import GlossaryConfig
    from bot.sandbox.driver import Actor, Answer
    from bot.sandbox.records import Message, View
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

    def person(self, name: str) -> Actor:
        return self.bot.person(name)

    def file(self, slug: str = "token") -> Path:
        return self.directory / f"{slug}.yml"

    def text(self, slug: str = "token") -> str:
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
        self, name: str = "maya", kind: str = "reword_short_def", **values: str
    ) -> Answer:
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
