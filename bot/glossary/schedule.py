"""What is posted where and when: the entries of ``schedule.yml`` and the slots they give.

A slot is one moment at which an entry is due. Slots are computed from the rule and
the clock alone, so a suspended machine, a jumping clock and a doubled hour need no
case of their own: whoever asks for the latest slot gets the same one.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.glossary.document import LARGEST_FILE, read_mapping
from bot.glossary.fields import Fields
from bot.glossary.problems import Report, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from bot.glossary.model import GlossaryConfig
    from bot.glossary.problems import Problem

WEEK = dt.timedelta(days=7)
DEFAULT_GRACE_HOURS = 24
# Beyond a week the next slot has come, and only the latest one is ever posted.
LONGEST_GRACE_HOURS = 7 * 24

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class JobName(StrEnum):
    """The jobs that a schedule can post, as ``schedule.yml`` spells them."""

    TERM_OF_THE_WEEK = "term_of_the_week"
    REVIEW_REMINDERS = "review_reminders"


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """One weekly post. ``channel`` is a name or an id; ``weekday`` counts from Monday as 0.

    ``role`` and ``categories`` narrow the terms to choose from; empty means all.
    A slot that is later than ``grace`` is skipped.
    """

    id: str
    job: JobName
    channel: str
    weekday: int
    time: dt.time
    zone: ZoneInfo
    role: str | None = None
    categories: tuple[str, ...] = ()
    grace: dt.timedelta = dt.timedelta(hours=DEFAULT_GRACE_HOURS)


@dataclass(frozen=True, slots=True)
class Slot:
    """One moment at which an entry is due. ``at`` is in UTC; ``period`` is an ISO week, 2026-W47.

    The period is that of the entry's own time zone. It identifies the post: an entry
    that is moved from Monday to Friday does not post twice in a week.
    """

    entry: ScheduleEntry
    at: dt.datetime
    period: str

    def is_within_grace(self, now: dt.datetime) -> bool:
        """Whether it is not yet too late to post."""
        return self.at <= now <= self.at + self.entry.grace


def latest_slot(entry: ScheduleEntry, now: dt.datetime) -> Slot:
    """Return the entry's last slot that is not in the future."""
    local = now.astimezone(entry.zone)
    day = local.date() - dt.timedelta(days=(local.weekday() - entry.weekday) % 7)
    slot = _slot_on(entry, day)
    return slot if slot.at <= now else _slot_on(entry, day - WEEK)


def next_slot(entry: ScheduleEntry, now: dt.datetime) -> Slot:
    """Return the entry's first slot that lies in the future."""
    latest_day = latest_slot(entry, now).at.astimezone(entry.zone).date()
    day = latest_day + dt.timedelta(days=(entry.weekday - latest_day.weekday()) % 7)
    slot = _slot_on(entry, day)
    return slot if slot.at > now else _slot_on(entry, day + WEEK)


def _slot_on(entry: ScheduleEntry, day: dt.date) -> Slot:
    """Return the slot on that day of the entry's time zone.

    A time that the clocks leave out is taken as much later; of a time that they
    repeat, the first is taken.
    """
    at = dt.datetime.combine(day, entry.time, tzinfo=entry.zone).astimezone(dt.UTC)
    year, week, _ = day.isocalendar()
    return Slot(entry, at, f"{year}-W{week:02d}")


def read_schedule(
    path: Path, config: GlossaryConfig
) -> tuple[tuple[ScheduleEntry, ...], list[Problem]]:
    """Return the entries of a schedule file, and what is wrong with it.

    A file that is not there schedules nothing and is no fault. An entry with an
    error is left out; the others stay.
    """
    report = Report(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return (), []
    except OSError as error:
        report.error(1, f"the file cannot be read ({error.strerror})", "make it readable")
        return (), report.problems
    node = read_mapping(data, report, may_be_empty=True)
    entries: dict[str, ScheduleEntry] = {}
    known = (
        "id",
        "job",
        "channel",
        "day",
        "time",
        "time_zone",
        "role",
        "categories",
        "grace_hours",
    )
    for fields in Fields(node, report, ("posts",)).sections("posts", known) if node else ():
        entry = _entry(fields, config)
        if entry and entry.id in entries:
            report.error(
                fields.line_of("id"),
                f"the id {quoted(entry.id)} stands here twice",
                "give each post an id of its own; what was posted is remembered by it",
            )
        elif entry:
            entries[entry.id] = entry
    return tuple(entries.values()), report.problems


def _entry(fields: Fields, config: GlossaryConfig) -> ScheduleEntry | None:
    entry_id = _id(fields)
    job = _choice(fields, "job", tuple(JobName))
    weekday = _choice(fields, "day", _DAYS)
    time = _time(fields)
    zone = _zone(fields)
    channel = fields.text("channel")
    if channel is None and job == JobName.REVIEW_REMINDERS:
        channel = config.stewards_channel
    if channel is None:
        where = " or `stewards_channel` in glossary.yml" if job == JobName.REVIEW_REMINDERS else ""
        fields.report.error(
            fields.line_of("channel"), "`channel` is missing", f"name a channel here{where}"
        )
    role = fields.text("role")
    if role and config.role(role) is None:
        ids = ", ".join(known.id for known in config.roles)
        _refuse(fields, "role", role, f"name one of the roles: {ids}")
        role = None
    hours = fields.whole_number("grace_hours", 1, LONGEST_GRACE_HOURS) or DEFAULT_GRACE_HOURS
    categories, _ = fields.texts("categories")
    if entry_id and job and channel and weekday and time is not None and zone:
        return ScheduleEntry(
            id=entry_id,
            job=JobName(job),
            channel=channel.removeprefix("#"),
            weekday=_DAYS.index(weekday),
            time=time,
            zone=zone,
            role=role,
            categories=categories,
            grace=dt.timedelta(hours=hours),
        )
    return None


def _id(fields: Fields) -> str | None:
    entry_id = fields.text("id")
    if entry_id is None:
        fields.report.error(
            fields.line,
            "a post has no `id`",
            "give each post an id of its own; what was posted is remembered by it",
        )
    elif not _ID.fullmatch(entry_id):
        _refuse(fields, "id", entry_id, "use up to 64 small letters, digits and hyphens")
        return None
    return entry_id


def _choice(fields: Fields, key: str, choices: tuple[str, ...]) -> str | None:
    value = fields.text(key)
    listed = ", ".join(choices)
    if value is None:
        fields.report.error(fields.line_of(key), f"`{key}` is missing", f"write one of: {listed}")
    elif value.lower() not in choices:
        _refuse(fields, key, value, f"write one of: {listed}")
    else:
        return value.lower()
    return None


def _time(fields: Fields) -> dt.time | None:
    value = fields.text("time")
    match = _TIME.fullmatch(value) if value else None
    if match:
        return dt.time(int(match[1]), int(match[2]))
    what = f"`time` cannot be {quoted(value)}" if value else "`time` is missing"
    fields.report.error(fields.line_of("time"), what, "write it in quotes, like '09:30'")
    return None


def _zone(fields: Fields) -> ZoneInfo | None:
    value = fields.text("time_zone") or "UTC"
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        _refuse(fields, "time_zone", value, "write an IANA name, like Europe/Berlin")
        return None


def _refuse(fields: Fields, key: str, value: str, remedy: str) -> None:
    fields.report.error(
        fields.line_of(key), f"{fields.named(key)} cannot be {quoted(value)}", remedy
    )
