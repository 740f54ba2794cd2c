from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
import structlog
from slack_sdk.errors import SlackApiError

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.slack import steward_directory as appointed_module
from bot.slack.steward_directory import (
    AGAIN_SECONDS,
    CACHED_SECONDS,
    KEPT_SECONDS,
    StewardDirectory,
)
from tests.builders import a_glossary

ALEX, KIM = "U0ALEX0000", "U0KIM00000"
WITH_GROUP = replace(DEFAULT_CONFIG, steward_group="S0STEWARDS")


class FakeSlack:
    """A Web API that knows a group's members and who has left, and what it was asked."""

    def __init__(self) -> None:
        self.members = [KIM]
        self.departed = {ALEX}
        self.error: str | Exception = ""
        self.asked: list[str] = []

    async def usergroups_users_list(self, *, usergroup: str) -> dict[str, Any]:
        """List the group's members."""
        self._answer(usergroup)
        return {"users": self.members}

    async def users_info(self, *, user: str) -> dict[str, Any]:
        """Say whether a person has left."""
        self._answer(user)
        return {"user": {"id": user, "deleted": user in self.departed}}

    def _answer(self, asked: str) -> None:
        self.asked.append(asked)
        if isinstance(self.error, Exception):
            raise self.error
        if self.error:
            raise SlackApiError("refused", {"ok": False, "error": self.error})


def appointed(slack: FakeSlack, config: Any, clock: list[float]) -> StewardDirectory:
    return StewardDirectory(slack, a_glossary(config=config), now=lambda: clock[0])  # type: ignore[arg-type]


async def test_members_of_the_group_may_decide_and_are_asked_for_now_and_then() -> None:
    """Slack is asked once in a few minutes, and who has joined by then is known."""
    slack, clock = FakeSlack(), [1000.0]
    stewards = appointed(slack, WITH_GROUP, clock)

    assert await stewards.may_decide(KIM)

    slack.members = [ALEX]

    assert not await stewards.may_decide(ALEX)

    clock[0] += CACHED_SECONDS

    assert await stewards.may_decide(ALEX)
    assert not await stewards.may_decide(KIM)
    assert ["S0STEWARDS"] * 2 == slack.asked


async def test_without_a_group_slack_is_not_asked() -> None:
    """Those whom the glossary names need no scope."""
    slack = FakeSlack()
    stewards = appointed(slack, replace(DEFAULT_CONFIG, stewards={"Alex": ALEX}), [1000.0])

    assert await stewards.may_decide(ALEX)
    assert [] == slack.asked


REFUSALS = [
    "missing_scope",
    "no_such_subteam",
    "no_permission",
    "invalid_auth",
    "token_revoked",
    "account_inactive",
    "access_denied",
    "not_allowed_token_type",
    "plan_upgrade_required",
    "enterprise_is_restricted",
    "something_slack_will_say_one_day",
]
OUTAGES = [
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    SlackApiError("no JSON", SimpleNamespace(data="<html>", status_code=503)),
    TimeoutError(),
    ConnectionResetError(),
    aiohttp.ServerDisconnectedError(),
]


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_a_refusal_leaves_nobody_of_the_group(refusal: str) -> None:
    """Who was removed may not go on deciding because Slack lists nobody any more."""
    slack, clock = FakeSlack(), [1000.0]
    config = replace(WITH_GROUP, stewards={"Alex": ALEX})
    stewards = appointed(slack, config, clock)
    assert await stewards.may_decide(KIM)

    slack.error = refusal
    clock[0] += CACHED_SECONDS

    assert not await stewards.may_decide(KIM)
    assert await stewards.may_decide(ALEX)  # named in glossary.yml

    slack.error = ""
    clock[0] += CACHED_SECONDS

    assert await stewards.may_decide(KIM)


@pytest.mark.parametrize("outage", OUTAGES)
async def test_in_an_outage_the_last_list_holds_for_an_hour(outage: str | Exception) -> None:
    """Slack being out of order locks nobody out at once, and lets nobody decide for ever."""
    slack, clock = FakeSlack(), [1000.0]
    config = replace(WITH_GROUP, stewards={"Alex": ALEX})
    stewards = appointed(slack, config, clock)
    assert await stewards.may_decide(KIM)
    slack.error = outage

    clock[0] += KEPT_SECONDS - 1
    assert await stewards.may_decide(KIM)

    clock[0] += 1
    assert not await stewards.may_decide(KIM)
    assert await stewards.may_decide(ALEX)

    slack.error = ""
    clock[0] += AGAIN_SECONDS
    assert await stewards.may_decide(KIM)


async def test_a_list_that_is_an_hour_old_does_not_outlive_an_outage() -> None:
    """Nobody pressed anything for a while, so that nothing was asked in between."""
    slack, clock = FakeSlack(), [1000.0]
    stewards = appointed(slack, WITH_GROUP, clock)
    assert await stewards.may_decide(KIM)

    slack.error = "internal_error"
    clock[0] += KEPT_SECONDS

    assert not await stewards.may_decide(KIM)


async def test_a_refusal_after_an_outage_ends_the_hour() -> None:
    """And an outage after a refusal brings nobody back."""
    slack, clock = FakeSlack(), [1000.0]
    stewards = appointed(slack, WITH_GROUP, clock)
    await stewards.current()

    for error, may in (("internal_error", True), ("missing_scope", False), ("ratelimited", False)):
        slack.error = error
        clock[0] += CACHED_SECONDS
        assert may is await stewards.may_decide(KIM)


async def test_members_of_another_group_are_no_stewards_while_slack_is_out_of_order() -> None:
    """The last list is that of the group which glossary.yml named then."""
    slack, clock = FakeSlack(), [1000.0]
    glossary = a_glossary(config=WITH_GROUP)
    stewards = StewardDirectory(slack, glossary, now=lambda: clock[0])  # type: ignore[arg-type]
    assert await stewards.may_decide(KIM)

    slack.error = "internal_error"
    glossary.apply(config=replace(WITH_GROUP, steward_group="S0OTHERS"))

    assert not await stewards.may_decide(KIM)


async def test_a_press_waits_two_seconds_for_slack_and_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A form has to be answered within three; whom Slack listed last may decide."""
    slack, clock = FakeSlack(), [1000.0]
    stewards = appointed(slack, WITH_GROUP, clock)
    await stewards.current()
    monkeypatch.setattr(appointed_module, "PATIENCE_SECONDS", 0)

    async def never(*, usergroup: str) -> dict[str, Any]:
        await asyncio.Event().wait()
        return {"usergroup": usergroup}

    monkeypatch.setattr(slack, "usergroups_users_list", never)
    clock[0] += CACHED_SECONDS

    assert await stewards.may_decide(KIM)


async def test_each_change_is_logged_once() -> None:
    """Not every few minutes; and that Slack answers again as well."""
    slack, clock = FakeSlack(), [1000.0]
    stewards = appointed(slack, WITH_GROUP, clock)
    with structlog.testing.capture_logs() as lines:
        for error, seconds in (
            ("", 0), ("internal_error", 300), ("ratelimited", 300), ("internal_error", 4000),
            ("internal_error", 300), ("missing_scope", 300), ("missing_scope", 300), ("", 300),
        ):  # fmt: skip
            slack.error = error
            clock[0] += seconds
            await stewards.current()

    assert [
        ("warning", "Slack can't list the stewards; the last list holds for now"),
        ("warning", "Slack can't list the stewards, so nobody may decide"),
        ("warning", "Slack refuses to list the stewards, so nobody may decide"),
        ("info", "Slack lists the stewards again"),
    ] == [(line["log_level"], line["event"]) for line in lines]
    assert "S0STEWARDS" in lines[0]["about"]
    assert ("missing_scope", "usergroups:read") == (lines[2]["reason"], lines[2]["scope"])


async def test_who_has_left_slack_is_found_out_for_jobs() -> None:
    """A press asks nothing of accounts; a job does, and presses know from then on."""
    slack, clock = FakeSlack(), [1000.0]
    config = replace(DEFAULT_CONFIG, stewards={"Alex": ALEX, "Kim": KIM})
    stewards = appointed(slack, config, clock)

    assert (await stewards.current()).is_steward(ALEX)

    current = await stewards.with_departed()
    clock[0] += 7 * 24 * 3600

    assert not (await stewards.current()).is_steward(ALEX)
    assert not current.is_steward(ALEX)
    assert current.is_steward(KIM)
    assert sorted([ALEX, KIM]) == slack.asked


async def test_nobody_counts_as_departed_where_slack_does_not_say() -> None:
    """Without users:read everybody who is named may decide."""
    slack = FakeSlack()
    slack.error = "missing_scope"
    stewards = appointed(slack, replace(DEFAULT_CONFIG, stewards={"Alex": ALEX}), [1000.0])

    assert (await stewards.with_departed()).is_steward(ALEX)


async def test_who_had_left_may_decide_again_where_slack_no_longer_says() -> None:
    """A closed account can press nothing; somebody who is back must be able to."""
    slack, clock = FakeSlack(), [1000.0]
    stewards = appointed(slack, replace(DEFAULT_CONFIG, stewards={"Alex": ALEX}), clock)
    assert not (await stewards.with_departed()).is_steward(ALEX)

    slack.error = "missing_scope"
    clock[0] += CACHED_SECONDS

    assert (await stewards.with_departed()).is_steward(ALEX)


async def test_who_decides_does_not_wait_for_the_look_at_who_has_left() -> None:
    """A job asks for each steward in turn; a form that is sent has three seconds for its ack."""
    slack, asked, go_on = FakeSlack(), asyncio.Event(), asyncio.Event()

    async def hang(*, user: str) -> dict[str, Any]:
        asked.set()
        await go_on.wait()
        return {"user": {"id": user, "deleted": False}}

    slack.users_info = hang  # type: ignore[method-assign]
    config = replace(DEFAULT_CONFIG, stewards={"Kim": KIM})
    stewards = appointed(slack, config, [1000.0])
    looking = asyncio.create_task(stewards.with_departed())
    await asked.wait()
    async with asyncio.timeout(5):
        may_decide = await stewards.may_decide(KIM)
    go_on.set()
    await looking

    assert may_decide
