"""The slots of a scheduled post: the moments when an entry of the schedule is due.

Slots depend on the rule and the clock alone, so a suspended machine, a jumping clock and a doubled
hour need no special case: two copies that ask for the latest slot get the same one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.glossary.files.schedule import ScheduleEntry

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Slot:
    """One moment when an entry is due. ``at`` is in UTC; ``period`` is an ISO week, 2026-W47.

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
