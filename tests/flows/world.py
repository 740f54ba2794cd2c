"""The bot at work with all that people may do, ready for each of it over and over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.cards.kit.ids import ActionId, FieldId
from bot.glossary.files.loader import Loader
from tests.builders import a_term_file
from tests.flows.reviews import CHANNEL, CONFIG

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.sandbox.driver import SandboxUser, Seen
    from bot.sandbox.workspace.records import Message, View
    from tests.flows.conftest import RunningBot

    Doing = Callable[[], Awaitable[Seen]]

T = TypeVar("T")

PUBLIC = "general"
PAGES = "https://glossary.example.com/"
WITH_PAGES = replace(CONFIG, pages_url=f"{PAGES}terms/")
FILES = (
    a_term_file(
        "diffusion model",
        review_every_days=3650,
        relationships={"related": ["sampler"]},
        audiences={"exec": "Diffusion for deciders.", "legal": "Diffusion for counsel."},
    ),
    a_term_file("sampler", review_every_days=3650, audiences={"exec": "Sampler for deciders."}),
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A person's next act, and the texts that people read once it is answered."""

    person: SandboxUser
    do: Doing
    reads: Callable[[Seen], str]
    expected: str


class World:
    """The bot at work, round after round."""

    def __init__(self, bot: RunningBot, directory: Path) -> None:
        self.bot = bot
        self.maya, self.wei = bot.person("maya"), bot.person("wei")
        self._directory = directory
        self.round = 0

    @property
    def overdue(self) -> str:
        """The only term that is due for a review."""
        return f"old {self.round}"

    @property
    def missing(self) -> str:
        """A term without an earlier request."""
        return f"flux {self.round}"

    async def next(self) -> None:
        """Let two weeks pass, and make everything as if nothing had been done before."""
        self.round += 1
        self.bot.clock.now += timedelta(weeks=2)
        for person in (self.maya, self.wei):
            await self.bot.keep_role(person.id, "product")
            self.bot.slack.sandbox.modals.close_all(person.id)
            self.bot.slack.sandbox.modals._homes.pop(person.id, None)
        gone = f"old-{self.round - 1}"
        (self._directory / f"{gone}.yml").unlink(missing_ok=True)
        text = a_term_file(self.overdue, last_reviewed="2020-01-01")
        (self._directory / f"old-{self.round}.yml").write_text(text, encoding="utf-8")
        term = Loader(self._directory).load().terms[f"old-{self.round}"]
        self.bot.glossary.apply([term], [gone])

    def trigger(
        self,
        do: Doing,
        expected: str,
        reads: Callable[[Seen], str] | None = None,
        person: SandboxUser | None = None,
    ) -> Trigger:
        """Return the trigger; by itself it is Maya's, and what she reads is its answer."""
        return Trigger(person or self.maya, do, reads or words_of, expected)

    async def define(self, text: str = "diffusion model") -> Message:
        """Look a term up."""
        return present((await self.maya.command(f"/define {text}", channel=PUBLIC)).message)

    async def home(self, person: SandboxUser) -> View:
        """Open the Home tab."""
        await person.open_app()
        return present(person.home())

    async def share(self) -> Message:
        """Share an answer with everybody."""
        await self.maya.press(await self.define(), "Share")
        return self.maya.messages(PUBLIC)[-1]

    async def form(self) -> View:
        """Open the form for a suggestion."""
        opened = await self.maya.press(await self.define(), "Suggest a clarification")
        chosen = await self.maya.choose(opened.view, ActionId.CHOOSE_KIND, "reword_short_def")
        return present(chosen.view)

    async def suggest(self) -> Message:
        """Suggest a change; return the stewards' card."""
        said = f"A plain sentence, number {self.round}."
        await self.maya.submit(await self.form(), {FieldId.TEXT: said})
        return self.wei.messages(CHANNEL)[-1]

    async def ask_back(self) -> Message:
        """Ask the suggester something; return the question."""
        form = await self.wei.press(await self.suggest(), "Ask back")
        await self.wei.submit(form.view, {FieldId.TEXT: "Which one?"})
        return self.maya.dms()[-1]

    async def backlog(self) -> Message:
        """Ask for a term that is missing; return what stewards are shown of it."""
        nothing = await self.define(self.missing)
        await self.maya.submit((await self.maya.press(nothing, "Request this term")).view)
        listed = await self.wei.command("/glossary backlog", channel=PUBLIC)
        return present(listed.message)

    async def review(self) -> Message:
        """Let the weekly card ask for a review."""
        await self.bot.services.make_due_posts()
        return [one for one in self.wei.messages(CHANNEL) if "old " in one.words][-1]

    async def lost_post(self) -> Message:
        """Let a weekly post break off; return what a steward reads of it."""
        self.bot.slack.refuse_next("chat.postMessage", "internal_error")
        await self.bot.services.make_due_posts()
        self.bot.clock.now += timedelta(minutes=11)
        await self.bot.services.make_due_posts()
        return self.wei.messages(CHANNEL)[-1]


def present(thing: T | None) -> T:
    assert thing
    return thing


def words_of(answer: Seen) -> str:
    """Return all that the person read after acting."""
    shown = [*answer.messages, *([answer.view] if answer.view else [])]
    return "\n".join([*(one.words for one in shown), *answer.notices])


def home_of(person: SandboxUser) -> Callable[[Seen], str]:
    """Return a function that reads a person's Home tab."""
    return lambda _: view.words if (view := person.home()) else ""


def closed(answer: Seen) -> str:
    """Say that no form is open any more."""
    return "open" if answer.view else "closed"


def labelled(view: View | Message, start: str) -> str:
    """Return the label of a button by its beginning."""
    return present(re.search(rf"{start}[^\n\]]*", view.words)).group()
