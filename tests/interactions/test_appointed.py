from __future__ import annotations

from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.glossary.config import DEFAULT_CONFIG
from bot.interactions.appointed import CACHED_SECONDS, Appointed
from tests.builders import a_glossary

ALEX, KIM = "U0ALEX0000", "U0KIM00000"
WITH_GROUP = replace(DEFAULT_CONFIG, steward_group="S0STEWARDS")


class FakeSlack:
    """A Web API that knows a group's members and who has left, and what it was asked."""

    def __init__(self) -> None:
        self.members = [KIM]
        self.departed = {ALEX}
        self.error = ""
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
        if self.error:
            raise SlackApiError("refused", {"ok": False, "error": self.error})


def appointed(slack: FakeSlack, config: Any, clock: list[float]) -> Appointed:
    return Appointed(slack, a_glossary(config=config), now=lambda: clock[0])  # type: ignore[arg-type]


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


async def test_what_slack_said_last_holds_while_it_refuses() -> None:
    """A scope taken away, or Slack out of reach, locks nobody out."""
    slack, clock = FakeSlack(), [1000.0]
    stewards = appointed(slack, WITH_GROUP, clock)
    await stewards.may_decide(KIM)
    slack.error = "missing_scope"
    clock[0] += CACHED_SECONDS

    assert await stewards.may_decide(KIM)


async def test_who_has_left_slack_is_found_out_for_jobs() -> None:
    """A press asks nothing of accounts; a job does, and presses know from then on."""
    slack = FakeSlack()
    config = replace(DEFAULT_CONFIG, stewards={"Alex": ALEX, "Kim": KIM})
    stewards = appointed(slack, config, [1000.0])

    assert (await stewards.current()).is_steward(ALEX)

    current = await stewards.with_departed()

    assert not current.is_steward(ALEX)
    assert current.is_steward(KIM)
    assert sorted([ALEX, KIM]) == slack.asked


async def test_nobody_counts_as_departed_where_slack_does_not_say() -> None:
    """Without users:read everybody who is named may decide."""
    slack = FakeSlack()
    slack.error = "missing_scope"
    stewards = appointed(slack, replace(DEFAULT_CONFIG, stewards={"Alex": ALEX}), [1000.0])

    assert (await stewards.with_departed()).is_steward(ALEX)
