"""Channels that the bot can't post in: a steward hears about each once, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.glossary.files.schedule import JobName
from bot.sandbox.workspace.people import BOT_USER_ID, WEI
from tests.flows.clarifications import CONFIG, STEWARDS
from tests.flows.reviews import ENTRY

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig
    from bot.sandbox.server import SandboxServer
    from tests.flows.clarifications import ClarifyingBot
    from tests.flows.conftest import Clarifying

NEEDED = frozenset({"commands", "chat:write", "reactions:read"})
BY_NAME = replace(CONFIG, fallback_steward="Wei")
BY_ID = replace(BY_NAME, stewards_channel="C0STEWARD6")
WEEKLY = replace(ENTRY, id="weekly", job=JobName.TERM_OF_THE_WEEK, channel="C0GENERAL1")


async def pass_time(world: ClarifyingBot, *, minutes: int = 10) -> None:
    """Let the clock wake the bot as it does, once a minute."""
    for _ in range(minutes):
        world.bot.clock.now += timedelta(minutes=1)
        await world.bot.services.make_due_posts()
        await world.bot.services.worker.run()
        if woken := world.bot.services.worker._round:
            await woken


def break_channel(sandbox: SandboxServer, name: str, how: str) -> None:
    channel = sandbox.channel(name)
    match how:
        case "is_archived":
            channel.is_archived = True
        case "not_in_channel":
            channel.is_private = False
            channel.members.remove(BOT_USER_ID)
        case "channel_not_found":
            channel.is_private = True
            channel.members.remove(BOT_USER_ID)
        case "restricted_action":
            for _ in range(100):
                sandbox.refuse_next("chat.postMessage", "restricted_action")


def mend_channel(sandbox: SandboxServer, name: str) -> None:
    channel = sandbox.channel(name)
    channel.is_archived = False
    if BOT_USER_ID not in channel.members:
        channel.members.append(BOT_USER_ID)


async def test_a_name_that_needs_a_scope_is_reported_within_seconds_and_once(
    clarifying: Clarifying,
    sandbox: SandboxServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before the first suggestion; the card comes as soon as it can."""
    monkeypatch.setattr(sandbox.sandbox, "scopes", NEEDED)
    world = await clarifying(config=BY_NAME)
    with capture_logs() as logged:
        await pass_time(world, minutes=1)
    await world.suggest()
    await pass_time(world, minutes=60)
    (told,) = world.person("wei").dms()

    assert ["warning"] == [
        one["log_level"] for one in logged if one.get("reason") == "missing_scope"
    ]
    assert "I can't post in the stewards' channel #glossary-stewards" in told.words
    assert "write the channel's id in glossary.yml (stewards_channel)" in told.words
    assert [] == world.person("wei").messages(STEWARDS)

    config = replace(world.bot.glossary.config, stewards_channel="C0STEWARD6")
    world.bot.glossary.apply(config=config)
    await pass_time(world, minutes=2)

    assert 1 == len(world.person("wei").messages(STEWARDS))


@pytest.mark.parametrize("how", ["is_archived", "not_in_channel", "channel_not_found"])
@pytest.mark.parametrize("config", [BY_ID, BY_NAME])
async def test_a_stewards_channel_that_is_closed_is_reported_to_the_fallback_steward(
    clarifying: Clarifying,
    sandbox: SandboxServer,
    how: str,
    config: GlossaryConfig,
) -> None:
    """Once, not every minute; what waits comes when it is mended."""
    world = await clarifying(config=config)
    break_channel(sandbox, STEWARDS, how)
    await world.suggest()
    await pass_time(world, minutes=90)
    (told,) = world.person("wei").dms()

    assert "I can't post in the stewards' channel" in told.words
    assert "suggestions wait" in told.words

    mend_channel(sandbox, STEWARDS)
    await pass_time(world, minutes=7)

    assert 1 == len(world.person("wei").messages(STEWARDS))


async def test_what_stays_closed_is_reported_again_after_a_week_or_with_another_cause(
    clarifying: Clarifying,
    sandbox: SandboxServer,
) -> None:
    """It is forgotten otherwise."""
    world = await clarifying(config=BY_ID)
    break_channel(sandbox, STEWARDS, "channel_not_found")
    await world.suggest()
    await pass_time(world, minutes=5)
    early = len(world.person("wei").dms())
    sandbox.channel(STEWARDS).is_archived = True
    await pass_time(world, minutes=5)
    changed = len(world.person("wei").dms())
    world.bot.clock.now += timedelta(days=7)
    await pass_time(world, minutes=5)

    assert (1, 2, 3) == (early, changed, len(world.person("wei").dms()))


@pytest.mark.parametrize("how", ["is_archived", "not_in_channel", "channel_not_found"])
async def test_a_post_that_finds_its_channel_closed_is_reported(
    clarifying: Clarifying,
    sandbox: SandboxServer,
    how: str,
) -> None:
    """To the stewards' channel, which sees each post that failed, and to the fallback steward."""
    world = await clarifying(config=BY_ID)
    world.bot.schedule.entries = (WEEKLY,)
    break_channel(sandbox, "general", how)
    await pass_time(world, minutes=30)
    (told,) = world.person("wei").dms()
    (report,) = world.person("wei").messages(STEWARDS)

    assert "I can't post “weekly” in <#C0GENERAL1>." in told.words
    assert "could not be posted in <#C0GENERAL1>" in report.words


async def test_an_entry_whose_channel_cannot_be_looked_up_is_reported_before_it_is_due(
    clarifying: Clarifying,
    sandbox: SandboxServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There is time to mend it then."""
    monkeypatch.setattr(sandbox.sandbox, "scopes", NEEDED)
    world = await clarifying(config=BY_ID)
    world.bot.schedule.entries = (replace(WEEKLY, channel="general", weekday=3),)
    await pass_time(world, minutes=30)
    (told,) = world.person("wei").dms()

    assert "I can't post “weekly” in #general." in told.words
    assert "write the channel's id in schedule.yml" in told.words


async def test_a_report_reaches_a_steward_where_their_channel_is_closed_too(
    clarifying: Clarifying,
    sandbox: SandboxServer,
) -> None:
    """Without a report, everybody would miss the post."""
    world = await clarifying(config=BY_ID)
    world.bot.schedule.entries = (WEEKLY,)
    break_channel(sandbox, STEWARDS, "channel_not_found")
    break_channel(sandbox, "general", "is_archived")
    await pass_time(world, minutes=30)
    told = "\n".join(one.words for one in world.person("wei").dms())

    assert 1 == told.count("could not be posted in")
    assert "I can't post in the stewards' channel" in told


@pytest.mark.parametrize("trouble", ["internal_error", 500])
async def test_a_report_outlives_a_failure(
    clarifying: Clarifying,
    sandbox: SandboxServer,
    trouble: str | int,
) -> None:
    """The one report of a week's post that was refused meets a failure of Slack's."""
    world = await clarifying(config=BY_ID)
    world.bot.schedule.entries = (WEEKLY,)
    sandbox.refuse_next("chat.postMessage", "is_archived")
    if isinstance(trouble, int):
        sandbox.fail_next("chat.postMessage", trouble)
    else:
        sandbox.refuse_next("chat.postMessage", trouble)
    await pass_time(world, minutes=3)
    reports = world.person("wei").messages(STEWARDS)

    assert ["could not be posted" in one.words for one in reports] == [True]


async def test_a_report_is_sent_three_times_at_most(
    clarifying: Clarifying,
    sandbox: SandboxServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may have come each time."""
    monkeypatch.setattr(sandbox.sandbox, "scopes", NEEDED)
    world = await clarifying(config=BY_ID)
    world.bot.schedule.entries = (WEEKLY,)
    for _ in range(40):
        sandbox.fail_next("chat.postMessage", 500)
    with capture_logs() as logged:
        await pass_time(world, minutes=60)
    reported = [one for one in logged if "a report may have arrived" in one["event"]]
    given_up = [one for one in logged if one["log_level"] == "error"]

    assert (2, 1) == (len(reported), len(given_up))


async def test_nobody_is_told_where_nobody_is_appointed(
    clarifying: Clarifying,
    sandbox: SandboxServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The log says it all the same."""
    monkeypatch.setattr(sandbox.sandbox, "scopes", NEEDED)
    world = await clarifying(config=replace(BY_NAME, stewards={}, fallback_steward=None))
    with capture_logs() as logged:
        await pass_time(world, minutes=5)

    assert ["missing_scope"] == [one["reason"] for one in logged if "reason" in one]
    assert WEI not in {one["recipient"] for one in logged if "recipient" in one}
