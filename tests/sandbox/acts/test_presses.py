from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.delivery import delivery
from bot.sandbox.errors import ActError
from bot.sandbox.workspace.people import BOT_USER_ID
from tests.sandbox.drawings import a_button, a_menu, a_message, a_modal, a_section, an_option

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.server import SandboxServer
    from bot.sandbox.workspace.records import Message


def posted(slack: SandboxServer, *elements: dict[str, Any], channel: str = "general") -> Message:
    """Post a message of the app with these elements."""
    drawn = a_message("First", *elements)
    return slack.sandbox.workspace.post(
        slack.channel(channel), BOT_USER_ID, drawn["text"], drawn["blocks"]
    )


def arriving(app: AsyncApp, action_id: str) -> list[dict[str, Any]]:
    """Acknowledge an action; returns the whole payloads."""
    bodies: list[dict[str, Any]] = []

    @app.action(action_id)
    async def remember(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        bodies.append(body)

    return bodies


async def test_a_press_in_a_stored_message_carries_the_message(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """The app reads where it happened, in which message, and what else is chosen in it."""
    bodies = arriving(app, "go")
    message = posted(slack, a_button("Go", "go"), a_menu("menu", "One"))
    await slack.person("jonas").press(message, "Go")

    body = bodies[0]
    assert body["message"]["ts"] == message.ts
    assert body["message"]["bot_id"] == "B0SANDBOX"
    assert body["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": "C0GENERAL1",
        "is_ephemeral": False,
    }
    menus = next(iter(body["state"]["values"].values()))
    assert menus == {"menu": {"type": "static_select", "selected_option": None}}


async def test_a_press_in_an_ephemeral_message_carries_no_message(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """Slack stores none, so it has none to send."""
    bodies = arriving(app, "go")
    drawn = a_message("Psst", a_button("Go", "go"))
    maya = slack.person("maya")
    shown = slack.sandbox.workspace.show_ephemeral(
        slack.channel("general"), maya.id, drawn["text"], drawn["blocks"]
    )
    await maya.press(shown, "Go")

    assert "message" not in bodies[0]
    assert bodies[0]["container"]["is_ephemeral"] is True
    with pytest.raises(ActError, match="not there any more"):
        await slack.person("jonas").press(shown, "Go")


async def test_a_press_in_a_thread_is_answered_there_if_the_answer_names_it(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """The container names the thread; a response that does not appears in the conversation."""

    @app.action("go")
    async def go(ack: Any, body: dict[str, Any], respond: Any) -> None:
        await ack()
        await respond("Out here")
        await respond("In here", thread_ts=body["container"]["thread_ts"])

    parent = posted(slack)
    drawn = a_message("Reply", a_button("Go", "go"))
    await app.client.chat_postMessage(channel="general", thread_ts=parent.ts, **drawn)
    reply = slack.person("maya").messages()[-1]
    answer = await slack.person("maya").press(reply, "Go")

    assert reply.thread_ts == parent.ts
    assert [("Out here", None), ("In here", parent.ts)] == [
        (one.text, one.thread_ts) for one in answer.messages
    ]


async def test_a_type_ahead_menu_works_in_a_message(app: AsyncApp, slack: SandboxServer) -> None:
    """Options that Slack could not show are refused, and said."""
    replies = iter([{"options": [an_option("Apple")]}, {"options": [an_option("x" * 76, "v")]}])
    bodies: list[dict[str, Any]] = []

    @app.options("find")
    async def suggest(ack: Any, body: dict[str, Any]) -> None:
        bodies.append(body)
        await ack(**next(replies))

    menu = {"type": "external_select", "action_id": "find", "min_query_length": 1}
    message = posted(slack, menu)
    maya = slack.person("maya")
    offered = await maya.suggest_options(message, "find", "a")

    assert offered == ["Apple"]
    assert bodies[0]["container"]["message_ts"] == message.ts
    assert "response_url" not in bodies[0]
    with pytest.raises(ActError, match="options that cannot be shown"):
        await maya.suggest_options(message, "find", "b")


async def test_a_press_that_nobody_acknowledges_is_said(
    app: AsyncApp, slack: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person learns that the app did not respond."""
    monkeypatch.setattr(delivery, "DEADLINE", 0.05)
    assert app.name
    message = posted(slack, a_button("Go", "go"))

    with pytest.raises(ActError, match="Everything did not respond"):
        await slack.person("maya").press(message, "Go")


async def test_without_interactivity_buttons_do_nothing(sandbox: SandboxServer) -> None:
    """An app that has not switched it on hears of no press."""
    sandbox.sandbox.manifest = replace(sandbox.sandbox.manifest, is_interactive=False)
    message = posted(sandbox, a_button("Go", "go"))

    with pytest.raises(ActError, match="not configured to handle interactive responses"):
        await sandbox.person("maya").press(message, "Go")


async def test_buttons_work_on_the_home_tab(app: AsyncApp, slack: SandboxServer) -> None:
    """A press there carries the view, and publishing again redraws it."""
    buttons = {"type": "actions", "elements": [a_button("Count", "count")]}
    home = {"type": "home", "blocks": [a_section("None"), buttons]}

    @app.action("count")
    async def count(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        view = {"type": "home", "blocks": [a_section("One"), buttons]}
        await client.views_publish(user_id=body["user"]["id"], view=view, hash=body["view"]["hash"])

    maya = slack.person("maya")
    await app.client.views_publish(user_id=maya.id, view=home)
    await maya.press(maya.home(), "Count")

    shown = maya.home()
    assert shown is not None
    assert shown.words == "One\nCount"


async def test_a_form_can_ask_where_to_answer(app: AsyncApp, slack: SandboxServer) -> None:
    """A channel menu with response_url_enabled brings a response_url of that channel."""
    menu = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    label = {"type": "plain_text", "text": "Where"}
    view = a_modal({"type": "input", "block_id": "b", "label": label, "element": menu})

    @app.shortcut("try_it")
    async def open_view(ack: Any, client: Any, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("form")
    async def submit(ack: Any, respond: Any) -> None:
        await ack()
        await respond("Shared", response_type="in_channel")

    maya = slack.person("maya")
    opened = await maya.shortcut("try_it")
    await maya.submit(opened.view, {"Where": "C0RANDOM05"})

    assert [message.words for message in maya.messages("random")] == ["Shared"]
