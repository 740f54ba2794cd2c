from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.browser.visitor import Visitor, actions, answers_with, option, plain, records, section

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.respond.async_respond import AsyncRespond

    from bot.sandbox.server import SandboxServer


async def test_a_channel_begins_with_where_one_is_and_what_to_try(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """A visitor reads who they are, and presses an example; the welcome stays above the answer."""
    answers_with(app, section("It works"))
    slack.page.glossary = {"directory": "terms", "copy": True, "terms": 3, "examples": ["/try it"]}
    maya = Visitor(page, slack)
    await maya.open()
    welcome = page.get_by_label("Welcome")
    await expect(welcome).to_contain_text("You are Maya, product manager")
    await expect(maya.composer).to_be_focused()
    await welcome.get_by_role("button", name="/try it").click()
    await expect(maya.last).to_contain_text("It works")
    await expect(welcome).to_be_visible()


async def test_nothing_is_sent_before_the_app_is_there(slack: SandboxServer, page: Page) -> None:
    """A command typed early would only fail; it stays in the composer."""
    slack.page.is_app_starting = True
    maya = Visitor(page, slack)
    await maya.open()
    await expect(page.get_by_text("is connecting…")).to_be_visible()
    await maya.send("/try early")
    await expect(maya.composer).to_have_value("/try early")


async def test_the_focus_stays_on_a_card_that_is_drawn_again(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """The button that was pressed has gone: the focus is on the one in its place."""

    @app.action(re.compile("open"))
    async def redraw(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        drawn = [actions(button("open_2"), button("open_3"))]
        await respond(text="Drawn", blocks=drawn, replace_original=True)

    answers_with(app, actions(button("open_1"), button("other")))
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try it")
    await maya.last.get_by_role("button", name="open_1").press("Enter")
    await expect(maya.last.get_by_role("button", name="open_2")).to_be_focused()


async def pick(page: Page, card: Locator, element: dict[str, Any]) -> None:
    """Use an element as people do at a keyboard."""
    match element["type"]:
        case "radio_buttons" | "checkboxes":
            await card.get_by_label("Two").press("Space")
        case "datepicker":
            await card.locator("[type=date]").fill("2026-03-01")
        case "timepicker":
            await card.locator("[type=time]").fill("09:30")
        case "users_select":
            await card.get_by_role("button", name="Choose").press("Enter")
            await page.keyboard.type("Lena")
            await page.keyboard.press("Enter")
        case "overflow":
            await card.get_by_role("button", name="More options").press("Enter")
            await page.get_by_role("menuitem", name="Two").press("Enter")
        case "multi_static_select":
            await card.get_by_role("button", name="Choose").press("Enter")
            await page.keyboard.type("Two")
            await page.keyboard.press("Enter")
            await page.keyboard.press("Escape")
        case _:
            await card.get_by_role("button", name="Choose").press("Enter")
            await page.keyboard.type("Two")
            await page.keyboard.press("Enter")


TWO = [option("One"), option("Two")]
CONTROLS: list[dict[str, Any]] = [
    {"type": "static_select", "placeholder": plain("Choose"), "options": TWO},
    {"type": "users_select", "placeholder": plain("Choose")},
    {"type": "overflow", "options": TWO},
    {"type": "radio_buttons", "options": TWO},
    {"type": "checkboxes", "options": TWO},
    {"type": "datepicker", "placeholder": plain("Choose")},
    {"type": "timepicker", "placeholder": plain("Choose")},
    {"type": "multi_static_select", "placeholder": plain("Choose"), "options": TWO},
]


@pytest.mark.parametrize("drawn_as", ["use_1", "use_2"])
@pytest.mark.parametrize("element", CONTROLS, ids=lambda one: str(one["type"]))
async def test_the_focus_stays_in_a_card_whatever_was_used(
    slack: SandboxServer, app: AsyncApp, element: dict[str, Any], drawn_as: str, page: Page
) -> None:
    """Each kind of element, drawn again as it is or under another id, among others."""

    def drawn(action_id: str) -> list[dict[str, Any]]:
        is_multi = element["type"].startswith("multi")
        used = {**element, "action_id": action_id}
        block = section("Some", accessory=used) if is_multi else actions(used)
        return [actions_of("before"), {**block, "block_id": action_id}, actions_of("after")]

    @app.action(re.compile("use"))
    async def redraw(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        blocks = [section("Drawn"), *drawn(drawn_as)]
        await respond(text="Drawn", blocks=blocks, replace_original=True)

    answers_with(app, *drawn("use_1"))
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try it")
    await pick(page, maya.last, element)
    await expect(maya.last).to_contain_text("Drawn")
    await page.keyboard.press("Escape")
    block = maya.last.locator(":focus")
    await expect(block).to_have_count(1)
    await expect(block).not_to_have_text(re.compile("before|after"))


def actions_of(action_id: str) -> dict[str, Any]:
    """Return a block with one button."""
    return {"type": "actions", "block_id": action_id, "elements": [button(action_id)]}


def button(action_id: str) -> dict[str, Any]:
    """Return a button with its action's id as its text."""
    return {"type": "button", "action_id": action_id, "text": plain(action_id)}


@pytest.mark.usefixtures("app")
async def test_a_slash_brings_hints_that_the_keyboard_takes(
    slack: SandboxServer, page: Page
) -> None:
    """Arrows choose, Tab completes, Escape closes; then the usage is above the composer."""
    maya = Visitor(page, slack)
    await maya.open()
    hints = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await maya.composer.press_sequentially("/")
    await expect(hints).to_have_count(2)
    await maya.composer.press("Escape")
    await expect(hints).to_have_count(0)
    await maya.composer.press_sequentially("e")
    await expect(hints).to_have_count(1)
    await maya.composer.fill("/")
    await maya.composer.press("ArrowDown")
    await expect(hints.nth(1)).to_have_attribute("aria-selected", "true")
    await maya.composer.press("ArrowUp")
    await maya.composer.press("Tab")
    await expect(maya.composer).to_have_value("/try ")
    await expect(page.locator(".usage")).to_have_text("/try [what] · Try something")


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["desk", "phone"])
async def test_an_answer_taller_than_the_window_is_read_from_its_start(
    slack: SandboxServer, app: AsyncApp, page: Page, size: tuple[int, int]
) -> None:
    """Its first words are in sight; a short one after it is seen whole, at the end."""
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    answers_with(app, section("The first words"), *[section(f"Line {n}") for n in range(45)])
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("Before")
    await maya.send("/try")
    await expect(maya.last.get_by_text("The first words")).to_be_in_viewport()
    await expect(maya.last.get_by_text("Line 44")).not_to_be_in_viewport()
    await maya.send("After")
    await expect(maya.last).to_contain_text("After")
    await expect(maya.last).to_be_in_viewport(ratio=1)


async def test_a_header_has_the_size_of_its_level(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """Without a level it is as large as one of the third."""
    levels: list[dict[str, Any]] = [{}, *({"level": n} for n in (1, 2, 3, 4))]
    answers_with(app, *[{"type": "header", "text": plain("A header")} | one for one in levels])
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try")
    headers = maya.last.get_by_role("heading", name="A header")
    await expect(headers).to_have_count(5)
    sizes = await headers.evaluate_all("all => all.map((one) => getComputedStyle(one).fontSize)")

    assert sizes == ["18px", "28px", "22px", "18px", "15px"]


async def test_an_ephemeral_answer_is_marked_and_gone_on_reload(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """An ephemeral message says so, and Slack doesn't store it."""
    answers_with(app, section("For *your* eyes"))
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    await expect(maya.last).to_contain_text("Only visible to you")
    await expect(maya.last.locator(".section")).to_have_text("For your eyes")
    await page.reload()
    await expect(page.get_by_label("Welcome")).to_be_visible()
    await expect(maya.log.get_by_role("article")).to_have_count(0)


async def test_another_person_does_not_see_an_ephemeral_answer(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """Switching person in the menu changes who looks and who acts."""
    answers_with(app, section("For your eyes"))
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    await expect(maya.last).to_contain_text("For your eyes")
    await page.get_by_role("button", name="You are: Maya").click()
    await page.get_by_role("menuitemradio", name="Jonas").click()
    await expect(page.get_by_role("button", name="You are: Jonas")).to_be_visible()
    await expect(maya.log.get_by_role("article")).to_have_count(0)
    await maya.send("Hello @maya, 1 < 2 & *so on*")
    await expect(maya.last.locator(".message-author")).to_have_text("Jonas")
    await expect(maya.last.locator(".message-text")).to_have_text("Hello @Maya, 1 < 2 & so on")


async def test_slackbot_says_why_an_answer_cannot_be_shown(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """A developer reads the reason where the command was typed, once."""
    answers_with(app, {"type": "section"})
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    await expect(maya.last.locator(".message-author")).to_have_text("Slackbot")
    await expect(maya.last).to_contain_text("invalid_blocks")
    await maya.send("/nothing")
    await expect(maya.last).to_contain_text("/nothing is not a valid command")
    await expect(maya.log.get_by_role("article")).to_have_count(2)


async def test_mrkdwn_is_drawn_as_slack_draws_it(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """Styles and references work, what is escaped stays text, and nothing of it is markup."""
    text = (
        "*bold* _it_ ~gone~ `co*de*` snake_case 10:30:45 :memo: <https://a.example/x_y|a &amp; b> "
        "<@U0MAYA0001> <#C0PRODUCT2> &lt;!channel&gt; <b>x</b> <img src=x onerror=alert(1)>"
    )
    answers_with(app, section(text), section("&gt; said\n```x < y\n  z```\n# no heading\n• item"))
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    first, second = maya.last.locator(".section").first, maya.last.locator(".section").nth(1)
    await expect(first).to_have_text(
        "bold it gone co*de* snake_case 10:30:45 📝 a & b @Maya #product <!channel> "
        "<b>x</b> <img src=x onerror=alert(1)>"
    )
    link = first.get_by_role("link", name="a & b")
    await expect(link).to_have_attribute("href", "https://a.example/x_y")
    await expect(link).to_have_attribute("rel", re.compile("noopener"))
    await expect(second.locator("blockquote")).to_have_text("said")
    await expect(second.locator("pre")).to_have_text("x < y\n  z")
    await expect(second).to_contain_text("# no heading")
    await expect(maya.last.locator("img")).to_have_count(0)


async def test_images_of_other_machines_are_not_loaded(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """The place of an image says what it shows; the page fixture proves that nobody was asked."""
    picture = {"image_url": "https://pictures.example/a.png", "alt_text": "A chart"}
    answers_with(
        app,
        {"type": "image", **picture},
        {"type": "context", "elements": [{"type": "image", **picture}]},
    )
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    await expect(maya.last.get_by_role("img", name="A chart")).to_have_count(2)
    await expect(maya.last).to_contain_text("the sandbox loads nothing from other machines")


async def test_display_blocks_are_drawn(slack: SandboxServer, app: AsyncApp, page: Page) -> None:
    """Headers, fields, rich text and tables stand there with their text as it is."""
    sentence = [{"type": "text", "text": "rich "}, {"type": "text", "text": "10:30:45 *x*"}]
    rich = {"type": "rich_text_section", "elements": sentence}
    answers_with(
        app,
        {"type": "header", "text": plain("At 10:30:45 *x* &amp; y")},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*A*\n1"}, plain("B # 2")]},
        {"type": "divider"},
        {
            "type": "rich_text",
            "elements": [rich, {"type": "rich_text_list", "style": "bullet", "elements": [rich]}],
        },
    )
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    blocks = maya.last.locator(".blocks")
    await expect(blocks.get_by_role("heading")).to_have_text("At 10:30:45 *x* & y")
    await expect(blocks.locator(".section-fields > div")).to_have_text(["A\n1", "B # 2"])
    await expect(blocks.locator("li")).to_contain_text("rich 10:30:45 *x*")
    await expect(blocks.get_by_role("separator")).to_have_count(1)


@pytest.mark.usefixtures("app")
async def test_a_reaction_is_found_by_name_and_taken_back(slack: SandboxServer, page: Page) -> None:
    """The picker searches; pressing one's own reaction removes it."""
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("Something worth a note")
    await maya.last.hover()
    await maya.last.get_by_role("button", name="Add reaction").click()
    await page.get_by_label("Search emoji").fill("memo")
    await page.keyboard.press("Enter")
    reaction = maya.last.get_by_role("button", name="you reacted with :memo:")
    await expect(reaction).to_have_attribute("aria-pressed", "true")
    (message,) = slack.person("maya").messages("general")
    assert message.reactions == {"memo": [slack.person("maya").id]}
    await reaction.click()
    await expect(reaction).to_have_count(0)


@pytest.mark.usefixtures("app")
async def test_a_thread_opens_in_the_right_pane(slack: SandboxServer, page: Page) -> None:
    """A reply is in the thread and counts under the message; commands do not work there."""
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("What does it mean?")
    await maya.last.hover()
    await maya.last.get_by_role("button", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    reply = thread.get_by_label("Reply")
    await reply.fill("This")
    await reply.press("Enter")
    await expect(thread.get_by_role("article")).to_have_count(2)
    await expect(maya.last.get_by_role("button", name="1 reply")).to_be_visible()
    await reply.fill("/try x")
    await reply.press("Enter")
    await expect(thread.get_by_role("article").last).to_contain_text("not supported in threads")
    await page.keyboard.press("Escape")
    await expect(thread).to_have_count(0)


@pytest.mark.usefixtures("app")
async def test_a_message_in_another_channel_makes_it_unread(
    slack: SandboxServer, page: Page
) -> None:
    """A channel with news is bold, and a number counts mentions alone; opening it clears both."""
    maya = Visitor(page, slack)
    await maya.open(channel="general")
    said = {"user": slack.person("jonas").id, "type": "message", "channel": "product"}
    product = page.locator(".sidebar-link", has_text="product")
    act = f"{slack.base_url}/sandbox/act"
    await page.request.post(act, data={**said, "text": "Look here"})
    await expect(product).to_have_text(re.compile("new messages$"))
    await page.request.post(act, data={**said, "text": "@maya, look here"})
    await expect(product).to_have_text(re.compile("1 new for you$"))
    await product.click()
    await expect(maya.last).to_contain_text("look here")
    await expect(product).to_have_text("product")


async def test_the_menu_of_a_message_calls_a_shortcut(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """A message shortcut carries the message it was called on."""
    heard: list[dict[str, Any]] = []

    @app.shortcut("try_this")
    async def hear(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        heard.append(body)

    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("A word")
    await maya.last.hover()
    await maya.last.get_by_role("button", name="More actions").click()
    async with page.expect_response("**/sandbox/act"):
        await page.get_by_role("menuitem", name="Try this").click()
    assert [body["message"]["text"] for body in heard] == ["A word"]


async def test_an_answer_is_replaced_in_place(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """A press inside an ephemeral answer redraws that same message."""
    button = {"type": "button", "action_id": "turn", "text": plain("Turn"), "value": "page-2"}
    answers_with(app, section("Page one"), actions(button))

    @app.action("turn")
    async def turn(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"Now {action['value']}", replace_original=True)

    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    await maya.last.get_by_role("button", name="Turn").click()
    await expect(maya.last.locator(".message-text")).to_have_text("Now page-2")
    await expect(maya.log.get_by_role("article")).to_have_count(1)


async def test_a_confirmed_button_asks_first(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """Nothing is sent when it is denied; the whole action is when it is confirmed."""
    confirm = {
        "title": plain("Sure?"),
        "text": plain("All see it"),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    button = {
        "type": "button",
        "action_id": "share",
        "text": plain("Share"),
        "value": "slug",
        "style": "primary",
    }
    answers_with(app, actions({**button, "confirm": confirm}))
    heard = records(app, "share")
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    question = page.get_by_role("alertdialog", name="Sure?")
    await maya.last.get_by_role("button", name="Share").click()
    await question.get_by_role("button", name="No").click()
    await expect(question).to_have_count(0)
    await maya.last.get_by_role("button", name="Share").click()
    async with page.expect_response("**/sandbox/act"):
        await question.get_by_role("button", name="Yes").click()
    (press,) = heard
    sent = {
        key: press["action"][key] for key in ("type", "block_id", "action_id", "value", "style")
    }
    assert sent == {
        "type": "button",
        "block_id": "actions",
        "action_id": "share",
        "value": "slug",
        "style": "primary",
    }
    assert press["action"]["text"]["text"] == "Share"


async def test_menus_and_lists_send_what_was_chosen(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """Every kind of choice in a message sends its own field, and the state holds them all."""
    options = [option("One"), option("Two"), option("Three")]
    elements: list[dict[str, Any]] = [
        {
            "type": "static_select",
            "action_id": "menu",
            "placeholder": plain("A menu"),
            "options": options,
        },
        {"type": "overflow", "action_id": "more", "options": options},
        {"type": "radio_buttons", "action_id": "radio", "options": options[:2]},
        {"type": "checkboxes", "action_id": "boxes", "options": options},
        {"type": "datepicker", "action_id": "day", "placeholder": plain("A day")},
        {"type": "timepicker", "action_id": "hour", "placeholder": plain("An hour")},
        {"type": "users_select", "action_id": "who", "placeholder": plain("A person")},
    ]
    many = {
        "type": "multi_static_select",
        "action_id": "many",
        "placeholder": plain("Many"),
        "options": options,
    }
    answers_with(app, actions(*elements), section("Some", block_id="some", accessory=many))
    heard = records(app, re.compile(".+"))  # type: ignore[arg-type]
    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    card = maya.last

    async def acted(action_id: str) -> dict[str, Any]:
        while not heard or heard[-1]["action"]["action_id"] != action_id:
            await page.wait_for_timeout(20)
        return dict(heard[-1]["action"])

    await card.get_by_role("button", name="A menu").click()
    await page.keyboard.type("thr")
    await page.keyboard.press("Enter")
    assert (await acted("menu"))["selected_option"] == options[2]
    await expect(card.locator("[data-action-id=menu]")).to_have_text("Three")
    await card.get_by_role("button", name="More options").click()
    await page.get_by_role("menuitem", name="Two").click()
    assert (await acted("more"))["selected_option"] == options[1]
    await card.get_by_role("radio", name="One").check()
    assert (await acted("radio"))["selected_option"] == options[0]
    await card.get_by_role("checkbox", name="Three").check()
    assert (await acted("boxes"))["selected_options"] == [options[2]]
    await card.get_by_label("A day").fill("2026-03-01")
    assert (await acted("day"))["selected_date"] == "2026-03-01"
    await card.get_by_label("An hour").fill("09:30")
    assert (await acted("hour"))["selected_time"] == "09:30"
    await card.get_by_role("button", name="A person").click()
    await page.get_by_role("option", name="Lena").click()
    assert (await acted("who"))["selected_user"] == slack.person("lena").id
    await card.get_by_role("button", name="Many").click()
    await page.get_by_role("option", name="One").click()
    await page.get_by_role("option", name="Two").click()
    while len((await acted("many"))["selected_options"]) < 2:
        await page.wait_for_timeout(20)
    assert heard[-1]["action"]["selected_options"] == options[:2]
    state = heard[-1]["body"]["state"]["values"]
    assert state["actions"]["menu"]["selected_option"] == options[2]
    assert state["actions"]["day"]["selected_date"] == "2026-03-01"
    assert "more" not in state["actions"]


async def test_an_external_menu_asks_the_app_while_one_types(
    slack: SandboxServer, app: AsyncApp, page: Page
) -> None:
    """It waits for enough letters, shows the app's options, and says when there are none."""
    menu = {
        "type": "external_select",
        "action_id": "find",
        "placeholder": plain("Find"),
        "min_query_length": 2,
    }
    answers_with(app, actions(menu))
    heard = records(app, "find")

    @app.options("find")
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        words = ["embedding", "emergence"]
        await ack(options=[option(word) for word in words if payload["value"] in word])

    maya = Visitor(page, slack)
    await maya.open()
    await maya.send("/try x")
    await maya.last.get_by_role("button", name="Find").click()
    box = page.get_by_role("listbox", name="Find")
    await expect(box).to_have_text("Type 2 or more characters to search")
    await page.keyboard.type("em")
    await expect(box.get_by_role("option")).to_have_text(["embedding", "emergence"])
    await page.keyboard.type("zz")
    await expect(box).to_have_text("No results")
    await page.keyboard.press("Backspace")
    await page.keyboard.press("Backspace")
    await page.keyboard.press("ArrowDown")
    await expect(box.get_by_role("option").nth(1)).to_have_attribute("id", re.compile("-1$"))
    await page.keyboard.press("Enter")
    await expect(maya.last.locator("[data-action-id=find]")).to_contain_text("em")
    assert heard[-1]["action"]["selected_option"]["value"] in ("embedding", "emergence")


async def test_a_preview_that_comes_a_moment_later_is_followed(
    slack: SandboxServer, page: Page
) -> None:
    """It makes the last message taller while the log is still on its way to the end."""
    maya = Visitor(page, slack)
    await maya.open()
    workspace, channel = slack.sandbox.workspace, slack.channel("general")
    for number in range(40):
        message = workspace.post(channel, slack.person("jonas").id, f"Message {number}")
        await asyncio.sleep(number / 1000)
        workspace.preview(message, {f"https://example.com/{number}": [section("Line\n" * 8)]})
        await expect(maya.last).to_contain_text("Line")
        await page.wait_for_function(
            "() => { const log = document.querySelector('main .message-list');"
            " return log.scrollHeight - log.scrollTop - log.clientHeight < 2; }",
            timeout=2000,
        )
