from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.delivery import delivery
from bot.sandbox.errors import ActError
from tests.sandbox.drawings import a_message, a_section

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.server import SandboxServer


def answering(app: AsyncApp, reply: Any = "Done", command: str = "/try") -> list[dict[str, Any]]:
    """Answer a command always the same way; returns what arrives."""
    arrived: list[dict[str, Any]] = []

    async def answer(ack: Any, body: dict[str, Any]) -> None:
        arrived.append(body)
        await ack(reply)

    app.command(command)(answer)
    return arrived


async def test_an_undeclared_command_never_reaches_the_app(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """A command that the manifest does not declare does not exist."""
    arrived = answering(app, command="/undeclared")

    with pytest.raises(ActError, match="/undeclared is not a valid command"):
        await slack.person("maya").command("/undeclared x")

    assert arrived == []


async def test_commands_need_their_scope(app: AsyncApp, slack: SandboxServer) -> None:
    """A declared command does not exist either where the scope is not granted."""
    answering(app)
    slack.sandbox.scopes.discard("commands")

    with pytest.raises(ActError, match="is not a valid command"):
        await slack.person("maya").command("/try")


async def test_a_command_does_not_work_in_a_thread(app: AsyncApp, slack: SandboxServer) -> None:
    """Slack refuses commands in threads before the app hears of them."""
    arrived = answering(app)
    posted = await app.client.chat_postMessage(channel="general", text="A thread begins")

    with pytest.raises(ActError, match="not supported in threads"):
        await slack.person("maya").command("/try", thread_ts=posted["ts"])
    assert arrived == []


async def test_a_command_says_who_asked_where_and_what(app: AsyncApp, slack: SandboxServer) -> None:
    """The payload carries the fields that Slack sends, the text without spaces around it."""
    arrived = answering(app)
    lena = slack.person("lena")
    await lena.command("/try  R&D <now> ", channel="legal-desk")

    body = arrived[0]
    assert body["text"] == "R&D <now>"
    assert (body["user_id"], body["user_name"]) == (lena.id, "lena")
    assert (body["channel_id"], body["channel_name"]) == ("C0LEGAL003", "legal-desk")
    assert body["command"] == "/try"
    assert body["response_url"].startswith(slack.base_url)
    assert body["trigger_id"]


async def test_private_channels_and_dms_hide_their_names(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """Slack names a private channel 'privategroup' and a conversation 'directmessage'."""
    arrived = answering(app)
    wei = slack.person("wei")
    await wei.command("/try", channel="glossary-stewards")
    await wei.command("/try", channel=wei.id)

    assert [body["channel_name"] for body in arrived] == ["privategroup", "directmessage"]


async def test_mentions_become_references_where_the_command_asks_for_it(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """With should_escape, people and channels arrive as ids and control characters escaped."""
    arrived = answering(app, command="/escaped")
    await slack.person("maya").command("/escaped @lena in #general & you")

    assert arrived[0]["text"] == "<@U0LENA0005> in <#C0GENERAL1|general> &amp; you"


async def test_an_in_channel_answer_is_stored_for_everybody(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """response_type in_channel posts a message, even where the bot is no member."""
    answering(app, a_message("For all", response_type="in_channel"))
    await slack.person("maya").command("/try", channel="random")

    assert [m.words for m in slack.person("jonas").messages("random")] == ["For all"]


async def test_without_a_connected_app_the_command_fails_as_in_slack(slack: SandboxServer) -> None:
    """Nobody listens: dispatch_failed."""
    with pytest.raises(ActError, match='/try failed with the error "dispatch_failed"'):
        await slack.person("maya").command("/try")


async def test_an_ack_after_the_deadline_is_no_answer(
    app: AsyncApp, slack: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An app that needs longer than Slack waits is not heard."""
    monkeypatch.setattr(delivery, "DEADLINE", 0.05)

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await asyncio.sleep(0.2)
        await ack("Too late")

    maya = slack.person("maya")
    with pytest.raises(ActError, match="operation_timeout"):
        await maya.command("/try")
    assert maya.ephemerals() == []


async def test_slack_waits_three_seconds(limits: dict[str, float]) -> None:
    """The deadline is Slack's."""
    assert limits["bot.sandbox.delivery.delivery.DEADLINE"] == 3.0


async def test_blocks_that_break_a_rule_fail_the_whole_answer_and_say_why(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """The person learns that it failed, a developer which block is at fault."""
    blocks = [a_section("x" * 3001)]
    answering(app, {"text": "Long", "blocks": blocks})
    maya = slack.person("maya")
    notices: list[Any] = []
    slack.sandbox.workspace.listen(maya.id, notices.append)

    with pytest.raises(ActError) as refusal:
        await maya.command("/try")

    assert refusal.value.code == "invalid_command_response"
    assert maya.ephemerals() == []
    assert (
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
        in (notices[-1]["text"])
    )


async def test_an_invited_bot_is_a_member(slack: SandboxServer) -> None:
    """Slack's own /invite and /remove change who is in the channel."""
    maya = slack.person("maya")
    await maya.command("/invite @Everything", channel="random")
    members_with_bot = list(slack.channel("random").members)
    await maya.command("/remove @Everything", channel="random")

    assert "U0SANDBOX" in members_with_bot
    assert "U0SANDBOX" not in slack.channel("random").members


async def test_a_guest_sees_only_their_own_channels(app: AsyncApp, slack: SandboxServer) -> None:
    """Staff may read public channels; a guest is in those they were let into, and no other."""
    answering(app)

    with pytest.raises(ActError, match="sees no channel"):
        await slack.person("gus").command("/try", channel="random")
    with pytest.raises(ActError, match="sees no channel"):
        await slack.person("maya").command("/try", channel="glossary-stewards")
