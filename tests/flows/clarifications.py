"""The bot over files of terms, with what people suggest and stewards read of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.cards.kit.ids import ActionId, FieldId
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.sandbox.workspace.people import AMARA, WEI

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.driver import SandboxUser, Seen
    from bot.sandbox.workspace.records import Message, View
    from tests.flows.conftest import RunningBot

STEWARDS = "glossary-stewards"
PUBLIC = "general"
CONFIG = replace(DEFAULT_CONFIG, stewards={"Wei": WEI, "Amara": AMARA}, stewards_channel=STEWARDS)
SHORT = "What token means, in one plain sentence."
BETTER = "What token means, in one far plainer sentence."
KIND = ActionId.CHOOSE_KIND


@dataclass(slots=True)
class ClarifyingBot:
    """The bot over files, and what people read of clarifications."""

    bot: RunningBot
    directory: Path

    def person(self, name: str) -> SandboxUser:
        """Return a person who uses the bot."""
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
