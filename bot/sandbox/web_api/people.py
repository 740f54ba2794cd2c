"""The Web API's answers on who is who: the app itself, its team, people and groups."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.sandbox.errors import ApiError
from bot.sandbox.web_api.method import Call, Method
from bot.sandbox.workspace.people import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    TEAM_NAME,
    Member,
)

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json


def test_auth(call: Call) -> Json:
    """Say whose token this is."""
    return {
        "url": f"{call.sandbox.base_url}/",
        "team": TEAM_NAME,
        "user": call.sandbox.manifest.display_name.lower(),
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> Json:
    """Return where Socket Mode is to connect, with a ticket that lets one connection in."""
    ticket = secrets.token_urlsafe(16)
    call.sandbox.tickets.add(ticket)
    address = call.sandbox.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/link?ticket={ticket}&app_id={APP_ID}"}


def user_info(call: Call) -> Json:
    """Say who a user is."""
    if call.text("user") == BOT_USER_ID:
        return {"user": _bot_user(call)}
    person = call.sandbox.workspace.people.get(call.text("user"))
    if person is None:
        raise ApiError("user_not_found")
    return {"user": _user(call, person)}


def user_list(call: Call) -> Json:
    """List everybody, the app's own user among them."""
    people = [_user(call, person) for person in call.sandbox.workspace.people.values()]
    return call.page_of([*people, _bot_user(call)], "members")


def bot_info(call: Call) -> Json:
    """Say what a bot is."""
    if call.text("bot") != BOT_ID:
        raise ApiError("bot_not_found")
    name = call.sandbox.manifest.display_name
    return {"bot": {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER_ID, "name": name}}


def team_info(_call: Call) -> Json:
    """Say which workspace this is."""
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN}}


def group_members(call: Call) -> Json:
    """List the ids of a user group's members."""
    members = call.sandbox.workspace.user_groups.get(call.text("usergroup"))
    if members is None:
        raise ApiError("no_such_subteam")
    return {"users": members}


def _user(call: Call, person: Member) -> Json:
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "real_name": person.real_name,
        "deleted": person.id in call.sandbox.workspace.departed,
        "is_bot": False,
        "is_admin": False,
        "is_restricted": person.is_guest,
        "is_stranger": person.is_external_user,
        "is_ultra_restricted": False,
        "tz": "Etc/UTC",
        "profile": {
            "real_name": person.real_name,
            "display_name": person.name,
            "title": person.title,
        },
    }


def _bot_user(call: Call) -> Json:
    name = call.sandbox.manifest.display_name
    return {
        "id": BOT_USER_ID,
        "team_id": TEAM_ID,
        "name": name.lower(),
        "real_name": name,
        "deleted": False,
        "is_bot": True,
        "tz": "Etc/UTC",
        "profile": {"real_name": name, "display_name": name, "bot_id": BOT_ID},
    }


PEOPLE_METHODS = {
    "auth.test": Method(test_auth),
    "apps.connections.open": Method(open_connection, token="app"),  # noqa: S106 - a token's kind
    "users.info": Method(user_info, ("user",), ("users:read",)),
    "users.list": Method(user_list, (), ("users:read",), ("cursor", "limit")),
    "bots.info": Method(bot_info, (), ("users:read",), ("bot",)),
    "team.info": Method(team_info, (), ("team:read",)),
    "usergroups.users.list": Method(group_members, ("usergroup",), ("usergroups:read",)),
}
