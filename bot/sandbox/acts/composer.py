"""Slash commands and messages from the composer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sandbox.core import VERIFICATION_TOKEN
from bot.sandbox.delivery.events import send_message_events
from bot.sandbox.delivery.link_events import tell_links_in_message
from bot.sandbox.delivery.replies import show_reply
from bot.sandbox.errors import ActError, ApiError, NotDelivered
from bot.sandbox.workspace.people import (
    APP_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    Channel,
    Member,
)

if TYPE_CHECKING:
    from bot.sandbox.core import Sandbox
    from bot.sandbox.manifest import Command
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.records import Message

_MENTION = re.compile(r"(?<![\w&@])@(\w[\w.-]*)")
_CHANNEL = re.compile(r"(?<![\w&#])#([\w-]+)")


async def send_command(
    sandbox: Sandbox, person: Member, channel: Channel, text: str, thread_ts: str | None = None
) -> None:
    """Run a slash command; what the app's ack says is shown where it was typed."""
    name, _, rest = text.strip().partition(" ")
    if name in ("/invite", "/remove"):
        _change_membership(sandbox, channel, name, rest)
        return
    command = sandbox.manifest.command(name)
    if command is None or "commands" not in sandbox.scopes or person.is_external_user:
        raise ActError("invalid_command", f"{name} is not a valid command.")
    if thread_ts:
        raise ActError("not_in_thread", f"{name} is not supported in threads. Sorry!")
    payload = _payload(sandbox, person, channel, command, rest.strip())
    try:
        body = await sandbox.delivery.send("slash_commands", payload)
        if isinstance(body, str):
            body = {"text": body}
        if body:
            show_reply(sandbox, person.id, channel.id, body)
    except (NotDelivered, ApiError) as error:
        code = error.code if isinstance(error, NotDelivered) else "invalid_command_response"
        sentence = f'{name} failed with the error "{code}"'
        sandbox.notice(person, f"{sentence}: {error.reason}", channel=channel)
        raise ActError(code, f"{sentence}.") from error


def send_message(
    sandbox: Sandbox, person: Member, channel: Channel, text: str, thread_ts: str | None = None
) -> Message:
    """Post what a person wrote, and tell the app where it may know of it."""
    if person.id not in channel.members:
        raise ActError("not_in_channel", f"{person.real_name} is not in #{channel.name}.")
    if channel.is_archived:
        raise ActError("is_archived", f"#{channel.name} is archived.")
    if channel.is_dm and not sandbox.manifest.has_messages_tab:
        raise ActError("messages_tab_disabled", "Sending messages to this app is turned off.")
    message = sandbox.workspace.post(
        channel, person.id, with_mentions(sandbox, text), thread_ts=thread_ts
    )
    sandbox.links.drafts.pop(person.id, None)
    tell_links_in_message(sandbox, person, channel, message)
    send_message_events(sandbox, person, channel, message)
    return message


def with_mentions(sandbox: Sandbox, text: str) -> str:
    """Return the text as Slack stores it: escaped, with people and channels as references."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    bot_name = sandbox.manifest.display_name
    text = re.sub(
        rf"(?<![\w@])@{re.escape(bot_name)}\b", f"<@{BOT_USER_ID}>", text, flags=re.IGNORECASE
    )

    def mention(match: re.Match[str]) -> str:
        if match[1] in ("here", "channel", "everyone"):
            return f"<!{match[1]}>"
        person = sandbox.workspace.person(match[1].lower())
        return f"<@{person.id}>" if person else match[0]

    def reference(match: re.Match[str]) -> str:
        channel = sandbox.workspace.channel(match[0])
        return f"<#{channel.id}|{channel.name}>" if channel else match[0]

    return _CHANNEL.sub(reference, _MENTION.sub(mention, text))


def _payload(
    sandbox: Sandbox, person: Member, channel: Channel, command: Command, text: str
) -> Json:
    path = sandbox.grants.new_response(person.id, channel.id)
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": "privategroup" if channel.is_private else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": command.name,
        "text": with_mentions(sandbox, text) if command.should_escape else text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": sandbox.response_url(path),
        "trigger_id": sandbox.grants.new_trigger(person.id),
    }


def _change_membership(sandbox: Sandbox, channel: Channel, name: str, who: str) -> None:
    wanted = who.strip().removeprefix("@").casefold()
    person = sandbox.workspace.person(wanted)
    is_bot = wanted in (sandbox.manifest.display_name.casefold(), BOT_USER_ID.casefold())
    user = BOT_USER_ID if is_bot else person.id if person else None
    if user is None or channel.is_dm:
        raise ActError("user_not_found", f"{name}: nobody here is called {who.strip()!r}.")
    if name == "/invite":
        sandbox.workspace.add_member(channel, user)
    else:
        sandbox.workspace.remove_member(channel, user)
