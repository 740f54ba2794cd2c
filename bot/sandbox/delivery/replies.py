"""The messages an app answers with: in a command's ack, or through a response_url."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.errors import ApiError, FileNotShownError, UnknownToSandboxError
from bot.sandbox.rules.messages import TEXT_MOST, faults_in_message
from bot.sandbox.workspace.people import BOT_USER_ID

if TYPE_CHECKING:
    from bot.sandbox.core import Sandbox
    from bot.sandbox.workspace.elements import Json
    from bot.sandbox.workspace.files import Files
    from bot.sandbox.workspace.grants import ResponseUrl
    from bot.sandbox.workspace.records import Message


def checked_message(body: Json, files: Files) -> tuple[str, list[Json]]:
    """Return text and blocks that keep Slack's rules; raise Slack's refusal of any other."""
    if body.get("attachments"):
        raise UnknownToSandboxError("`attachments`")
    text = body.get("text") or ""
    blocks = body.get("blocks")
    if not text and not blocks:
        raise ApiError("no_text")
    if not isinstance(text, str):
        raise ApiError("invalid_arguments")
    if blocks is not None and not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    if faults := faults_in_message(body):
        raise ApiError.about_arguments("invalid_blocks", faults)
    if faults := files.faults_in(blocks or []):
        raise FileNotShownError.about_arguments("invalid_blocks", faults)
    return text[:TEXT_MOST], blocks or []


def show_reply(sandbox: Sandbox, user: str, channel_id: str, body: Json) -> Message:
    """Show a reply as a new message: to all if it says ``in_channel``, else to this person.

    It goes into a thread only where it names one, whatever it replies to.
    """
    text, blocks = checked_message(body, sandbox.files)
    channel = sandbox.workspace.channel(channel_id)
    if channel is None or channel.is_archived:
        raise ApiError("channel_not_found")
    thread_ts = body.get("thread_ts") or None
    if body.get("response_type") == "in_channel":
        return sandbox.workspace.post(channel, BOT_USER_ID, text, blocks, thread_ts=thread_ts)
    return sandbox.workspace.show_ephemeral(channel, user, text, blocks, thread_ts=thread_ts)


def answer_through(sandbox: Sandbox, grant: ResponseUrl, body: Json) -> None:
    """Do what a POST to a response_url asks: replace, delete, or show something new."""
    workspace = sandbox.workspace
    original = None
    if grant.message_ts:
        original = workspace.ephemeral(grant.channel, grant.message_ts) or workspace.message(
            grant.channel, grant.message_ts
        )
    if body.get("delete_original"):
        if original is None:
            raise ApiError("message_not_found")
        workspace.delete(original)
    elif body.get("replace_original") and original is not None:
        text, blocks = checked_message(body, sandbox.files)
        workspace.change(original, text, blocks)
    else:
        show_reply(sandbox, grant.user, grant.channel, body)
