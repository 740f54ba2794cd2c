from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.errors import ActError
from tests.sandbox.drawings import a_button, a_field, a_message, a_modal, a_section, an_option

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.driver import SandboxUser
    from bot.sandbox.server import SandboxServer


async def with_open_modal(app: AsyncApp, slack: SandboxServer, view: dict[str, Any]) -> SandboxUser:
    """Open a modal by the global shortcut, for maya."""

    @app.shortcut("try_it")
    async def open_view(ack: Any, client: Any, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    maya = slack.person("maya")
    await maya.shortcut("try_it")
    return maya


def titled(title: str, *blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return a_modal(*blocks, title={"type": "plain_text", "text": title}, **fields)


def buttons(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "buttons", "elements": list(elements)}


async def test_modals_stack_three_high(app: AsyncApp, slack: SandboxServer) -> None:
    """The fourth push is refused; closing the top one shows the one below."""
    errors: list[str] = []

    @app.action("more")
    async def push(ack: Any, client: Any, body: dict[str, Any]) -> None:
        await ack()
        view = titled(f"After {body['view']['title']['text']}", buttons(a_button("More", "more")))
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=view)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            errors.append(error.response["error"])  # type: ignore[attr-defined]

    maya = await with_open_modal(app, slack, titled("A", buttons(a_button("More", "more"))))
    for _ in range(3):
        await maya.press(maya.open_view(), "More")
    top = maya.open_view()
    assert top is not None
    await maya.close(top)

    assert top.title == "After After A"
    assert errors == ["push_limit_reached"]
    assert (maya.open_view() or top).title == "After A"


async def test_an_update_keeps_what_was_typed(app: AsyncApp, slack: SandboxServer) -> None:
    """views.update leaves a field alone whose ids stay, whatever initial_value it brings."""

    @app.action("grow")
    async def grow(ack: Any, client: Any, body: dict[str, Any]) -> None:
        await ack()
        view = titled("Grown", a_field(initial_value="new"), buttons(a_button("Grow", "grow")))
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    view = titled("Small", a_field(), buttons(a_button("Grow", "grow")))
    maya = await with_open_modal(app, slack, view)
    shown = maya.open_view()
    assert shown is not None
    shown.state["words"]["typed"]["value"] = "mine"
    answer = await maya.press(shown, "Grow")

    assert answer.view is shown
    assert shown.title == "Grown"
    assert shown.state["words"]["typed"]["value"] == "mine"


async def test_an_update_with_an_old_hash_is_refused(app: AsyncApp, slack: SandboxServer) -> None:
    """Two updates cannot overwrite each other unseen."""
    maya = await with_open_modal(app, slack, titled("A", a_section()))
    view = maya.open_view()
    assert view is not None
    with pytest.raises(Exception, match="hash_conflict"):
        await app.client.views_update(view_id=view.id, hash="old", view=titled("B", a_section()))


@pytest.mark.parametrize(
    ("reply", "titles"),
    [
        ({}, []),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": titled("New", a_section())}, ["New"]),
        ({"response_action": "push", "view": titled("New", a_section())}, ["A", "New"]),
    ],
    ids=["close", "clear", "update", "push"],
)
async def test_the_ack_of_a_form_says_what_becomes_of_it(
    app: AsyncApp, slack: SandboxServer, reply: dict[str, Any], titles: list[str]
) -> None:
    """Nothing closes it; clear closes all; update and push show another view."""

    @app.view("form")
    async def submit(ack: Any) -> None:
        await ack(**reply)

    maya = await with_open_modal(app, slack, titled("A", a_field()))
    await maya.submit(maya.open_view(), {"Words": "x"})

    assert [view.title for view in slack.sandbox.modals.stack(maya.id)] == titles


async def test_errors_must_name_an_input_block(app: AsyncApp, slack: SandboxServer) -> None:
    """An error at a block that is no field could not be shown: the form stays, with trouble."""

    @app.view("form")
    async def submit(ack: Any) -> None:
        await ack(response_action="errors", errors={"elsewhere": "No"})

    maya = await with_open_modal(app, slack, titled("A", a_field()))
    with pytest.raises(ActError, match="errors name no input block: elsewhere"):
        await maya.submit(maya.open_view(), {"Words": "x"})
    assert maya.open_view() is not None


async def test_the_app_hears_of_closing_where_it_asks_for_it(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """notify_on_close sends view_closed."""
    heard: list[bool] = []

    @app.view_closed("form")
    async def closed(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        heard.append(body["is_cleared"])

    maya = await with_open_modal(app, slack, titled("A", a_section(), notify_on_close=True))
    view = maya.open_view()
    assert view is not None
    await maya.close(view)

    assert heard == [False]
    assert maya.open_view() is None


async def test_an_external_menu_asks_the_app_for_its_options(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """Typing asks for options from min_query_length on; choosing one reaches the app."""
    asked: list[str] = []
    chosen: list[str] = []

    @app.options("find")
    async def suggest(ack: Any, payload: dict[str, Any]) -> None:
        asked.append(payload["value"])
        await ack(options=[an_option("Apple"), an_option("Apricot")])

    @app.action("find")
    async def choose(ack: Any, action: dict[str, Any]) -> None:
        await ack()
        chosen.append(action["selected_option"]["value"])

    menu = {"type": "external_select", "action_id": "find", "min_query_length": 2}
    maya = await with_open_modal(app, slack, titled("A", buttons(menu)))
    view = maya.open_view()
    too_short = await maya.suggest_options(view, "find", "a")
    offered = await maya.suggest_options(view, "find", "ap")
    await maya.choose(view, "find", "Apricot", typed="apr")

    assert too_short == []
    assert offered == ["Apple", "Apricot"]
    assert asked == ["ap", "apr"]
    assert chosen == ["apricot"]


async def test_a_trigger_serves_one_view(app: AsyncApp, slack: SandboxServer) -> None:
    """The second views.open with the same trigger_id is refused."""
    errors: list[str] = []

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack(a_message("First", a_button("Open", "open")))

    @app.action("open")
    async def open_twice(ack: Any, client: Any, body: dict[str, Any]) -> None:
        await ack()
        for _ in range(2):
            try:
                await client.views_open(
                    trigger_id=body["trigger_id"], view=titled("A", a_section())
                )
            except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
                errors.append(error.response["error"])  # type: ignore[attr-defined]

    maya = slack.person("maya")
    await maya.press((await maya.command("/try")).message, "Open")

    assert errors == ["exchanged_trigger_id"]
    assert len(slack.sandbox.modals.stack(maya.id)) == 1
