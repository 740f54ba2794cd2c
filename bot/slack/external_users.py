"""Telling people of other organizations, met in channels shared with them, from one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog

from bot.slack.errors import SlackCallError

if TYPE_CHECKING:
    from slack_bolt.authorization import AuthorizeResult
    from slack_bolt.context.async_context import AsyncBoltContext

    from bot.settings import Settings

log = structlog.get_logger(__name__)


def is_external_user(body: dict[str, Any], context: AsyncBoltContext) -> bool:
    """Tell whether the person belongs to another organization than the installation.

    Guests belong to it, and so do all workspaces of one Enterprise organization.
    If Slack doesn't say who belongs where, the bot treats nobody as external.
    """
    installation = context.authorize_result
    if installation is None:  # Slack itself asks, as when it verifies an address
        return False
    team = _team_of_actor(body)
    if team is None:
        return False
    return not _is_own(team, _organization_of_actor(body), installation)


async def may_be_external_user(
    body: dict[str, Any], context: AsyncBoltContext, settings: Settings
) -> bool:
    """Tell whether an event without a workspace id may come from an external user.

    Reaction and link events carry a user id but no workspace id, so in a shared channel the bot
    asks Slack. If Slack refuses, as without the optional scope ``users:read``, the answer stays
    open. Raises SlackCallError when Slack has trouble.
    """
    if settings.serve_other_organizations or body.get("is_ext_shared_channel") is False:
        return False
    installation = context.authorize_result
    try:
        person = (await context.client.users_info(user=body["event"]["user"]))["user"]
    except SlackCallError as error:
        if not error.is_refused:
            raise
        log.info("Slack does not say who is an external user", reason=error.reason)
        return True
    organization = (person.get("enterprise_user") or {}).get("enterprise_id")
    return installation is None or not _is_own(person.get("team_id"), organization, installation)


def _is_own(team: str | None, organization: str | None, installation: AuthorizeResult) -> bool:
    """Whether this workspace is the installation's, or belongs to its organization."""
    own = installation.enterprise_id
    return team == installation.team_id or (own is not None and own in {team, organization})


def _team_of_actor(body: dict[str, Any]) -> str | None:
    """Return the workspace, or the organization, of the person."""
    event = body.get("event")
    if event is not None:
        # Of a message, Slack says whose it is; of a Home tab, only where that was opened.
        opened_in = body.get("team_id") if event.get("type") == "app_home_opened" else None
        team: str | None = event.get("user_team") or event.get("team") or opened_in
        return team or None
    user = body.get("user")
    told: str | None = user.get("team_id") if isinstance(user, dict) else body.get("team_id")
    return told or None


def _organization_of_actor(body: dict[str, Any]) -> str | None:
    if "event" in body:  # who isn't met in a shared channel is met within one's organization
        return None if body.get("is_ext_shared_channel") else body.get("enterprise_id")
    organization = (body.get("enterprise") or {}).get("id")
    told: str | None = organization or body.get("enterprise_id")
    return told
