from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.delivery import delivery, events
from bot.sandbox.errors import ActError
from tests.sandbox.drawings import a_section

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.server import SandboxServer


def hearing(app: AsyncApp, kind: str) -> list[dict[str, Any]]:
    """Listen to one kind of event; returns what arrives."""
    heard: list[dict[str, Any]] = []

    @app.event(kind)
    async def hear(event: dict[str, Any]) -> None:
        heard.append(event)

    return heard


async def test_a_reaction_reaches_the_bot_where_it_is_a_member(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """The event names who, what and which message; elsewhere the bot learns nothing."""
    added, removed = hearing(app, "reaction_added"), hearing(app, "reaction_removed")
    maya = slack.person("maya")
    here = slack.sandbox.workspace.post(slack.channel("general"), "U0SANDBOX", "A post")
    elsewhere = slack.sandbox.workspace.post(slack.channel("random"), "U0SANDBOX", "Another")
    await maya.react(here, "memo")
    await maya.react(here, "memo")
    await maya.unreact(here, "memo")
    await maya.react(elsewhere, "memo")

    assert [event["item"]["ts"] for event in added] == [here.ts]
    assert (added[0]["user"], added[0]["reaction"]) == (maya.id, "memo")
    assert added[0]["item_user"] == "U0SANDBOX"
    assert [event["item"]["ts"] for event in removed] == [here.ts]
    assert elsewhere.reactions == {"memo": [maya.id]}


async def test_an_ephemeral_message_cannot_be_reacted_to(slack: SandboxServer) -> None:
    """Slack stores no ephemeral message, so nothing can be attached to one."""
    maya = slack.person("maya")
    shown = slack.sandbox.workspace.show_ephemeral(slack.channel("general"), maya.id, "Psst")

    with pytest.raises(ActError, match="Only stored messages"):
        await maya.react(shown, "memo")


async def test_without_the_scope_no_event_arrives(app: AsyncApp, slack: SandboxServer) -> None:
    """A subscription alone is not enough."""
    heard = hearing(app, "reaction_added")
    slack.sandbox.scopes.discard("reactions:read")
    post = slack.sandbox.workspace.post(slack.channel("general"), "U0SANDBOX", "A post")
    await slack.person("maya").react(post, "memo")

    assert heard == []


async def test_without_the_subscription_no_event_arrives(sandbox: SandboxServer) -> None:
    """The shipped manifest subscribes to no message events: what people write stays theirs."""
    await sandbox.person("maya").say("A private thought")

    assert list(sandbox.sandbox.sent_events) == []


async def test_a_mention_reaches_the_bot_as_a_reference(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """@Everything arrives as an app_mention with the bot's id in its text."""
    mentions, _ = hearing(app, "app_mention"), hearing(app, "message")
    await slack.person("maya").say("Hello @Everything & all")

    assert [event["text"] for event in mentions] == ["Hello <@U0SANDBOX> &amp; all"]


async def test_a_mention_where_the_bot_is_not_says_how_to_invite_it(slack: SandboxServer) -> None:
    """Slack itself answers."""
    answer = await slack.person("maya").say("Hello @Everything", channel="random")

    assert answer.notices == ["Everything is not in this channel: /invite @Everything"]


async def test_a_direct_message_reaches_the_bot(app: AsyncApp, slack: SandboxServer) -> None:
    """message.im carries the channel type, and the bot can answer there."""

    @app.event("message")
    async def reply(event: dict[str, Any], say: Any) -> None:
        await say(f"{event['channel_type']}: {event['text']}")

    maya = slack.person("maya")
    answer = await maya.say("Hello", channel=maya.id)

    assert answer.words == "im: Hello"
    assert [message.text for message in maya.dms()] == ["Hello", "im: Hello"]


async def test_opening_home_lets_the_app_draw_it(app: AsyncApp, slack: SandboxServer) -> None:
    """app_home_opened comes first, views.publish shows the tab."""

    @app.event("app_home_opened")
    async def draw(event: dict[str, Any], client: Any) -> None:
        view = {"type": "home", "blocks": [a_section("Welcome")]}
        await client.views_publish(user_id=event["user"], view=view)

    maya = slack.person("maya")
    await maya.open_app("home")

    home = maya.home()
    assert home is not None
    assert home.words == "Welcome"


async def test_an_app_without_a_home_tab_cannot_publish_one(slack: SandboxServer) -> None:
    """The manifest decides."""
    slack.sandbox.manifest = replace(slack.sandbox.manifest, has_home_tab=False)

    with pytest.raises(ActError, match="no Home tab"):
        await slack.person("maya").open_app("home")


async def test_links_to_the_apps_domains_are_told_and_previewed(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """Of other links the app hears nothing; a preview stands under the message, not in it."""
    heard: list[dict[str, Any]] = []

    @app.event("link_shared")
    async def preview(event: dict[str, Any], client: Any) -> None:
        heard.append(event)
        unfurls = {link["url"]: {"blocks": [a_section("A preview")]} for link in event["links"]}
        await client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=unfurls)

    maya = slack.person("maya")
    await maya.say("See https://docs.example.com/a?b=1&c=2 and https://example.org/d", "random")
    await maya.say("https://notexample.com/", "random")
    shown, other = maya.messages("random")

    assert [event["links"] for event in heard] == [
        [{"url": "https://docs.example.com/a?b=1&c=2", "domain": "example.com"}]
    ]
    assert shown.words.endswith("A preview")
    assert "A preview" not in shown.text
    assert "attachments" in shown.to_slack()
    assert other.words == "https://notexample.com/"


async def test_an_unacknowledged_event_comes_again_with_the_same_id(
    app: AsyncApp, slack: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack tries three times more, and says so; nothing else differs."""
    monkeypatch.setattr(delivery, "DEADLINE", 0.05)
    monkeypatch.setattr(events, "RETRY_DELAYS", (0.0, 0.0, 0.0))
    deliveries: list[tuple[str, str]] = []

    @app.middleware
    async def never_acknowledge(req: Any, body: dict[str, Any]) -> None:
        number = req.headers.get("x-slack-retry-num", ["0"])[0]
        deliveries.append((body["event_id"], number))

    maya = slack.person("maya")
    post = slack.sandbox.workspace.post(slack.channel("general"), "U0SANDBOX", "A post")
    await maya.react(post, "memo")
    await slack.sandbox.idle()

    # Each goes out in its turn; on a busy machine one may be read before the other.
    assert sorted(number for _, number in deliveries) == ["0", "1", "2", "3"]
    assert len({event_id for event_id, _ in deliveries}) == 1


async def test_a_test_can_let_the_last_event_come_again(
    app: AsyncApp, slack: SandboxServer
) -> None:
    """Handling one event twice must change nothing: this is how to try it."""
    heard = hearing(app, "reaction_added")
    maya = slack.person("maya")
    post = slack.sandbox.workspace.post(slack.channel("general"), "U0SANDBOX", "A post")
    await maya.react(post, "memo")
    await maya.receive_again()

    assert len(heard) == 2
    assert heard[0] == heard[1]


async def test_a_message_shortcut_carries_the_message(app: AsyncApp, slack: SandboxServer) -> None:
    """The payload holds the text, and its response_url answers in that place."""

    @app.shortcut("try_this")
    async def answer(ack: Any, shortcut: dict[str, Any], respond: Any) -> None:
        await ack()
        await respond(f"You meant: {shortcut['message']['text']}")

    maya = slack.person("maya")
    await maya.say("An odd word", channel="random")
    answer_to_maya = await maya.message_shortcut("try_this", maya.messages("random")[0])

    assert answer_to_maya.words == "You meant: An odd word"
    assert len(maya.ephemerals("random")) == 1


async def test_an_undeclared_shortcut_does_not_exist(slack: SandboxServer) -> None:
    """A shortcut of one kind doesn't count as the other."""
    with pytest.raises(ActError, match="no global shortcut 'try_this'"):
        await slack.person("maya").shortcut("try_this")
