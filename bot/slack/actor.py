"""Reads from Slack's payload who pressed or sent something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.decisions.people import Person

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.slack.steward_directory import StewardDirectory


async def person_acting(
    body: dict[str, Any], context: AsyncBoltContext, stewards: StewardDirectory
) -> Person:
    """Return the person, and whether they may decide."""
    user_id = context.user_id or ""
    is_steward = await stewards.may_decide(user_id)
    is_only = is_steward and (await stewards.current()).ids == {user_id}
    return Person(context.team_id or "", user_id, name_of(body, context), is_steward, is_only)


def name_of(body: dict[str, Any], context: AsyncBoltContext) -> str:
    """Return the person's name, else their id."""
    user = body.get("user") or {}
    name = user.get("name") or user.get("username") or body.get("user_name") or context.user_id
    return str(name or "")
