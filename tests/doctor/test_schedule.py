from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from bot.doctor.finding import Level
from bot.doctor.schedule import look_at_schedule
from bot.glossary.schedule import JobName, ScheduleEntry

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

    assert [Level.OK] * 2 == [finding.level for finding in look_at_schedule(entries, CHANNELS)]


def test_a_channel_without_the_bot_and_one_that_is_not_there_are_told_apart() -> None:
    """An invitation mends the one, another name the other."""
    entries = [an_entry("random"), an_entry("no-such-channel")]

    outside, missing = look_at_schedule(entries, CHANNELS)

    assert (Level.FAIL, "weekly in #random: the bot is no member") == (
        outside.level,
        outside.message,
    )
    assert (Level.FAIL, True) == (missing.level, "schedule.yml" in missing.remedy)


def test_where_no_channel_is_seen_a_name_needs_a_scope_and_an_id_needs_none() -> None:
    """The bot itself could not find it by its name either."""
    (finding,) = look_at_schedule([an_entry("general"), an_entry("C0GENERAL1")], None)

    assert (Level.WARN, True) == (finding.level, "channels:read" in finding.message)
