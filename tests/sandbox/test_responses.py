from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.acts.table import act
from bot.sandbox.errors import ActError
from tests.sandbox.drawings import a_button, a_message, a_section

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.server import SandboxServer
    from bot.sandbox.workspace.records import Message


async def pressed(app: AsyncApp, slack: SandboxServer, *responses: dict[str, Any]) -> list[int]:
    """Press a button in an ephemeral answer, and respond in these ways; returns the statuses."""
    statuses: list[int] = []

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack(a_message("First", a_button("Go", "go")))

    @app.action("go")
    async def go(ack: Any, respond: Any) -> None:
        await ack()
        for response in responses:
            statuses.append((await respond(response)).status_code)  # noqa: PERF401 - one by one

    maya = slack.person("maya")
    await maya.press((await maya.command("/try")).message, "Go")
    return statuses


def words(messages: list[Message]) -> list[str]:
    return [message.words for message in messages]


async def test_delete_original_takes_the_message_away(app: AsyncApp, slack: SandboxServer) -> None:
    """The message that was pressed in is gone."""
    await pressed(app, slack, {"delete_original": True})

    assert slack.person("maya").ephemerals() == []


async def test_without_replace_original_a_new_ephemeral_message_appears(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """A response is private unless it says otherwise, and leaves the original alone."""
    await pressed(app, slack, {"text": "Second", "replace_original": False})

    assert words(slack.person("maya").ephemerals()) == ["First\nGo", "Second"]
    assert slack.person("jonas").ephemerals() == []


async def test_a_response_in_channel_is_for_everybody(app: AsyncApp, slack: SandboxServer) -> None:
    """response_type in_channel posts a stored message."""
    await pressed(app, slack, {"text": "Shared", "response_type": "in_channel"})

    assert words(slack.person("jonas").messages()) == ["Shared"]


async def test_the_sixth_response_is_refused(app: AsyncApp, slack: SandboxServer) -> None:
    """A response_url serves five times."""
    statuses = await pressed(app, slack, *[{"text": str(n)} for n in range(6)])

    assert statuses == [200, 200, 200, 200, 200, 404]
    assert len(slack.person("maya").ephemerals()) == 6  # the first answer and five responses


async def test_a_response_with_bad_blocks_is_refused_with_the_reason(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """The whole message fails, and the page says which block is at fault."""
    maya = slack.person("maya")
    told: list[Any] = []
    slack.sandbox.workspace.listen(maya.id, told.append)
    bad = {"text": "x", "blocks": [a_section("")], "replace_original": True}

    assert await pressed(app, slack, bad) == [400]
    assert words(maya.ephemerals()) == ["First\nGo"]
    notices = [event["text"] for event in told if event["type"] == "notice"]
    assert "must be more than 0 characters [json-pointer:/blocks/0/text/text]" in notices[0]


async def test_a_press_needs_an_element_that_is_there(app: AsyncApp, slack: SandboxServer) -> None:
    """Nobody can press what the app did not draw, not even by a request of their own making."""
    await pressed(app, slack, {"text": "Second", "replace_original": True})
    shown = slack.person("maya").ephemerals()[0]
    request = {
        "user": "maya",
        "type": "block_actions",
        "container": {"type": "message", "channel": "general", "ts": shown.ts},
        "action": {"type": "button", "block_id": "x", "action_id": "go"},
    }

    with pytest.raises(ActError) as refusal:
        await act(slack.sandbox, request)
    assert refusal.value.code == "action_not_found"
