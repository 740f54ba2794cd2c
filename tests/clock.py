"""When tests take place, and a clock that a test moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday


@dataclass(slots=True)
class SetClock:
    """A clock that stands until a test sets it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now
