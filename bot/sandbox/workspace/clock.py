"""The sandbox's clock: it runs like any other, and can be set forward."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clock import now

if TYPE_CHECKING:
    from datetime import datetime


class SandboxClock:
    """The time, and how far it was set forward. Called, it returns the time."""

    def __init__(self) -> None:
        self._forward = timedelta()

    def __call__(self) -> datetime:
        """Return the time."""
        return now() + self._forward

    def advance_to(self, moment: datetime) -> None:
        """Let it be this time now; it never goes back."""
        self._forward += max(moment - self(), timedelta())
