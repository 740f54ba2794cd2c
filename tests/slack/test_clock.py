from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.slack.clock import SlackClock, ahead_of_slack, words
from bot.slack.errors import Failure, SlackCallError, Trouble

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Slack:
    """Slack, whose clock is right, and a machine whose clock is not."""

    def __init__(self, ahead: timedelta) -> None:
        self.ahead = ahead
        self.passed = 0.0
        self.asked = 0
        self.is_away = False
        self.names_its_time = True
        client: Any = self
        self.clock = SlackClock(client, self.machine, lambda: self.passed)

    def machine(self) -> datetime:
        """Return the time by the machine's clock."""
        return NOW + timedelta(seconds=self.passed) + self.ahead

    async def auth_test(self) -> Any:
        """Answer, with the time."""
        self.asked += 1
        if self.is_away:
            raise SlackCallError(Trouble(Failure.NOT_TAKEN, "away"))
        told = {"Date": format_datetime(NOW + timedelta(seconds=self.passed), usegmt=True)}
        return type("Answer", (), {"headers": told if self.names_its_time else {}})


@pytest.mark.parametrize("days", [-20_000, -365, -1, 1, 7, 365])
async def test_a_clock_that_is_wrong_is_not_trusted_until_it_is_set(days: int) -> None:
    """The log says so once, and that it is right again."""
    slack = Slack(timedelta(days=days))
    with capture_logs() as logged:
        wrong = [await slack.clock.agrees() for _ in range(3)]
        slack.ahead = timedelta(seconds=2)
        right = await slack.clock.agrees()

    assert ([False] * 3, True) == (wrong, right)
    assert ["error", "info"] == [one["log_level"] for one in logged]
    assert f"{abs(days)} days" in logged[0]["clock"] or abs(days) == 1


async def test_a_clock_that_is_right_is_asked_about_once() -> None:
    """It need not be asked about as long as nobody sets it."""
    slack = Slack(timedelta(seconds=-20))
    for _ in range(100):
        assert await slack.clock.agrees()
        slack.passed += 3600

    assert 1 == slack.asked


async def test_a_clock_that_is_set_later_is_asked_about_again() -> None:
    """As after a suspended machine goes on."""
    slack = Slack(timedelta())
    assert await slack.clock.agrees()
    slack.ahead = timedelta(hours=3)

    assert not await slack.clock.agrees()
    assert 2 == slack.asked


async def test_out_of_reach_nothing_is_known() -> None:
    """Nothing could be posted either."""
    slack = Slack(timedelta())
    slack.is_away = True

    assert not await slack.clock.agrees()


async def test_an_answer_without_the_time_is_no_reason_to_stop() -> None:
    """A proxy may have taken it away."""
    slack = Slack(timedelta(days=3))
    slack.names_its_time = False

    assert await slack.clock.agrees()


@pytest.mark.parametrize("told", ["", "yesterday", "32 Foo 2026"])
def test_what_is_no_time_says_nothing(told: str) -> None:
    """Whatever stands before Slack may write what it likes."""
    assert ahead_of_slack({"date": told}, NOW) is None


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(3, "3 seconds ahead of"), (-400, "6 minutes behind"), (-7300, "2 hours behind")],
)
def test_how_far_it_is_off_is_said_in_words(seconds: int, expected: str) -> None:
    """So that somebody sees at once whether it is the zone, the battery or the drift."""
    assert f"{expected} Slack's" == words(timedelta(seconds=seconds))
