from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.doctor.finding import Level
from bot.doctor.schedule import ScheduleSeen, look_at_schedule
from bot.glossary.files.schedule import JobName, ScheduleEntry

CHANNELS = [
    {"id": "C0GENERAL1", "name": "general", "is_member": True},
    {"id": "C0RANDOM05", "name": "random", "is_member": False},
]


def an_entry(channel: str) -> ScheduleEntry:
    return ScheduleEntry(
        id="weekly",
        job=JobName.TERM_OF_THE_WEEK,
        channel=channel,
        weekday=0,
        time=dt.time(10),
        zone=ZoneInfo("UTC"),
    )


def test_channels_that_the_bot_is_in_are_well() -> None:
    """By name and by id."""
    entries = [an_entry("general"), an_entry("C0GENERAL1")]

    assert [Level.OK] * 2 == [
        finding.level for finding in look_at_schedule(entries, ScheduleSeen(CHANNELS))
    ]


def test_a_channel_without_the_bot_and_one_that_is_not_there_are_told_apart() -> None:
    """An invitation mends the one, another name the other."""
    entries = [an_entry("random"), an_entry("no-such-channel")]

    outside, missing = look_at_schedule(entries, ScheduleSeen(CHANNELS))

    assert (Level.FAIL, "weekly in #random: the bot is not a member") == (
        outside.level,
        outside.message,
    )
    assert (Level.FAIL, True) == (missing.level, "schedule.yml" in missing.remedy)


@pytest.mark.parametrize(
    "missing", [["channels:read", "groups:read"], ["groups:read"], ["channels:read"]]
)
def test_a_name_that_cannot_be_looked_up_fails_and_an_id_does_not(missing: list[str]) -> None:
    """The bot could not find it by its name either, so nothing would ever be posted."""
    entries = [an_entry("elsewhere"), an_entry("#elsewhere"), an_entry("C0ELSEWHERE")]

    first, second = look_at_schedule(entries, ScheduleSeen(CHANNELS, missing))

    assert (Level.FAIL, Level.FAIL) == (first.level, second.level)
    assert all(scope in first.message for scope in missing)
    assert "channel's id in schedule.yml" in first.remedy


def test_an_archived_channel_fails_unless_another_bears_its_name() -> None:
    """Slack refuses posts there, even to members."""
    archived = {"id": "C0OLD", "name": "old", "is_member": True, "is_archived": True}
    another = {"id": "C0NEW", "name": "old", "is_member": True, "is_archived": False}

    (alone,) = look_at_schedule([an_entry("old")], ScheduleSeen([archived]))
    (taken,) = look_at_schedule([an_entry("old")], ScheduleSeen([archived, another]))

    assert (Level.FAIL, True) == (alone.level, "archived" in alone.message)
    assert Level.OK is taken.level
