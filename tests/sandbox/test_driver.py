from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.delivery import quiet
from tests.sandbox.drawings import a_button, a_menu, a_message, a_modal, an_option

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.server import SandboxServer
    from bot.sandbox.workspace.records import Message


async def shown(app: AsyncApp, slack: SandboxServer, *elements: dict[str, Any]) -> Message:
    """Let maya see a message with these elements."""

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack(a_message("First", *elements))

    message = (await slack.person("maya").command("/try")).message
    assert message is not None
    return message


def remembering(app: AsyncApp, action_id: str) -> list[dict[str, Any]]:
    """Acknowledge an action; returns what arrives."""
    arrived: list[dict[str, Any]] = []

    @app.action(action_id)
    async def remember(ack: Any, action: dict[str, Any]) -> None:
        await ack()
        arrived.append(action)

    return arrived


async def test_a_button_is_found_by_its_label_or_id(app: AsyncApp, slack: SandboxServer) -> None:
    """People see labels, apps see ids: a test may use either."""
    arrived = remembering(app, "go")
    message = await shown(app, slack, a_button("Go on", "go", value="1"))
    maya = slack.person("maya")
    await maya.press(message, "Go on")
    await maya.press(message, "go")

    assert [action["value"] for action in arrived] == ["1", "1"]


async def test_a_test_that_presses_what_is_not_there_is_told_what_is(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """The failure lists every name in the message."""
    message = await shown(app, slack, a_button("Go on", "go"))

    with pytest.raises(AssertionError, match=r"nothing is called 'Stop'; there are: .*'Go on'"):
        await slack.person("maya").press(message, "Stop")
    with pytest.raises(AssertionError, match="no message or view to find it in: 'Stop'"):
        await slack.person("maya").press(None, "Stop")


async def test_two_buttons_of_one_label_are_told_apart_by_their_values(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """Without a value it is not clear which one is meant."""
    one, two = remembering(app, "one"), remembering(app, "two")
    message = await shown(
        app, slack, a_button("Go", "one", value="1"), a_button("Go", "two", value="2")
    )
    maya = slack.person("maya")
    with pytest.raises(AssertionError, match="2 elements are called 'Go'"):
        await maya.press(message, "Go")
    await maya.press(message, "Go", value="2")

    assert (len(one), len(two)) == (0, 1)


async def test_menus_take_an_options_text_or_value(app: AsyncApp, slack: SandboxServer) -> None:
    """Single and overflow menus send the whole option."""
    chosen, more = remembering(app, "menu"), remembering(app, "more")
    overflow = {"type": "overflow", "action_id": "more", "options": [an_option("Delete", "del")]}
    message = await shown(app, slack, a_menu("menu", "Legal", "Policy"), overflow)
    maya = slack.person("maya")
    await maya.choose(message, "menu", "Legal")
    await maya.choose(message, "menu", "policy")
    await maya.choose(message, "more", "Delete")

    values = [action["selected_option"]["value"] for action in [*chosen, *more]]
    assert values == ["legal", "policy", "del"]
    with pytest.raises(
        AssertionError, match=r"no option 'Sales'; there are: \['Legal', 'Policy'\]"
    ):
        await maya.choose(message, "menu", "Sales")


async def test_a_form_is_filled_in_by_its_labels(app: AsyncApp, slack: SandboxServer) -> None:
    """Texts, menus, checkboxes and type-ahead menus, each by what stands above it."""
    states: list[Any] = []

    def an_input(label: str, **element: Any) -> dict[str, Any]:
        plain = {"type": "plain_text", "text": label}
        return {"type": "input", "label": plain, "block_id": label, "element": element}

    options = [an_option("One"), an_option("Two")]
    view = a_modal(
        an_input("Words", type="plain_text_input", action_id="a"),
        an_input("Menu", type="static_select", action_id="a", options=options),
        an_input("Boxes", type="checkboxes", action_id="a", options=options),
        an_input("Search", type="external_select", action_id="find", min_query_length=0),
        an_input("Day", type="datepicker", action_id="a"),
    )

    @app.shortcut("try_it")
    async def open_view(ack: Any, client: Any, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.options("find")
    async def suggest(ack: Any) -> None:
        await ack(options=[an_option("Found")])

    @app.view("form")
    async def submit(ack: Any, view: dict[str, Any]) -> None:
        states.append(view["state"]["values"])
        await ack()

    maya = slack.person("maya")
    opened = await maya.shortcut("try_it")
    values = {"Words": "x", "Menu": "Two", "Boxes": ["One"], "Search": "Found", "Day": "2026-11-23"}
    await maya.submit(opened.view, values)

    state = states[0]
    assert state["Words"]["a"]["value"] == "x"
    assert state["Menu"]["a"]["selected_option"]["value"] == "two"
    assert [option["value"] for option in state["Boxes"]["a"]["selected_options"]] == ["one"]
    assert state["Search"]["find"]["selected_option"]["value"] == "found"
    assert state["Day"]["a"]["selected_date"] == "2026-11-23"


async def test_an_act_returns_when_the_app_has_finished(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """What the app does after its ack, however slowly, has happened by then."""

    @app.command("/try")
    async def answer(ack: Any, respond: Any) -> None:
        await ack("At once")
        await asyncio.sleep(0.1)
        await respond("Later")

    answered = await slack.person("maya").command("/try")

    assert [message.words for message in answered.messages] == ["At once", "Later"]


async def test_an_app_that_never_finishes_is_named(
    app: AsyncApp, slack: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test does not hang: it fails and says what still runs."""
    monkeypatch.setattr(quiet, "PATIENCE", 0.2)
    may_end = asyncio.Event()

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack("At once")
        await may_end.wait()

    with pytest.raises(AssertionError, match="still busy"):
        await slack.person("maya").command("/try")
    may_end.set()


async def test_what_the_app_does_by_itself_is_waited_for(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """A post that nobody asked for is seen when it comes."""
    maya = slack.person("maya")
    waiting = asyncio.create_task(maya.sees(maya.messages))
    await app.client.chat_postMessage(channel="general", text="By the way")
    await waiting

    assert [message.words for message in maya.messages()] == ["By the way"]
    with pytest.raises(TimeoutError):
        await maya.sees(maya.dms, within=0.01)
