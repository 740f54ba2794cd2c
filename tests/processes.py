"""What a process that a test starts is given, and which clock it has."""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import TYPE_CHECKING

from bot.clock import now

if TYPE_CHECKING:
    from bot.clock import Clock

# Where programs are, and what decides a process's time: its zone, and Debian's faketime.
_KEPT = ("PATH", "HOME", "TZ", "LD_PRELOAD", "FAKETIME", "FAKETIME_SHARED")


def environment(**variables: str) -> dict[str, str]:
    """Return these variables and nothing else of what this process was started with.

    A process of the bot's takes no setting from the machine that runs the tests.
    """
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | variables


def clock_of(line: str) -> Clock:
    """Return the clock of a process that has logged this line just now, as JSON."""
    ahead = datetime.fromisoformat(json.loads(line)["timestamp"]) - now()
    return lambda: now() + ahead
