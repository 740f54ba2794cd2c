"""The machine's clock. Only this module reads it; everything else is handed a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the time, aware of its zone."""

# Days begin first in Kiritimati, UTC+14.
_EARLIEST_MIDNIGHT = timedelta(hours=14)


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- the one place that may


def latest_today(clock: Clock = now) -> date:
    """Return the day it is where days begin first: only a date past it lies in the future."""
    return (clock() + _EARLIEST_MIDNIGHT).date()
