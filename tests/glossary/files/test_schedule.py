from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.problems import Severity
from bot.glossary.files.schedule import JobName, ScheduleEntry, read_schedule
from bot.glossary.model import Category
from bot.schedule.slots import Slot, latest_slot, next_slot

if TYPE_CHECKING:
    from pathlib import Path

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")


def an_entry(
    zone: str = "UTC", weekday: int = 0, time: dt.time = dt.time(9), entry_id: str = "weekly"
) -> ScheduleEntry:
    return ScheduleEntry(
        id=entry_id,
        job=JobName.TERM_OF_THE_WEEK,
        channel="general",
        weekday=weekday,
        time=time,
        zone=ZoneInfo(zone),
    )


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_the_latest_slot_is_the_last_one_that_has_come() -> None:
    """A Monday entry asked on a Wednesday gives that Monday, and its ISO week."""
    entry = an_entry()

    assert Slot(entry, at("2026-11-23T09:00"), "2026-W48") == latest_slot(
        entry, at("2026-11-25T12:00")
    )


def test_a_slot_has_come_at_its_very_moment() -> None:
    """At 09:00 sharp the slot is due; a second before, last week's is still the latest."""
    entry = an_entry()

    assert at("2026-11-23T09:00") == latest_slot(entry, at("2026-11-23T09:00")).at
    assert at("2026-11-16T09:00") == latest_slot(entry, at("2026-11-23T08:59:59")).at


def test_the_time_is_that_of_the_entrys_zone() -> None:
    """Nine in Berlin is eight in UTC in winter and seven in summer."""
    entry = an_entry("Europe/Berlin")

    assert at("2026-11-23T08:00") == latest_slot(entry, at("2026-11-24T00:00")).at
    assert at("2026-06-22T07:00") == latest_slot(entry, at("2026-06-23T00:00")).at


def test_a_time_that_the_clocks_repeat_is_one_slot() -> None:
    """At the end of summer time 01:30 comes twice in New York; the first counts, in one period."""
    entry = an_entry("America/New_York", weekday=6, time=dt.time(1, 30))
    first = Slot(entry, at("2026-11-01T05:30"), "2026-W44")

    assert first == latest_slot(entry, at("2026-11-01T05:45"))
    assert first == latest_slot(entry, at("2026-11-01T06:30"))
    assert first == latest_slot(entry, at("2026-11-02T00:00"))


def test_a_time_that_the_clocks_leave_out_still_comes() -> None:
    """02:30 does not exist on the last Sunday of March in Berlin; the slot is as much later."""
    entry = an_entry("Europe/Berlin", weekday=6, time=dt.time(2, 30))

    assert at("2026-03-29T01:30") == latest_slot(entry, at("2026-03-29T12:00")).at


def test_moving_the_day_within_a_week_keeps_the_period() -> None:
    """Monday's post doesn't come again on Friday of the same week."""
    now = at("2026-11-27T12:00")

    assert (
        latest_slot(an_entry(weekday=0), now).period == latest_slot(an_entry(weekday=4), now).period
    )


def test_a_slot_is_due_within_its_grace() -> None:
    """The default grace is a day, both ends included."""
    slot = latest_slot(an_entry(), at("2026-11-23T10:00"))

    assert slot.is_within_grace(at("2026-11-23T09:00"))
    assert slot.is_within_grace(at("2026-11-24T09:00"))
    assert not slot.is_within_grace(at("2026-11-24T09:01"))


@given(
    zone=st.sampled_from(ZONES),
    weekday=st.integers(0, 6),
    minutes=st.integers(0, 24 * 60 - 1),
    now=st.integers(0, 4 * 366 * 86400).map(
        lambda seconds: dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    ),
)
def test_slots_enclose_every_moment(
    zone: str, weekday: int, minutes: int, now: dt.datetime
) -> None:
    """The latest slot has come, the next has not, they lie a week apart, in different periods."""
    entry = an_entry(zone, weekday, dt.time(minutes // 60, minutes % 60))
    latest, following = latest_slot(entry, now), next_slot(entry, now)

    assert latest.at <= now < following.at
    assert dt.timedelta(days=6, hours=22) < following.at - latest.at < dt.timedelta(days=7, hours=2)
    assert latest.period != following.period
    assert latest == latest_slot(entry, following.at - dt.timedelta(microseconds=1))
    assert following == latest_slot(entry, following.at)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "schedule.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_schedule_is_read(tmp_path: Path) -> None:
    """Every field is taken as it is written; an unquoted time is understood, with a warning."""
    path = write(
        tmp_path,
        "posts:\n- id: tow\n  job: term_of_the_week\n  channel: '#general'\n  day: Monday\n"
        "  time: '9:30'\n  time_zone: Europe/Berlin\n  role: legal\n  categories: [Security]\n"
        "  grace_hours: 6\n",
    )

    assert (
        (
            ScheduleEntry(
                id="tow",
                job=JobName.TERM_OF_THE_WEEK,
                channel="general",
                weekday=0,
                time=dt.time(9, 30),
                zone=ZoneInfo("Europe/Berlin"),
                role="legal",
                categories=("Security",),
                grace=dt.timedelta(hours=6),
            ),
        ),
        [],
    ) == read_schedule(path, DEFAULT_CONFIG)


def test_no_schedule_is_no_fault(tmp_path: Path) -> None:
    """A bare directory of terms posts nothing."""
    assert ((), []) == read_schedule(tmp_path / "schedule.yml", DEFAULT_CONFIG)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("id: Not An Id", "`posts.id` cannot be"),
        ("job: newsletter", "`posts.job` cannot be"),
        ("day: someday", "`posts.day` cannot be"),
        ("time: '25:00'", "`posts.time` cannot be"),
        ("time_zone: Mars/Base", "`posts.time_zone` cannot be"),
        ("channel:", "`posts.channel` is missing"),
    ],
)
def test_an_entry_with_an_error_is_left_out_alone(tmp_path: Path, line: str, words: str) -> None:
    """The fault is named at its line, and the other entry stays in service."""
    good = {
        "id": "id: bad",
        "job": "job: term_of_the_week",
        "channel": "channel: general",
        "day": "day: monday",
        "time": "time: '09:00'",
        "time_zone": "time_zone: UTC",
    }
    bad = good | {line.partition(":")[0]: line}
    fine = good | {"id": "id: fine"}
    text = "posts:\n" + "".join("- " + "\n  ".join(entry.values()) + "\n" for entry in (bad, fine))

    entries, problems = read_schedule(write(tmp_path, text), DEFAULT_CONFIG)

    assert ["fine"] == [entry.id for entry in entries]
    (problem,) = problems
    assert Severity.ERROR == problem.severity
    assert words in problem.message
    assert line in text.splitlines()[problem.line - 1]


def test_an_id_serves_one_entry(tmp_path: Path) -> None:
    """A second entry of the same id is left out and reported."""
    entry = "- {id: a, job: term_of_the_week, channel: c, day: monday, time: '09:00'}\n"

    entries, problems = read_schedule(write(tmp_path, "posts:\n" + entry * 2), DEFAULT_CONFIG)

    assert 1 == len(entries)
    assert ['the id "a" is here twice'] == [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("#general", "# begins a comment in YAML; write general, or '#general' in quotes"),
        ("# general", "# begins a comment in YAML; write general, or '# general' in quotes"),
        ("'#'", "write a name like general"),
        ("' '", "name a channel"),
        ("'<!channel>'", "notifies everybody and isn't a channel"),
        ("'<!subteam^S1|x>'", "notifies everybody and isn't a channel"),
        ("'@here'", "notifies everybody and isn't a channel"),
        ("'@maya'", "is a person, not a channel"),
        ("'<@U012345678>'", "is a person, not a channel"),
        ("U012345678", "is a person, not a channel"),
        ("<#C0123ABCD|general>", "write the id alone: C0123ABCD"),
        ("<#C0123ABCD>", "write the id alone: C0123ABCD"),
        ("https://team.slack.com/archives/C0123ABCD", "write the id alone: C0123ABCD"),
        ("https://app.slack.com/client/T1/C0123ABCD?x=1", "write the id alone: C0123ABCD"),
        ("General", "write general: names of channels are in lower case"),
        ("the general", "names of channels have no spaces"),
        ('"gen\\nral"', "names of channels have no spaces"),
        ("a!b", "write a name like general"),
        ("[general]", "write a text"),
    ],
)
@pytest.mark.parametrize("job", list(JobName))
def test_a_channel_that_is_none_is_told_with_what_to_write(
    tmp_path: Path, job: JobName, written: str, remedy: str
) -> None:
    """Nothing is posted by a guess, nor into the stewards' channel instead."""
    path = write(
        tmp_path,
        f"posts:\n- id: a\n  job: {job}\n  channel: {written}\n  day: monday\n  time: '09:00'\n",
    )
    config = replace(DEFAULT_CONFIG, stewards_channel="stewards")

    entries, problems = read_schedule(path, config)

    assert ((), {4}) == (entries, {problem.line for problem in problems})
    assert any(remedy in p.remedy for p in problems if p.severity is Severity.ERROR)


@pytest.mark.parametrize("written", ["general", "'#general'", "C0123ABCD", "allgemein-büro", "1_a"])
def test_a_name_or_an_id_is_a_channel(tmp_path: Path, written: str) -> None:
    """With or without the sign before a name."""
    path = write(
        tmp_path,
        "posts:\n- {id: a, job: term_of_the_week, day: monday, time: '09:00', "
        f"channel: {written}}}\n",
    )

    (entry,), problems = read_schedule(path, DEFAULT_CONFIG)

    assert (written.strip("'#"), []) == (entry.channel, problems)


GOOD = {
    "id": "weekly",
    "job": "term_of_the_week",
    "channel": "general",
    "day": "monday",
    "time": "'09:00'",
    "time_zone": "Europe/Berlin",
    "role": "legal",
    "categories": "[Security]",
    "grace_hours": "6",
}


@pytest.mark.parametrize("wrong", ["[a]", "{a: b}", "!!binary YQ==", "#x", "'\\'", '"\\e"'])
@pytest.mark.parametrize("field", sorted(set(GOOD) - {"id"}))
def test_an_entry_with_any_error_posts_nothing(tmp_path: Path, field: str, wrong: str) -> None:
    """Neither in UTC instead, nor to everybody; the other entry posts."""
    if (field, wrong) in {("categories", "[a]"), ("categories", "'\\'")}:
        pytest.skip("any text is a category")
    bad = GOOD | {field: wrong}
    lines = [f"{key}: {value}" for key, value in bad.items()]
    path = write(
        tmp_path,
        "posts:\n- {id: fine, job: term_of_the_week, channel: c, day: monday, time: '09:00'}\n"
        "- " + "\n  ".join(lines) + "\n",
    )

    entries, problems = read_schedule(path, DEFAULT_CONFIG)

    assert ["fine"] == [entry.id for entry in entries]
    assert lines.index(f"{field}: {wrong}") + 3 in {
        problem.line for problem in problems if problem.severity is Severity.ERROR
    }


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("time_zone: ''", "fill it in or delete it"),
        ("timezone: Europe/Berlin", "did you mean `time_zone`?"),
        ("Time_Zone: Europe/Berlin", "did you mean `time_zone`?"),
        ("TIME-ZONE: Europe/Berlin", "did you mean `time_zone`?"),
        ("role: ''", "fill it in or delete it"),
        ("roles: legal", "did you mean `role`?"),
        ("categories: ['']", "fill it in or delete it"),
        ("category: Security", "did you mean `categories`?"),
        ("categories: [Security, Nope]", "name some of the categories: Security"),
    ],
)
def test_what_was_plainly_meant_is_not_left_out(tmp_path: Path, line: str, remedy: str) -> None:
    """Nothing is posted in a wrong zone, or to the wrong people."""
    entry = "job: term_of_the_week, channel: c, day: monday, time: '09:00'"
    fine = f"- {{id: fine, {entry}, categories: [Security]}}\n"
    path = write(tmp_path, f"posts:\n{fine}- {{id: bad, {entry},\n   {line}}}\n")
    config = replace(DEFAULT_CONFIG, categories=(Category("Security"),))

    entries, problems = read_schedule(path, config)

    assert ["fine"] == [entry.id for entry in entries]
    assert [(4, Severity.ERROR, remedy)] == [(p.line, p.severity, p.remedy) for p in problems]
