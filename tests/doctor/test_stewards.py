from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.doctor.finding import Level
from bot.doctor.stewards import look_at_steward_accounts
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.sandbox.workspace.people import AMARA, WEI
from bot.slack.client import SlackClient

if TYPE_CHECKING:
    from bot.doctor.finding import Finding
    from bot.glossary.model import GlossaryConfig
    from bot.sandbox.server import SandboxServer

NAMED = replace(DEFAULT_CONFIG, stewards={"Wei": WEI, "Amara": AMARA})
WITH_GROUP = replace(DEFAULT_CONFIG, steward_group="S0STEWARDS")


async def found(sandbox: SandboxServer, config: GlossaryConfig) -> list[Finding]:
    client = SlackClient(sandbox.bot_token, base_url=sandbox.api_url)
    return [finding async for finding in look_at_steward_accounts(client, config)]


async def test_stewards_who_are_there_are_nothing_to_tell(sandbox: SandboxServer) -> None:
    """Another check says who is appointed."""
    assert await found(sandbox, NAMED) == []


async def test_a_steward_who_left_or_never_was_must_be_replaced(sandbox: SandboxServer) -> None:
    """Each by their name, and what to do."""
    sandbox.sandbox.workspace.departed.add(WEI)
    nobody = replace(NAMED, fallback_steward="U0NOBODY00")
    left, unknown = sorted(await found(sandbox, nobody), key=lambda one: one.remedy)

    assert (Level.FAIL, f"Wei ({WEI}) has left the workspace") == (left.level, left.message)
    assert (Level.FAIL, "U0NOBODY00: user_not_found") == (unknown.level, unknown.message)


async def test_without_the_scope_accounts_are_not_asked_for_twice(sandbox: SandboxServer) -> None:
    """One warning says it for all."""
    sandbox.refuse_next("users.info", "missing_scope")
    (finding,) = await found(sandbox, NAMED)

    assert finding.level == Level.WARN
    assert "users:read" in finding.message


@pytest.mark.parametrize(
    ("members", "level", "message"),
    [
        ([WEI, AMARA], Level.OK, "S0STEWARDS, 2 members"),
        ([], Level.WARN, "S0STEWARDS has no members"),
        (None, Level.FAIL, "S0STEWARDS: no_such_subteam. None of its members may decide"),
    ],
)
async def test_the_user_group_is_looked_at(
    sandbox: SandboxServer, members: list[str] | None, level: Level, message: str
) -> None:
    """Its members are stewards, so it must be there and have some."""
    if members is not None:
        sandbox.sandbox.workspace.user_groups["S0STEWARDS"] = members
    (finding,) = await found(sandbox, WITH_GROUP)

    assert (level, message) == (finding.level, finding.message)


async def test_a_group_that_cannot_be_seen_makes_nobody_a_steward(sandbox: SandboxServer) -> None:
    """That is a fault: people who rely on the group would wait in vain."""
    sandbox.refuse_next("usergroups.users.list", "missing_scope")
    (finding,) = await found(sandbox, WITH_GROUP)

    assert finding.level == Level.FAIL
    assert "usergroups:read" in finding.remedy


@pytest.mark.parametrize("reason", ["plan_upgrade_required", "no_permission"])
async def test_a_group_that_slack_refuses_to_list_is_told_with_another_way(
    sandbox: SandboxServer, reason: str
) -> None:
    """The bot lets none of its members decide either."""
    sandbox.refuse_next("usergroups.users.list", reason)
    (finding,) = await found(sandbox, WITH_GROUP)

    assert Level.FAIL == finding.level
    assert f"S0STEWARDS: {reason}. None of its members may decide" == finding.message
    assert "glossary.yml" in finding.remedy


async def test_a_slack_that_is_out_of_order_is_no_fault_of_the_settings(
    sandbox: SandboxServer,
) -> None:
    """The finding says what holds until then; no id needs correcting."""
    sandbox.fail_next("usergroups.users.list")
    sandbox.refuse_next("users.info", "internal_error")
    account, group = await found(sandbox, replace(WITH_GROUP, stewards={"Wei": WEI}))

    assert Level.WARN == account.level == group.level
    assert "Correct" not in account.remedy
    assert "for an hour" in group.remedy
