from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sandbox.drawings import a_button, a_field, a_message, a_modal

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.server import SandboxServer


async def test_a_command_is_answered_privately_in_its_ack(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """What the ack says is shown to the asker alone and is stored nowhere."""

    @app.command("/try")
    async def answer(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"You asked for {command['text']}")

    maya, jonas = slack.person("maya"), slack.person("jonas")
    answer_to_maya = await maya.command("/try  something  ", channel="general")

    assert answer_to_maya.words == "You asked for something"
    assert len(maya.ephemerals("general")) == 1
    assert jonas.ephemerals("general") == []
    assert jonas.messages("general") == []


async def test_ephemeral_answers_are_gone_after_a_reload(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """A page that is loaded again shows stored messages only."""

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack("Here")

    maya = slack.person("maya")
    await maya.command("/try")
    maya.reload()

    assert maya.ephemerals() == []


async def test_a_press_replaces_the_ephemeral_message_it_is_in(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """The press's own response_url with replace_original changes that message in place."""

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack(a_message("First", a_button("More", "more", value="one")))

    @app.action("more")
    async def more(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"Second, for {action['value']}", replace_original=True)

    maya = slack.person("maya")
    first = await maya.command("/try")
    second = await maya.press(first.message, "More")

    assert second.words == "Second, for one"
    assert [m.words for m in maya.ephemerals()] == ["Second, for one"]


async def test_a_press_opens_a_modal_whose_form_can_be_refused_and_sent(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """Slack holds a form's own rules; the app's errors stand at the fields; an ack closes it."""
    received = []

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack(a_message("First", a_button("Open", "open")))

    @app.action("open")
    async def open_form(ack: Any, client: Any, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=a_modal(a_field()))

    @app.view("form")
    async def submit(ack: Any, view: dict[str, Any]) -> None:
        typed = view["state"]["values"]["words"]["typed"]["value"]
        received.append(typed)
        if typed == "bad":
            await ack(response_action="errors", errors={"words": "Not that."})
        else:
            await ack()

    maya = slack.person("maya")
    opened = await maya.press((await maya.command("/try")).message, "Open")
    empty = await maya.submit(opened.view, {})
    refused = await maya.submit(opened.view, {"Words": "bad"})
    sent = await maya.submit(opened.view, {"Words": "good"})

    assert opened.view is not None
    assert opened.view.title == "A form"
    assert empty.errors == {"words": "Please complete this required field."}
    assert refused.errors == {"words": "Not that."}
    assert refused.view is opened.view
    assert sent.view is None
    assert received == ["bad", "good"]
