from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.workspace.grants import Grants


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time that was set."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def grants(clock: Clock) -> Grants:
    return Grants(clock)


def refusal_of_trigger(grants: Grants, trigger_id: str) -> str:
    with pytest.raises(ApiError) as refusal:
        grants.use_trigger(trigger_id)
    return refusal.value.code


def refusal_of_response(grants: Grants, path: str) -> str:
    with pytest.raises(ApiError) as refusal:
        grants.use_response(path.rpartition("/")[2])
    return refusal.value.code


def test_a_trigger_id_serves_once(grants: Grants) -> None:
    """The second use of a trigger_id is refused."""
    trigger_id = grants.new_trigger("U1")

    assert grants.use_trigger(trigger_id).user == "U1"
    assert refusal_of_trigger(grants, trigger_id) == "exchanged_trigger_id"


def test_a_trigger_id_lives_three_seconds(grants: Grants, clock: Clock) -> None:
    """After three seconds nothing can be opened by it."""
    in_time, too_late = grants.new_trigger("U1"), grants.new_trigger("U1")
    clock.now += timedelta(seconds=3)
    grants.use_trigger(in_time)
    clock.now += timedelta(milliseconds=1)

    assert refusal_of_trigger(grants, too_late) == "expired_trigger_id"


def test_an_invented_trigger_id_opens_nothing(grants: Grants) -> None:
    """Only what was given out counts."""
    assert refusal_of_trigger(grants, "1.2.3") == "invalid_trigger_id"


def test_a_response_url_serves_five_times(grants: Grants) -> None:
    """The sixth use of a response_url is refused."""
    path = grants.new_response("U1", "C1")
    for _ in range(5):
        grants.use_response(path.rpartition("/")[2])

    assert refusal_of_response(grants, path) == "used_url"


def test_a_response_url_lives_thirty_minutes(grants: Grants, clock: Clock) -> None:
    """After half an hour nothing can be answered through it."""
    path = grants.new_response("U1", "C1")
    clock.now += timedelta(minutes=30)
    grants.use_response(path.rpartition("/")[2])
    clock.now += timedelta(seconds=1)

    assert refusal_of_response(grants, path) == "expired_url"
