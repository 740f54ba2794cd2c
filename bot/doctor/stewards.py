"""The doctor's checks of the stewards: their accounts and their group exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.doctor.finding import Level, fail, ok, warn
from bot.glossary.stewards import Stewards
from bot.slack.errors import SlackCallError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.doctor.finding import Finding
    from bot.glossary.model import GlossaryConfig
    from bot.slack.client import SlackClient

_NAME_PEOPLE = "Name stewards in glossary.yml, or ask an admin of your Slack about the group."
_REMEDIES = {
    "missing_scope": "Grant the optional scope usergroups:read, or name stewards in glossary.yml.",
    "no_such_subteam": "steward_group in glossary.yml takes a user group's id (S0123456789).",
}
_OUT_OF_ORDER = (
    "Try again later. A running bot lets those decide whom Slack listed last, for an hour;"
    " people named in glossary.yml may decide at any time."
)


async def look_at_steward_accounts(
    client: SlackClient, config: GlossaryConfig
) -> AsyncIterator[Finding]:
    """Find whether the bot can reach the appointed stewards."""
    stewards = Stewards(config)
    for user_id in sorted(stewards.named):
        finding = await _account(client, stewards.written_as(user_id), user_id)
        if finding:
            yield finding
            if finding.level is Level.WARN:  # it would be the same for the others
                break
    if config.steward_group:
        yield await _group(client, config.steward_group)


async def _account(client: SlackClient, name: str, user_id: str) -> Finding | None:
    who = name if name == user_id else f"{name} ({user_id})"
    try:
        person = (await client.users_info(user=user_id))["user"]
    except SlackCallError as error:
        if error.reason == "missing_scope":
            return warn(
                "stewards",
                "seeing their accounts needs the optional scope users:read",
                "Grant it, and the bot can list the terms of stewards who left.",
            )
        told = f"{who}: {error.reason}"
        if error.is_refused:
            return fail("stewards", told, "Correct the id in glossary.yml.")
        return warn("stewards", told, "Try again later.")
    if person.get("deleted"):
        told = f"{who} has left the workspace"
        return fail("stewards", told, "Appoint somebody else in glossary.yml.")
    return None


async def _group(client: SlackClient, group: str) -> Finding:
    subject = "stewards' user group"
    try:
        members = (await client.usergroups_users_list(usergroup=group)).get("users")
    except SlackCallError as error:
        if not error.is_refused:
            return warn(subject, f"{group} can't be asked for now: {error.reason}", _OUT_OF_ORDER)
        told = f"{group}: {error.reason}. None of its members may decide"
        return fail(subject, told, _REMEDIES.get(error.reason, _NAME_PEOPLE))
    if not members:
        return warn(subject, f"{group} has no members", "Add stewards to it in Slack.")
    count = f"{len(members)} {'member' if len(members) == 1 else 'members'}"
    return ok(subject, f"{group}, {count}")
