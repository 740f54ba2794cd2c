"""Events: what the app hears by itself, if manifest, scopes and membership allow."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from bot.sandbox.core import VERIFICATION_TOKEN
from bot.sandbox.delivery.delivery import Retry
from bot.sandbox.errors import NotDelivered
from bot.sandbox.workspace.people import APP_ID, BOT_USER_ID, TEAM_ID, Channel, Member

if TYPE_CHECKING:
    from bot.sandbox.core import Sandbox
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.records import Message

# Slack tries again at once, after a minute, and after five.
RETRY_DELAYS = (0.0, 60.0, 300.0)
RETRY_TASK = "sandbox: an event comes again"
# Every event that the sandbox sends, and the scope without which it doesn't.
EVENT_SCOPES = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "link_shared": "links:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
}


def send_message_events(
    sandbox: Sandbox, person: Member, channel: Channel, message: Message
) -> None:
    """Tell the app of a person's message: of each in some channels, of mentions elsewhere."""
    if BOT_USER_ID not in channel.members:
        if f"<@{BOT_USER_ID}>" in message.text:
            name = sandbox.manifest.display_name
            text = f"{name} is not in this channel: /invite @{name}"
            sandbox.notice(person, text, "info", channel)
        return
    event = message.to_slack() | {"channel": channel.id, "event_ts": message.ts}
    event["team"] = person.team_id
    if channel.is_shared or person.is_external_user:
        event |= {"user_team": person.team_id, "source_team": person.team_id}
    subscription, kind = "message.channels", "channel"
    if channel.is_dm:
        subscription, kind = "message.im", "im"
    elif channel.is_private:
        subscription, kind = "message.groups", "group"
    send_event(sandbox, event | {"channel_type": kind}, subscription)
    if f"<@{BOT_USER_ID}>" in message.text and not channel.is_dm:
        send_event(sandbox, event | {"type": "app_mention"}, "app_mention")


def send_reaction_event(
    sandbox: Sandbox, person: Member, message: Message, name: str, *, added: bool
) -> None:
    """Tell the app about a reaction, if it is a member of the message's channel."""
    channel = sandbox.workspace.channel(message.channel)
    if channel is None or BOT_USER_ID not in channel.members:
        return
    kind = "reaction_added" if added else "reaction_removed"
    event: Json = {
        "type": kind,
        "user": person.id,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": sandbox.workspace.next_ts(),
    }
    send_event(sandbox, event, kind)


def send_home_opened(sandbox: Sandbox, person: Member, tab: str) -> None:
    """Tell the app that a person opened its Home or Messages tab."""
    home = sandbox.modals.home(person.id)
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": person.dm_id,
        "tab": tab,
        "event_ts": sandbox.workspace.next_ts(),
    }
    if home and tab == "home":
        event["view"] = home.to_slack()
    send_event(sandbox, event, "app_home_opened")


def send_event(sandbox: Sandbox, event: Json, subscription: str) -> bool:
    """Send an event and return True, if the manifest subscribes to it and its scope is granted."""
    scope = EVENT_SCOPES[subscription]
    if subscription not in sandbox.manifest.events or (scope and scope not in sandbox.scopes):
        return False
    person = sandbox.workspace.person(event["user"])
    channel = sandbox.workspace.channel(event.get("channel") or event["item"]["channel"])
    is_external_user = person is not None and person.is_external_user
    payload: Json = {
        "token": VERIFICATION_TOKEN,
        "team_id": person.team_id if person else TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev0{secrets.token_hex(4).upper()}",
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": is_external_user or (channel is not None and channel.is_shared),
    }
    sandbox.sent_events.append(payload)
    sandbox.start(_deliver(sandbox, payload), f"sandbox: event {event['type']}")
    return True


async def send_again(sandbox: Sandbox, payload: Json, number: int = 1) -> None:
    """Deliver an event another time, as Slack does when it saw no acknowledgement."""
    await sandbox.delivery.send("events_api", payload, Retry(number, "timeout"))


async def _deliver(sandbox: Sandbox, payload: Json) -> None:
    try:
        await sandbox.delivery.send("events_api", payload)
    except NotDelivered:
        sandbox.start(_retry(sandbox, payload), RETRY_TASK)


async def _retry(sandbox: Sandbox, payload: Json) -> None:
    for number, delay in enumerate(RETRY_DELAYS, start=1):
        await asyncio.sleep(delay)
        try:
            await send_again(sandbox, payload, number)
        except NotDelivered:
            continue
        return
