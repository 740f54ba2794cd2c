from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.calls import GENERAL, RANDOM, refusal
from tests.sandbox.drawings import a_button, a_section

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.sandbox.server import SandboxServer

pytestmark = pytest.mark.usefixtures("listening")

Json = dict[str, Any]

LINK = "https://docs.example.com/a?b=1&c=2"
PREVIEW: Json = {LINK: {"blocks": [a_section("A preview")]}}


@pytest.fixture
def listening(app: AsyncApp) -> None:
    """Connect an app that acknowledges link events."""

    async def acknowledge() -> None:
        pass

    app.event("link_shared")(acknowledge)
    app.event("message")(acknowledge)


def last_link_event(slack: SandboxServer) -> Json:
    events = [sent["event"] for sent in slack.sandbox.sent_events]
    return next(e for e in reversed(events) if e["type"] == "link_shared")


async def shared(slack: SandboxServer, text: str = LINK, channel: str = "random") -> Json:
    """Let Maya post a link; return the event that the app got."""
    await slack.person("maya").say(text, channel)
    return last_link_event(slack)


async def test_a_message_is_found_by_its_place_or_by_the_links_id(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """Slack takes channel and ts, or unfurl_id and source; a later call mends the same preview."""
    event = await shared(slack)
    await client.chat_unfurl(channel=RANDOM, ts=event["message_ts"], unfurls=PREVIEW)
    first = slack.person("maya").messages("random")[0].words
    mended = {LINK: {"blocks": [a_section("Mended")]}}
    await client.chat_unfurl(
        unfurl_id=event["unfurl_id"], source="conversations_history", unfurls=mended
    )

    assert first == f"{LINK}\nA preview".replace("&", "&amp;")
    assert slack.person("jonas").messages("random")[0].words.endswith("\nMended")
    assert "A preview" not in slack.person("jonas").messages("random")[0].words


async def test_a_link_being_typed_is_previewed_for_its_writer_alone(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """The event names no channel; once sent, the message has its own event."""
    maya = slack.person("maya")
    await maya.type(f"See {LINK}.")
    event = last_link_event(slack)
    by_id = {"unfurl_id": event["unfurl_id"], "source": event["source"]}
    await client.chat_unfurl(**by_id, unfurls=PREVIEW)
    draft = maya.draft()
    await client.chat_unfurl(channel="COMPOSER", ts=event["message_ts"], unfurls=PREVIEW)
    await maya.say(f"See {LINK}.", "random")
    sent = last_link_event(slack)

    assert (event["channel"], event["source"]) == ("COMPOSER", "composer")
    assert event["links"] == [{"url": LINK, "domain": "example.com"}]
    assert draft
    assert draft.words == f"See {LINK}.\nA preview"
    assert slack.person("jonas").draft() is None
    assert maya.draft() is None
    assert (sent["channel"], sent["source"]) == (RANDOM, "conversations_history")
    assert "A preview" not in maya.messages("random")[0].words


async def test_a_preview_that_comes_after_the_text_has_changed_is_not_shown(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """Other words around the same link change nothing; another link does."""
    maya = slack.person("maya")
    await maya.type(LINK)
    await maya.type(f"Look: {LINK}")
    event = last_link_event(slack)
    await maya.type("Nothing")
    by_id = {"unfurl_id": event["unfurl_id"], "source": "composer"}
    await client.chat_unfurl(**by_id, unfurls=PREVIEW)
    draft = maya.draft()

    assert len(slack.sandbox.sent_events) == 1
    assert draft
    assert draft.words == "Nothing"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({}, "missing_channel"),
        ({"channel": RANDOM}, "missing_ts"),
        ({"ts": "1.2"}, "missing_channel"),
        ({"channel": "C404", "ts": "1.2"}, "cannot_find_channel"),
        ({"channel": RANDOM, "ts": "1.2"}, "cannot_find_message"),
        ({"channel": "COMPOSER", "ts": "1.2"}, "cannot_find_message"),
        ({"unfurl_id": "THE ID"}, "missing_source"),
        ({"source": "composer"}, "missing_unfurl_id"),
        ({"unfurl_id": "THE ID", "source": "letter"}, "invalid_source"),
        ({"unfurl_id": "THE ID", "source": "composer"}, "invalid_unfurl_id"),
        ({"unfurl_id": "Uxxx", "source": "conversations_history"}, "invalid_unfurl_id"),
    ],
)
async def test_what_names_no_link_is_refused_by_name(
    client: AsyncWebClient, slack: SandboxServer, args: Json, error: str
) -> None:
    """Half a place, half an id, and places and ids that nobody gave."""
    unfurl_id = (await shared(slack))["unfurl_id"]
    given = {k: unfurl_id if v == "THE ID" else v for k, v in args.items()}
    call = client.api_call("chat.unfurl", json={**given, "unfurls": PREVIEW})

    assert await refusal(call) == error


@pytest.mark.parametrize(
    ("unfurls", "error"),
    [
        (None, "missing_unfurls"),
        ({}, "missing_unfurls"),
        ([PREVIEW], "invalid_unfurls_format"),
        ("not json", "invalid_unfurls_format"),
        ({LINK: "a preview"}, "cannot_parse_attachment"),
        ({"https://docs.example.com/other": {"blocks": []}}, "cannot_unfurl_message"),
        ({"https://example.org/elsewhere": {"blocks": []}}, "cannot_unfurl_url"),
        ({LINK: {"blocks": [a_section("x" * 3001)]}}, "cannot_parse_attachment"),
        ({LINK: {"blocks": [{"type": "context", "elements": [a_button("x", "x")]}]}},
         "cannot_parse_attachment"),
        ({LINK: {"preview": {"title": {"type": "mrkdwn", "text": "x"}}}},
         "cannot_parse_attachment"),
    ],
)  # fmt: skip
async def test_a_preview_that_cannot_be_shown_is_refused_by_name(
    client: AsyncWebClient, slack: SandboxServer, unfurls: object, error: str
) -> None:
    """Nothing of such a call is shown."""
    event = await shared(slack, f"{LINK} https://example.org/elsewhere")
    place = {"channel": RANDOM, "ts": event["message_ts"]}
    call = client.api_call("chat.unfurl", json={**place, "unfurls": unfurls})

    assert await refusal(call) == error
    assert slack.person("maya").messages("random")[0].previews == {}


async def test_a_refused_preview_says_where_its_fault_lies(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """Slack's code alone would leave its reader guessing."""
    event = await shared(slack)
    with pytest.raises(SlackApiError) as error:
        await client.chat_unfurl(
            channel=RANDOM,
            ts=event["message_ts"],
            unfurls={LINK: {"blocks": [a_section("x" * 3001)]}},
        )

    assert error.value.response["errors"] == [
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


async def test_only_a_link_of_which_the_app_was_told_is_previewed(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """Without links:read Slack tells of none; without links:write it takes no preview."""
    slack.sandbox.scopes.discard("links:read")
    await slack.person("maya").say(LINK)
    ts = slack.person("maya").messages()[0].ts
    call = {"channel": GENERAL, "ts": ts, "unfurls": PREVIEW}
    untold = await refusal(client.chat_unfurl(**call))
    slack.sandbox.scopes.discard("links:write")

    assert untold == "cannot_unfurl_url"
    assert await refusal(client.chat_unfurl(**call)) == "missing_scope"


async def test_the_event_says_in_which_thread_a_link_stands(slack: SandboxServer) -> None:
    """A link in no thread has no thread_ts."""
    maya = slack.person("maya")
    await maya.say("A thread")
    parent = maya.messages()[0]
    await maya.say(LINK, thread_ts=parent.ts)

    assert last_link_event(slack)["thread_ts"] == parent.ts
    assert "thread_ts" not in await shared(slack)
