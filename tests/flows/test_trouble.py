"""Slack in trouble: everything that people do, with each call that it makes going wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from structlog.testing import capture_logs

from bot.sandbox.server import SandboxServer
from handlers import register
from tests.conftest import ROOT
from tests.flows import triggers
from tests.flows.faults import FAULTS, RESPONSE_URL, faults_of_slack
from tests.flows.reviews import CHANNEL
from tests.flows.triggers import SCENES, share
from tests.flows.world import FILES, PUBLIC, WITH_PAGES, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.sandbox.driver import SandboxUser
    from tests.flows.conftest import Stewarding
    from tests.flows.faults import Faults
    from tests.flows.triggers import Scene

# Of the faults, one of each kind: not taken, unclear by its answer, unclear without one.
ONE_OF_EACH_KIND = ("429", "page", "reset after")
FOR_EVER = 99
NAMES = [f"{one.__module__}.{one.__name__}" for one in SCENES]


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[SandboxServer]:
    """Give a workspace whose app hears of links to the glossary's pages."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    manifest["features"]["unfurl_domains"] = ["example.com"]
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest), encoding="utf-8")
    server = SandboxServer(path)
    await server.start()
    # The bot can't see whether a post arrived, so it asks a steward.
    server.sandbox.scopes.difference_update({"channels:history", "groups:history"})
    yield server
    await server.stop()


@pytest.fixture
async def faults(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Faults]:
    async with faults_of_slack(monkeypatch) as faults:
        yield faults


@pytest.fixture
async def world(stewarding: Stewarding, faults: Faults) -> World:
    reviews = await stewarding(*FILES, config=WITH_PAGES)
    faults.session = reviews.bot.session
    return World(reviews.bot, reviews.directory)


def test_every_listener_has_a_scene() -> None:
    """Every listener in the table of contents is tried with Slack in trouble."""
    listeners = set()

    class App:
        def __getattr__(self, kind: str) -> Any:
            def listen(wanted: Any) -> Any:
                return wanted if kind == "error" else listeners.add

            return listen

    register(App())  # type: ignore[arg-type]

    assert listeners == set(SCENES)


async def calls_of(world: World, scene: Scene, faults: Faults) -> list[str]:
    """Return the calls that a scene makes when all is well."""
    if scene is share:  # it calls over a connection of its own
        faults.also = frozenset({"chat.postMessage"})
    await world.next()
    trigger = await scene(world)
    faults.let("", "", 0)
    answer = await trigger.do()

    assert trigger.expected in trigger.reads(answer)

    return list(dict.fromkeys(faults.calls))


def is_unclear_share(scene: Scene, call: str, said: str) -> bool:
    """Tell whether this is the one outcome that is left to the person: shared or not."""
    return scene is share and call == "chat.postMessage" and "Slack didn't confirm whether" in said


def last_words(person: SandboxUser, world: World) -> str:
    """Return what this person alone read last, wherever that was."""
    channels = (PUBLIC, CHANNEL) if person is world.wei else (PUBLIC,)
    told = [*person.dms(), *(one for name in channels for one in person.ephemerals(name))]
    return max(told, key=lambda one: one.ts).words if told else ""


@pytest.mark.parametrize("scene", SCENES.values(), ids=NAMES)
async def test_one_failure_of_slacks_is_no_failure_of_ours(
    world: World, faults: Faults, scene: Scene
) -> None:
    """The call is made again, and the person reads the answer."""
    for call in await calls_of(world, scene, faults):
        for fault in FAULTS:
            await world.next()
            trigger = await scene(world)
            faults.let(call, fault, 1)
            with capture_logs() as logs:
                said = trigger.reads(await trigger.do())

            assert [] == [entry for entry in logs if entry["log_level"] == "error"]
            is_answered = trigger.expected in said or is_unclear_share(scene, call, said)
            assert is_answered, (call, fault, said)


@pytest.mark.parametrize(
    ("scene", "call", "sentence"),
    [
        (triggers.accept, "views.publish", "The suggestion is accepted."),
        (triggers.snooze_at_home, "views.publish", "is snoozed for two weeks."),
        (triggers.set_home_role, "views.publish", triggers.MINE),
        (triggers.snooze_review, "chat.update", "This term is snoozed for two weeks."),
        (triggers.give_term, "chat.update", "has a new steward now."),
        (triggers.keep_role, RESPONSE_URL, triggers.MINE),
        (triggers.set_role, RESPONSE_URL, triggers.MINE),
        (triggers.change_role, RESPONSE_URL, triggers.MINE),
        (triggers.share, RESPONSE_URL, "Shared in this channel."),
        (triggers.start_draft, RESPONSE_URL, "A draft of"),
        (triggers.say_it_is_there, RESPONSE_URL, "Noted: the post is there."),
        (triggers.post_now, RESPONSE_URL, "The post is being made."),
    ],
)
async def test_what_is_stored_is_said_to_be_stored(
    world: World, faults: Faults, scene: Scene, call: str, sentence: str
) -> None:
    """Only its drawing failed."""
    for fault in ONE_OF_EACH_KIND:
        await world.next()
        trigger = await scene(world)
        faults.let(call, fault, FOR_EVER)
        await trigger.do()
        faults.let("", "", 0)

        said = last_words(trigger.person, world)
        assert sentence in said
        assert "Slack could not update what you see here." in said


@pytest.mark.parametrize("scene", SCENES.values(), ids=NAMES)
async def test_what_stays_broken_is_said_or_counted(
    world: World, faults: Faults, scene: Scene
) -> None:
    """A person reads a sentence without a reference; an event without an answer counts."""
    unanswered = world.bot.services.unanswered
    for call in await calls_of(world, scene, faults):
        for fault in ONE_OF_EACH_KIND:
            await world.next()
            trigger = await scene(world)
            faults.let(call, fault, FOR_EVER)
            before = unanswered.count
            with capture_logs() as logs:
                said = trigger.reads(await trigger.do())
            faults.let("", "", 0)

            assert [] == [entry for entry in logs if entry["log_level"] == "error"]
            told = said + last_words(trigger.person, world)
            is_said = trigger.expected in said or "Slack" in told
            assert is_said or unanswered.count > before, (call, fault, said)
