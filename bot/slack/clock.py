"""Whether this machine's clock agrees with Slack's, which every answer of its carries.

A machine may start with a clock that is years away, until NTP corrects it. Posts that a wrong clock
made or skipped can't be undone.
"""

from __future__ import annotations

import time
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import structlog

from bot.clock import now as machine_now
from bot.slack.errors import SlackCallError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.clock import Clock
    from bot.slack.client import SlackClient

log = structlog.get_logger(__name__)

# So far apart Slack's requests would be refused; posts wait until the clock is right.
TOO_FAR = timedelta(minutes=5)
# A clock that was right stays right as long as it keeps pace with the monotonic one.
_RUNS_APART = timedelta(seconds=30)
REMEDY = "Let the machine keep its time by NTP (timedatectl set-ntp true)."


def ahead_of_slack(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how far a clock is ahead of Slack's; None where an answer does not carry its time."""
    told = next((value for name, value in headers.items() if name.lower() == "date"), None)
    try:
        theirs = parsedate_to_datetime(told) if told else None
    except ValueError:
        return None
    return now - theirs.replace(tzinfo=theirs.tzinfo or UTC) if theirs else None


def words(ahead: timedelta) -> str:
    """Return how far a clock is off, in the largest unit that says enough."""
    seconds = round(abs(ahead).total_seconds())
    side = "ahead of" if ahead > timedelta() else "behind"
    for unit, size in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit} {side} Slack's"
    return f"{seconds} {'second' if seconds == 1 else 'seconds'} {side} Slack's"


class SlackClock:
    """Asks Slack for the time once, and again where this machine's clock was set since."""

    def __init__(
        self,
        client: SlackClient,
        now: Clock = machine_now,
        running: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._now = now
        self._running = running
        self._right_at: tuple[datetime, float] | None = None
        self._is_told = False

    async def agrees(self) -> bool:
        """Whether this machine's clock is right, as far as Slack says."""
        now, running = self._now(), self._running()
        if self._right_at:
            then, ran = self._right_at
            if abs(now - then - timedelta(seconds=running - ran)) < _RUNS_APART:
                return True
        try:
            answer = await self._client.auth_test()
        except SlackCallError as error:
            log.warning("Slack doesn't answer when asked for the time", reason=error.reason)
            return False
        ahead = ahead_of_slack(answer.headers, self._now())
        if ahead is not None and abs(ahead) >= TOO_FAR:
            if not self._is_told:
                log.error("the clock is wrong, so nothing is posted", clock=words(ahead), do=REMEDY)
            self._is_told, self._right_at = True, None
            return False
        if self._is_told:
            log.info("the clock is right again")
        self._is_told, self._right_at = False, (now, running)
        return True
