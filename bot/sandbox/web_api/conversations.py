"""The Web API's ``conversations.*``: channels, their members, their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.errors import ApiError
from bot.sandbox.web_api.method import Call, Method
from bot.sandbox.workspace.people import BOT_USER_ID, Channel

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_OPEN = ("channels:manage", "groups:write", "im:write", "mpim:write")
_KINDS = {"public_channel", "private_channel", "im", "mpim"}


def info(call: Call) -> Json:
    """Say what a channel is."""
    return {"channel": _told(_readable(call, "read"))}


def listing(call: Call) -> Json:
    """List the channels of the kinds asked for, as far as an app may know of them."""
    kinds = set((call.text("types") or "public_channel").replace(" ", "").split(","))
    if not kinds <= _KINDS:
        raise ApiError("invalid_types")
    for kind in sorted(kinds - {"mpim"}):
        call.require_scope(f"{_SCOPE_NAMES[kind]}:read")
    channels = [
        channel
        for channel in call.sandbox.workspace.channels
        if _kind(channel) in kinds
        and (not channel.is_private or BOT_USER_ID in channel.members)
        and not (channel.is_archived and call.flag("exclude_archived"))
    ]
    return call.page_of([_told(channel) for channel in channels], "channels", "invalid_limit")


def members(call: Call) -> Json:
    """List the ids of a channel's members."""
    return call.page_of(_readable(call, "read").members, "members", "invalid_limit")


def history(call: Call) -> Json:
    """Return a channel's messages, newest first; only to a member with a history scope.

    Their metadata is returned on request.
    """
    channel = _readable(call, "history")
    if BOT_USER_ID not in channel.members:
        raise ApiError("not_in_channel")
    oldest, latest = call.text("oldest") or "0", call.text("latest") or "9" * 12
    messages = [
        message.to_slack()
        for message in reversed(call.sandbox.workspace.messages(channel.id))
        if float(oldest) < float(message.ts) < float(latest)
    ]
    if not call.flag("include_all_metadata"):
        messages = [{k: v for k, v in m.items() if k != "metadata"} for m in messages]
    page = call.page_of(messages, "messages")
    return page | {"has_more": bool(page["response_metadata"]["next_cursor"])}


def open_dm(call: Call) -> Json:
    """Return the conversation between the app and one person."""
    users = [user for user in call.text("users").split(",") if user]
    if call.args.get("channel"):
        channel = call.channel()
    elif not users:
        raise ApiError("users_list_not_supplied")
    elif len(users) > 1:
        raise ApiError("invalid_user_combination")
    else:
        person = call.sandbox.workspace.people.get(users[0])
        found = call.sandbox.workspace.channel(person.dm_id) if person else None
        if found is None:
            raise ApiError("user_not_found")
        channel = found
    return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}


def join(call: Call) -> Json:
    """Let the app into a public channel."""
    channel = call.channel()
    if channel.is_private:
        raise ApiError("channel_not_found")
    if channel.is_dm:
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    call.sandbox.workspace.add_member(channel, BOT_USER_ID)
    return {"channel": _told(channel)}


_SCOPE_NAMES = {"public_channel": "channels", "private_channel": "groups", "im": "im"}


def _kind(channel: Channel) -> str:
    if channel.is_dm:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def _readable(call: Call, what: str) -> Channel:
    channel = call.channel()
    if channel.is_private and BOT_USER_ID not in channel.members:
        raise ApiError("channel_not_found")
    call.require_scope(f"{_SCOPE_NAMES[_kind(channel)]}:{what}")
    return channel


def _told(channel: Channel) -> Json:
    if channel.is_dm:
        return {"id": channel.id, "is_im": True, "user": channel.dm_with, "is_archived": False}
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_member": BOT_USER_ID in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic},
        "purpose": {"value": channel.topic},
    }


_PERIOD = ("oldest", "latest", "include_all_metadata", "cursor", "limit")

PLACE_METHODS = {
    "conversations.info": Method(info, ("channel",), _READ),
    "conversations.list": Method(
        listing, (), _READ, ("types", "exclude_archived", "cursor", "limit")
    ),
    "conversations.members": Method(members, ("channel",), _READ, ("cursor", "limit")),
    "conversations.history": Method(history, ("channel",), _HISTORY, _PERIOD),
    "conversations.open": Method(open_dm, (), _OPEN, ("channel", "users")),
    "conversations.join": Method(join, ("channel",), ("channels:join",)),
}
