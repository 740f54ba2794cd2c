"""``parlance post``: what it says and what the channel then reads."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from pydantic import SecretStr

from bot.commands.post_lines import plan_lines, post_line
from bot.commands.post_now import plan, post
from bot.decisions.outbox import Notice
from bot.errors import OperatorError
from bot.services.outbox_worker import Worker
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.outbox import Outbox
from tests.builders import a_term_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.sandbox.server import SandboxServer

SCHEDULE = """\
posts:
- {id: weekly, job: term_of_the_week, channel: general, day: monday, time: '10:00'}
- {id: elsewhere, job: term_of_the_week, channel: random, day: friday, time: '16:30',
   time_zone: Europe/Berlin}
- {id: reviews, job: review_reminders, channel: glossary-stewards, day: monday, time: '10:00'}
"""
WEDNESDAY = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)


def now() -> dt.datetime:
    return WEDNESDAY


@pytest.fixture
def settings_with(tmp_path: Path) -> Callable[..., Settings]:
    """Give a function that returns settings over a small glossary with a schedule."""
    (tmp_path / "terms").mkdir()
    for name in ("token", "agent"):
        (tmp_path / "terms" / f"{name}.yml").write_text(a_term_file(name))
    (tmp_path / "schedule.yml").write_text(SCHEDULE)

    def settings(**more: str) -> Settings:
        return Settings(
            _env_file=None,
            glossary=tmp_path,
            database_url=f"sqlite:///{tmp_path}/parlance.db",
            **more,
        )

    return settings


def in_slack(settings_with: Callable[..., Settings], sandbox: SandboxServer) -> Settings:
    return settings_with(
        slack_bot_token=sandbox.bot_token,
        slack_app_token=sandbox.app_token,
        slack_api_url=sandbox.api_url,
    )


async def test_without_slack_it_says_what_comes_next_and_why(
    settings_with: Callable[..., Settings],
):
    """Where, when in its own time zone, which term, and the reasons for that term."""
    plans = await plan(settings_with(), None, now)
    lines = [plan_lines(one.slot, one.choice) for one in plans]

    assert ["weekly: #general, Monday 30 November 2026, 10:00 UTC"] == lines[0][:1]
    assert ["elsewhere: #random, Friday 27 November 2026, 16:30 Europe/Berlin"] == lines[1][:1]
    assert {"  token", "  agent"} >= {lines[0][1], lines[1][1]}
    assert "    not posted here before" == lines[0][2]


async def test_this_weeks_post_is_made_once(
    settings_with: Callable[..., Settings], sandbox: SandboxServer
):
    """Asked a second time it says when it was posted, and posts nothing."""
    settings = in_slack(settings_with, sandbox)

    ((entry, first),) = await post(settings, "weekly", now)
    ((_, second),) = await post(settings, "weekly", now)

    assert 1 == len(sandbox.person("maya").messages("general"))
    assert first == second
    assert f"weekly: #general, 2026-W48: posted 2026-11-25 12:00 UTC: {first.slug}" == post_line(
        entry, first
    )


async def test_after_a_post_by_hand_the_next_one_comes_next_week(
    settings_with: Callable[..., Settings], sandbox: SandboxServer
):
    """The week has its post, no matter who made it; the other term is next."""
    settings = in_slack(settings_with, sandbox)
    ((_, row),) = await post(settings, "elsewhere", now)
    assert row is not None

    assert "Slack says not_in_channel" in post_line(*(await post(settings, "elsewhere", now))[0])

    ((_, row),) = await post(settings, "weekly", now)
    (coming,) = await plan(settings, "weekly", now)

    assert row
    assert coming.choice
    assert {"token", "agent"} == {row.slug, coming.choice.term.slug}


async def test_nothing_is_posted_without_a_token(settings_with: Callable[..., Settings]):
    """It says which variable is missing."""
    with pytest.raises(OperatorError, match="SLACK_BOT_TOKEN"):
        await post(settings_with(), None, now)


async def test_slack_that_cannot_be_reached_is_said_in_words(
    settings_with: Callable[..., Settings], sandbox: SandboxServer
):
    """It names the address, and no class of a library."""
    settings = in_slack(settings_with, sandbox).model_copy(
        update={"slack_api_url": "http://127.0.0.1:1/"}
    )

    with pytest.raises(OperatorError, match="Slack can't be reached: Cannot connect to host"):
        await post(settings, None, now)


async def test_a_token_that_slack_refuses_is_no_outage(
    settings_with: Callable[..., Settings], sandbox: SandboxServer
):
    """The line has Slack's own error, and where to look."""
    settings = in_slack(settings_with, sandbox).model_copy(
        update={"slack_bot_token": SecretStr("xoxb-wrong")}
    )

    with pytest.raises(OperatorError, match="Slack refuses SLACK_BOT_TOKEN: invalid_auth"):
        await post(settings, None, now)


async def test_what_a_post_by_hand_leaves_to_be_said_is_left_to_the_running_bot(
    settings_with: Callable[..., Settings],
    sandbox: SandboxServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """This process ends in a moment; what it began to send would break off."""
    (tmp_path / "glossary.yml").write_text("stewards: {Wei: U0WEI00004}\n")
    woken = Mock()
    monkeypatch.setattr(Worker, "wake", woken)
    settings = in_slack(settings_with, sandbox)

    await post(settings, "elsewhere", now)

    database = Database(settings.database_url.get_secret_value())
    left = await Outbox(database).take(now(), now())
    await database.close()
    assert left
    assert left.notice is Notice.CHANNEL_TROUBLE
    woken.assert_not_called()


async def test_an_entry_that_is_not_scheduled_is_named_with_those_that_are(
    settings_with: Callable[..., Settings],
):
    """A misspelled id is seen at once."""
    with pytest.raises(OperatorError, match="its posts: weekly, elsewhere, reviews"):
        await plan(settings_with(), "weakly", now)
