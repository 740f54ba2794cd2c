from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.calls import GENERAL, MAYA, RANDOM, STEWARDS, refusal
from tests.sandbox.drawings import a_section

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.sandbox.server import SandboxServer


async def test_the_bot_posts_only_where_it_is_a_member(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """A public channel says not_in_channel, a private one is not known at all."""
    slack.channel("glossary-stewards").members.remove("U0SANDBOX")
    posted = await client.chat_postMessage(channel=GENERAL, text="Hello")

    assert posted["message"]["text"] == "Hello"
    assert await refusal(client.chat_postMessage(channel=RANDOM, text="x")) == "not_in_channel"
    assert await refusal(client.chat_postMessage(channel=STEWARDS, text="x")) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel="C404", text="x")) == "channel_not_found"
    assert [m.text for m in slack.person("maya").messages("general")] == ["Hello"]


async def test_an_archived_channel_takes_no_post(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """An archived channel has its own error."""
    slack.channel("general").is_archived = True

    assert await refusal(client.chat_postMessage(channel=GENERAL, text="x")) == "is_archived"


async def test_a_message_to_a_person_goes_to_their_conversation_with_the_app(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """A user id as the channel is a direct message."""
    posted = await client.chat_postMessage(channel=MAYA, text="For you")

    assert posted["channel"] == "D0MAYA0001"
    assert [message.text for message in slack.person("maya").dms()] == ["For you"]


async def test_an_ephemeral_message_is_for_a_member_of_the_channel(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """Others than the person do not see it; who is not in the channel cannot be shown it."""
    await client.chat_postEphemeral(channel=GENERAL, user=MAYA, text="Psst")
    refused = client.chat_postEphemeral(channel="C0MLPLAT04", user=MAYA, text="Psst")

    assert await refusal(refused) == "user_not_in_channel"
    assert [m.text for m in slack.person("maya").ephemerals()] == ["Psst"]
    assert slack.person("jonas").ephemerals() == []


async def test_a_message_with_one_bad_block_is_refused_as_a_whole(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """invalid_blocks names the place in errors and in response_metadata.messages."""
    blocks = [a_section(), {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    with pytest.raises(SlackApiError) as error:
        await client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)

    fault = "must be less than 151 characters [json-pointer:/blocks/1/text/text]"
    assert error.value.response["error"] == "invalid_blocks"
    assert error.value.response["errors"] == [fault]
    assert error.value.response["response_metadata"]["messages"] == [f"[ERROR] {fault}"]
    assert slack.person("maya").messages() == []


async def test_a_message_says_something(client: AsyncWebClient) -> None:
    """Neither text nor blocks: no_text."""
    assert (
        await refusal(client.api_call("chat.postMessage", json={"channel": GENERAL})) == "no_text"
    )


async def test_all_blocks_of_a_post_together_have_a_limit(client: AsyncWebClient) -> None:
    """Each block is within its limit, and the message is still too long."""
    blocks = [a_section("x" * 2900) for _ in range(5)]

    refused = client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
    assert await refusal(refused) == "msg_blocks_too_long"


async def test_what_is_not_text_counts_as_well(client: AsyncWebClient) -> None:
    """Buttons and signs that JSON escapes are bytes like others; so it is for a change."""
    button = {"type": "button", "text": {"type": "plain_text", "text": "x"}, "value": "v" * 1900}
    pressed = [{"type": "actions", "elements": [{**button, "action_id": str(n)} for n in range(7)]}]
    posted = await client.chat_postMessage(channel=GENERAL, text="x", blocks=[a_section("x")])

    for blocks in (pressed, [a_section("語" * 2100)]):
        assert "msg_blocks_too_long" == await refusal(
            client.chat_postMessage(channel=GENERAL, text="x", blocks=blocks)
        )
        assert "msg_blocks_too_long" == await refusal(
            client.chat_update(channel=GENERAL, ts=posted["ts"], text="x", blocks=blocks)
        )


async def test_the_bot_changes_and_deletes_only_its_own_messages(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """What a person wrote stays as it is."""
    maya = slack.person("maya")
    await maya.say("Mine")
    theirs = maya.messages()[0]
    own = await client.chat_postMessage(channel=GENERAL, text="First")
    await client.chat_update(channel=GENERAL, ts=own["ts"], text="Second")
    after_update = [message.text for message in maya.messages()]
    await client.chat_delete(channel=GENERAL, ts=own["ts"])

    assert after_update == ["Mine", "Second"]
    assert [message.text for message in maya.messages()] == ["Mine"]
    refused = client.chat_update(channel=GENERAL, ts=theirs.ts, text="x")
    assert await refusal(refused) == "cant_update_message"
    assert await refusal(client.chat_delete(channel=GENERAL, ts=theirs.ts)) == "cant_delete_message"
    assert await refusal(client.chat_delete(channel=GENERAL, ts=own["ts"])) == "message_not_found"


async def test_a_changed_message_takes_less_text_than_a_new_one(client: AsyncWebClient) -> None:
    """A new one is cut at 40,000 characters; a change of more than 4,000 is refused."""
    posted = await client.chat_postMessage(channel=GENERAL, text="x" * 40_001)
    change = {"channel": GENERAL, "ts": posted["ts"]}
    changed = await client.chat_update(**change, text="x" * 4000)

    assert len(posted["message"]["text"]) == 40_000
    assert len(changed["text"]) == 4000
    assert await refusal(client.chat_update(**change, text="x" * 4001)) == "msg_too_long"


async def test_metadata_needs_its_two_fields(client: AsyncWebClient) -> None:
    """A message's metadata is an event_type with an event_payload."""
    whole = {"event_type": "posted", "event_payload": {"slug": "x"}}
    posted = await client.chat_postMessage(channel=GENERAL, text="x", metadata=whole)
    half = client.chat_postMessage(channel=GENERAL, text="x", metadata={"event_type": "posted"})

    assert posted["message"]["metadata"] == whole
    assert await refusal(half) == "invalid_metadata_format"


async def test_the_bot_reacts_once(client: AsyncWebClient) -> None:
    """A second reaction of the same name is refused; the message shows the first."""
    ts = (await client.chat_postMessage(channel=GENERAL, text="x"))["ts"]
    await client.reactions_add(channel=GENERAL, timestamp=ts, name="memo")
    shown = await client.reactions_get(channel=GENERAL, timestamp=ts)

    assert shown["message"]["reactions"] == [{"name": "memo", "users": ["U0SANDBOX"], "count": 1}]
    again = client.reactions_add(channel=GENERAL, timestamp=ts, name="memo")
    assert await refusal(again) == "already_reacted"


async def test_a_permalink_leads_to_the_page(client: AsyncWebClient, slack: SandboxServer) -> None:
    """The address has Slack's form and lies on this machine."""
    ts = (await client.chat_postMessage(channel=GENERAL, text="x"))["ts"]
    link = (await client.chat_getPermalink(channel=GENERAL, message_ts=ts))["permalink"]

    assert link == f"{slack.base_url}/archives/{GENERAL}/p{ts.replace('.', '')}"


async def test_an_app_without_a_messages_tab_cannot_write_to_people(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """The manifest decides whether there is a conversation to write in."""
    slack.sandbox.manifest = replace(slack.sandbox.manifest, has_messages_tab=False)

    assert await refusal(client.chat_postMessage(channel=MAYA, text="x")) == "messages_tab_disabled"
