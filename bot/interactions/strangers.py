"""Telling people of other organizations, met in channels shared with them, from one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext


def is_stranger(body: dict[str, Any], context: AsyncBoltContext) -> bool:
    """Tell whether whoever acts belongs to another organization than the installation.

    Guests belong to it, and so do all workspaces of one Enterprise organization.
    Where Slack doesn't say who acts from where, nobody is a stranger.
    """
    installation = context.authorize_result
    if installation is None:  # Slack itself asks, as when it verifies an address
        return False
    team = _team_of_actor(body)
    if team is None or team == installation.team_id:
        return False
    organization = installation.enterprise_id
    return organization is None or organization not in {team, _organization_of_actor(body)}


def _team_of_actor(body: dict[str, Any]) -> str | None:
    """Return the workspace, or the organization, of whoever acts."""
    event = body.get("event")
    if event is not None:
        # Of a message, Slack says whose it is; of a Home tab, only where that was opened.
        opened_in = body.get("team_id") if event.get("type") == "app_home_opened" else None
        team: str | None = event.get("user_team") or event.get("team") or opened_in
        return team
    user = body.get("user")
    told: str | None = user.get("team_id") if isinstance(user, dict) else body.get("team_id")
    return told


def _organization_of_actor(body: dict[str, Any]) -> str | None:
    if "event" in body:  # who isn't met in a shared channel is met within one's organization
        return None if body.get("is_ext_shared_channel") else body.get("enterprise_id")
    organization = (body.get("enterprise") or {}).get("id")
    told: str | None = organization or body.get("enterprise_id")
    return told
