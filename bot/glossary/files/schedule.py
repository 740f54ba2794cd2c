"""Reads ``schedule.yml``: which posts go where and when."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.glossary.files.channels import read_channel
from bot.glossary.files.document import LARGEST_FILE, read_mapping
from bot.glossary.files.fields import Fields
from bot.glossary.files.problems import Report, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.glossary.files.problems import Problem
    from bot.glossary.model import GlossaryConfig

DEFAULT_GRACE_HOURS = 24
# Beyond a week the next slot has come, and only the latest one is ever posted.
LONGEST_GRACE_HOURS = 7 * 24

_KNOWN = tuple("id job channel day time time_zone role categories grace_hours".split())
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


def read_schedule(
    path: Path, config: GlossaryConfig, in_service: Sequence[ScheduleEntry] = ()
) -> tuple[tuple[ScheduleEntry, ...], list[Problem]]:
    """Return the entries of a schedule file, and its problems.

    A file that is not there schedules nothing and is no fault. An entry with an error stays
    as it is ``in_service``, else it is left out; the others are as the file has them.
    """
    report = Report(path, is_strict=True)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return (), []
    except OSError as error:
        report.error(1, f"the file cannot be read ({error.strerror})", "make it readable")
        return tuple(in_service), report.problems
    node = read_mapping(data, report, may_be_empty=True)
    entries: dict[str, ScheduleEntry] = {}
    broken: set[str | None] = set()
    for fields in Fields(node, report, ("posts",)).sections("posts", _KNOWN) if node else ():
        entry_id, entry = _entry(fields, config)
        if entry_id in entries:
            fields.report.error(
                fields.line_of("id"),
                f"the id {quoted(entry_id)} is here twice",
                "give each post its own id; the bot remembers by it what was posted",
            )
        if entry is None or fields.report.error_count:
            broken.add(entry_id)
        else:
            entries[entry.id] = entry
    # An item without an id, or a broken one, may be any of the missing entries.
    is_unknown_broken = None in broken or report.error_count > 0
    for last in in_service:
        if last.id not in entries and (last.id in broken or is_unknown_broken):
            entries[last.id] = last
    return tuple(entries.values()), report.problems


def _entry(fields: Fields, config: GlossaryConfig) -> tuple[str | None, ScheduleEntry | None]:
    """Return the entry and its id, as far as they can be read; every field is looked at."""
    entry_id = _id(fields)
    job = _choice(fields, "job", tuple(JobName))
    weekday = _choice(fields, "day", _DAYS)
    time = _time(fields)
    zone = _zone(fields)
    channel = _channel(fields, job, config)
    role = fields.text("role")
    if role and config.role(role) is None:
        ids = ", ".join(known.id for known in config.roles)
        fields.refuse("role", role, f"name one of the roles: {ids}")
    hours = fields.whole_number("grace_hours", 1, LONGEST_GRACE_HOURS) or DEFAULT_GRACE_HOURS
    categories = _categories(fields, config)
    if not (entry_id and job and channel and weekday and time is not None and zone):
        return entry_id, None
    return entry_id, ScheduleEntry(
        id=entry_id,
        job=JobName(job),
        channel=channel,
        weekday=_DAYS.index(weekday),
        time=time,
        zone=zone,
        role=role,
        categories=categories,
        grace=dt.timedelta(hours=hours),
    )


def _categories(fields: Fields, config: GlossaryConfig) -> tuple[str, ...]:
    """Return the categories to choose among; where the glossary lists none, any may be meant."""
    categories, lines = fields.texts("categories")
    names = ", ".join(known.name for known in config.categories)
    for category, line in zip(categories, lines, strict=True):
        if names and config.category(category) is None:
            what = f"{fields.named('categories')} cannot hold {quoted(category)}"
            fields.report.error(line, what, f"name some of the categories: {names}")
    return categories


def _id(fields: Fields) -> str | None:
    needed = "give each post its own id; the bot remembers by it what was posted"
    entry_id = fields.text("id", needed=needed)
    if entry_id and not _ID.fullmatch(entry_id):
        fields.refuse("id", entry_id, "use up to 64 small letters, digits and hyphens")
        return None
    return entry_id


def _channel(fields: Fields, job: str | None, config: GlossaryConfig) -> str | None:
    needed = "name a channel here"
    if job == JobName.REVIEW_REMINDERS:
        if config.stewards_channel and not fields.mentions("channel"):
            return config.stewards_channel
        needed += " or `stewards_channel` in glossary.yml"
    return read_channel(fields, "channel", needed=needed)


def _choice(fields: Fields, key: str, choices: tuple[str, ...]) -> str | None:
    remedy = f"write one of: {', '.join(choices)}"
    value = fields.text(key, needed=remedy)
    if value is None:
        return None
    if value.lower() not in choices:
        fields.refuse(key, value, remedy)
        return None
    return value.lower()


def _time(fields: Fields) -> dt.time | None:
    remedy = "write it in quotes, like '09:30'"
    value = fields.text("time", needed=remedy)
    if value is None:
        return None
    match = _TIME.fullmatch(value)
    if match is None:
        fields.refuse("time", value, remedy)
        return None
    return dt.time(int(match[1]), int(match[2]))


def _zone(fields: Fields) -> ZoneInfo | None:
    value = fields.text("time_zone") or "UTC"
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        fields.refuse("time_zone", value, "write an IANA name, like Europe/Berlin")
        return None
