"""The Web API's ``chat.*`` and ``reactions.*``: messages that the app posts, changes, finds."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.sandbox.delivery.replies import checked_message
from bot.sandbox.errors import ApiError, UnknownToSandboxError
from bot.sandbox.rules.messages import UPDATED_TEXT_MOST, is_blocks_too_long
from bot.sandbox.web_api.method import Call, Method
from bot.sandbox.workspace.people import BOT_USER_ID, Channel

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.records import Message

_METADATA_MOST = 8000
_EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def post_message(call: Call) -> Json:
    """Post as the app where it is a member, or to a person's own conversation with it."""
    channel = _channel_to_write(call)
    text, blocks = _checked(call)
    message = call.sandbox.workspace.post(
        channel,
        BOT_USER_ID,
        text,
        blocks,
        thread_ts=_thread(call, channel),
        metadata=_metadata(call),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.to_slack()}


def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a channel."""
    channel = _channel_to_write(call)
    person = call.sandbox.workspace.person(call.text("user"))
    if person is None or person.id not in channel.members:
        raise ApiError("user_not_in_channel")
    text, blocks = _checked(call)
    message = call.sandbox.workspace.show_ephemeral(
        channel, person.id, text, blocks, thread_ts=_thread(call, channel)
    )
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """Change a message that the app has posted."""
    message = _own_message(call, "cant_update_message")
    if len(call.text("text")) > UPDATED_TEXT_MOST:
        raise ApiError("msg_too_long")
    text, blocks = _checked(call)
    call.sandbox.workspace.change(message, text, blocks, _metadata(call))
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": text,
        "message": message.to_slack(),
    }


def delete(call: Call) -> Json:
    """Delete a message that the app has posted."""
    message = _own_message(call, "cant_delete_message")
    call.sandbox.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """Return the address of a message."""
    message = _message(call, "message_ts")
    path = f"/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return {"channel": message.channel, "permalink": f"{call.sandbox.base_url}{path}"}


def get_reactions(call: Call) -> Json:
    """Return a message with its reactions."""
    if not call.args.get("channel") or not call.args.get("timestamp"):
        raise ApiError("no_item_specified")
    message = _message(call, "timestamp")
    return {"type": "message", "channel": message.channel, "message": message.to_slack()}


def add_reaction(call: Call) -> Json:
    """React as the app."""
    message = _message(call, "timestamp")
    name = call.text("name").strip(":")
    if not _EMOJI.fullmatch(name):
        raise ApiError("invalid_name")
    if not call.sandbox.workspace.react(message, BOT_USER_ID, name, added=True):
        raise ApiError("already_reacted")
    return {}


def _channel_to_write(call: Call) -> Channel:
    channel = call.channel()
    if channel.is_archived:
        raise ApiError("is_archived")
    if channel.is_dm and not call.sandbox.manifest.has_messages_tab:
        raise ApiError("messages_tab_disabled")
    if BOT_USER_ID not in channel.members:
        if channel.is_private:  # an app does not learn that it exists
            raise ApiError("channel_not_found")
        if "chat:write.public" not in call.sandbox.scopes or call.method == "chat.postEphemeral":
            raise ApiError("not_in_channel")
    return channel


def _checked(call: Call) -> tuple[str, list[Json]]:
    text, blocks = checked_message(call.args, call.sandbox.files)
    if is_blocks_too_long(blocks):
        raise ApiError("msg_blocks_too_long")
    return text, blocks


def _thread(call: Call, channel: Channel) -> str | None:
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return None
    parent = call.sandbox.workspace.message(channel.id, thread_ts)
    return (parent.thread_ts or parent.ts) if parent else None


def _metadata(call: Call) -> Json | None:
    metadata: Json | None = call.args.get("metadata")
    if metadata is None:
        return None
    if isinstance(metadata, dict) and "entities" in metadata:
        raise UnknownToSandboxError("the field `entities` of `metadata` (work objects)")
    is_whole = isinstance(metadata, dict) and {"event_type", "event_payload"} <= metadata.keys()
    if not is_whole:
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(metadata)) > _METADATA_MOST:
        raise ApiError("metadata_too_large")
    return metadata


def _message(call: Call, argument: str) -> Message:
    channel = call.channel()
    if channel.is_private and BOT_USER_ID not in channel.members:
        raise ApiError("channel_not_found")
    message = call.sandbox.workspace.message(channel.id, call.text(argument))
    if message is None:
        raise ApiError("message_not_found")
    return message


def _own_message(call: Call, refusal: str) -> Message:
    message = _message(call, "ts")
    if BOT_USER_ID not in call.channel().members:
        raise ApiError("channel_not_found")
    if not message.is_from_bot:
        raise ApiError(refusal)
    return message


# The sandbox itself previews no link, so the two arguments about that change nothing here.
_POSTED = ("text", "blocks", "thread_ts", "metadata", "unfurl_links", "unfurl_media")

CHAT_METHODS = {
    "chat.postMessage": Method(post_message, ("channel",), ("chat:write",), _POSTED),
    "chat.postEphemeral": Method(
        post_ephemeral, ("channel", "user"), ("chat:write",), ("text", "blocks", "thread_ts")
    ),
    "chat.update": Method(
        update, ("channel", "ts"), ("chat:write",), ("text", "blocks", "metadata")
    ),
    "chat.delete": Method(delete, ("channel", "ts"), ("chat:write",)),
    "chat.getPermalink": Method(get_permalink, ("channel", "message_ts")),
    "reactions.get": Method(get_reactions, (), ("reactions:read",), ("channel", "timestamp")),
    "reactions.add": Method(add_reaction, ("channel", "name", "timestamp"), ("reactions:write",)),
}
