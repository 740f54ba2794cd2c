from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.async_api import expect

from bot.sandbox.delivery import delivery
from tests.browser.visitor import Visitor, actions, field, modal, opens, option, plain, section

if TYPE_CHECKING:
    import pytest
    from playwright.async_api import Page
    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.server import SandboxServer

TEXT = {"type": "plain_text_input"}


async def call_up(page: Page) -> None:
    """Call the global shortcut from the menu by the composer."""
    await page.locator("main").get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Try it").click()


async def test_a_form_sends_every_kind_of_field(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """The submission holds each field under its block and action, as Slack names it."""
    options = [option("One"), option("Two")]
    view = modal(
        field("text", "A text", {**TEXT, "multiline": True}),
        field("given", "Given", {**TEXT, "initial_value": "already here"}),
        field("mail", "An email", {"type": "email_text_input"}),
        field("link", "An address", {"type": "url_text_input"}),
        field("count", "A number", {"type": "number_input", "is_decimal_allowed": False}),
        field("day", "A day", {"type": "datepicker"}),
        field("one", "One of", {"type": "static_select", "options": options}),
        field("some", "Some of", {"type": "checkboxes", "options": options}),
        field("who", "Who", {"type": "multi_users_select"}),
        field("empty", "Nothing", TEXT, optional=True),
        private_metadata="kept",
    )
    opens(app, view)
    sent: list[dict[str, Any]] = []

    @app.view("form")
    async def receive(ack: Any, view: dict[str, Any]) -> None:
        await ack()
        sent.append(view)

    maya = Visitor(page, slack)
    await maya.open()
    await call_up(page)
    form = maya.modal
    await form.get_by_label("A text").fill("Two\nlines")
    await form.get_by_label("An email").fill("maya@mail.example")
    await form.get_by_label("An address").fill("https://a.example")
    await form.get_by_label("A number").fill("7")
    await form.get_by_label("A day").fill("2026-03-01")
    await maya.field("One of").get_by_role("button").click()
    await page.get_by_role("option", name="Two").click()
    await maya.field("Some of").get_by_role("checkbox", name="One").check()
    await maya.field("Who").get_by_role("button").click()
    await page.get_by_role("option", name="Jonas").click()
    await page.keyboard.press("Escape")
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)
    (view,) = sent
    values = {key: next(iter(entry.values())) for key, entry in view["state"]["values"].items()}
    assert view["private_metadata"] == "kept"
    assert values["text"] == {"type": "plain_text_input", "value": "Two\nlines"}
    assert values["given"]["value"] == "already here"
    assert values["mail"]["value"] == "maya@mail.example"
    assert values["link"]["value"] == "https://a.example"
    assert values["count"]["value"] == "7"
    assert values["day"]["selected_date"] == "2026-03-01"
    assert values["one"]["selected_option"] == options[1]
    assert values["some"]["selected_options"] == options[:1]
    assert values["who"]["selected_users"] == [slack.person("jonas").id]
    assert values["empty"]["value"] is None


async def test_what_is_wrong_stands_at_the_field(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """Slack's own checks come first, then the app's; a mended form goes through."""
    opens(app, modal(field("text", "Words", {**TEXT, "min_length": 3, "max_length": 20})))

    @app.view("form")
    async def receive(ack: Any, view: dict[str, Any]) -> None:
        if view["state"]["values"]["text"]["it"]["value"] == "wrong":
            await ack(response_action="errors", errors={"text": "Not that word."})
        else:
            await ack()

    maya = Visitor(page, slack)
    await maya.open()
    await call_up(page)
    send = maya.modal.get_by_role("button", name="Send")
    error = maya.field("Words").get_by_role("alert")
    words = maya.modal.get_by_label("Words")
    await send.click()
    await expect(error).to_have_text("Please complete this required field.")
    await words.fill("no")
    await send.click()
    await expect(error).to_have_text("Please use at least 3 characters.")
    await words.fill("wrong")
    await send.click()
    await expect(error).to_have_text("Not that word.")
    await expect(words).to_have_attribute("aria-invalid", "true")
    await words.press("End")
    await words.press_sequentially(" but far too long for it")
    await expect(words).to_have_value("wrong but far too lo")
    await expect(maya.field("Words")).to_contain_text("0 characters left")
    await send.click()
    await expect(maya.modal).to_have_count(0)


async def test_modals_stack_and_keep_what_was_typed(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """A pushed modal goes back to the one below, whose fields are as they were left."""
    button = {"type": "button", "action_id": "next", "text": plain("Next"), "value": "1"}
    opens(app, modal(field("text", "Words", TEXT), actions(button)))
    closed: list[bool] = []

    @app.action("next")
    async def push(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        second = modal(section("On top"), title=plain("Second"), notify_on_close=True)
        await client.views_push(trigger_id=body["trigger_id"], view=second)

    @app.view_closed("form")
    async def note(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        closed.append(body["is_cleared"])

    maya = Visitor(page, slack)
    await maya.open()
    await call_up(page)
    await maya.modal.get_by_label("Words").fill("kept")
    await maya.modal.get_by_role("button", name="Next").click()
    await expect(maya.modal.get_by_role("heading", name="Second")).to_be_visible()
    await maya.modal.get_by_role("button", name="Back").click()
    await expect(maya.modal.get_by_label("Words")).to_have_value("kept")
    await maya.modal.get_by_role("button", name="Next").click()
    await expect(maya.modal.get_by_role("heading", name="Second")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(maya.modal).to_have_count(0)
    assert closed == [False, True]


async def test_an_updated_modal_keeps_fields_with_the_same_ids(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """`views.update` ignores a new initial value where block_id and action_id are the same."""
    button = {"type": "button", "action_id": "again", "text": plain("Again"), "value": "1"}
    opens(app, modal(field("a", "First", TEXT), field("b", "Second", TEXT), actions(button)))

    @app.action("again")
    async def redraw(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        given = {**TEXT, "initial_value": "new"}
        view = modal(field("a", "First", given), field("c", "Third", given), section("Redrawn"))
        await client.views_update(view_id=body["view"]["id"], view=view)

    maya = Visitor(page, slack)
    await maya.open()
    await call_up(page)
    await maya.modal.get_by_label("First").fill("typed")
    await maya.modal.get_by_role("button", name="Again").click()
    await expect(maya.modal).to_contain_text("Redrawn")
    await expect(maya.modal.get_by_label("First")).to_have_value("typed")
    await expect(maya.modal.get_by_label("Third")).to_have_value("new")


async def test_a_dispatching_field_tells_the_app_at_once(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """An input block with dispatch_action sends an action on Enter, and no submission."""
    opens(app, modal(field("text", "Search", TEXT, dispatch_action=True)))
    heard: list[str] = []

    @app.action("it")
    async def hear(ack: Any, action: dict[str, Any]) -> None:
        await ack()
        heard.append(action["value"])

    maya = Visitor(page, slack)
    await maya.open()
    await call_up(page)
    search = maya.modal.get_by_label("Search")
    await search.fill("token")
    async with page.expect_response("**/sandbox/act"):
        await search.press("Enter")
    assert heard == ["token"]
    await expect(maya.modal).to_be_visible()


async def test_a_modal_holds_the_focus_and_gives_it_back(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """It starts in the first field, Tab goes round inside, and Escape returns to where one was."""
    opens(app, modal(field("text", "Words", TEXT)))
    maya = Visitor(page, slack)
    await maya.open()
    await call_up(page)
    await expect(maya.modal.get_by_label("Words")).to_be_focused()
    names = []
    for _ in range(5):
        await page.keyboard.press("Tab")
        names.append(
            await page.evaluate(
                "document.activeElement.closest('[role=dialog]') && "
                "(document.activeElement.ariaLabel ?? document.activeElement.innerText)"
            )
        )
    assert names == ["Close", "Send", "Close", "", "Close"]
    await page.keyboard.press("Escape")
    await expect(maya.modal).to_have_count(0)
    await expect(page.locator("main").get_by_role("button", name="Shortcuts")).to_be_focused()


async def test_a_form_that_nobody_acknowledges_says_so(
    slack: SandboxServer, app: AsyncApp, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form stays open with a sentence in it, and Slackbot gives the reason."""
    opens(app, modal(field("text", "Words", TEXT)))
    maya = Visitor(page, slack)
    await maya.open()
    await call_up(page)
    await maya.modal.get_by_label("Words").fill("anything")
    monkeypatch.setattr(delivery, "DEADLINE", 0.1)
    await maya.modal.get_by_role("button", name="Send").click()
    await expect(maya.modal.get_by_role("alert")).to_have_text(
        "We had some trouble connecting. Try again?"
    )
    await expect(maya.last).to_contain_text("The form was not acknowledged")
