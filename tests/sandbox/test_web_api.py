from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.drawings import a_field, a_modal, a_section

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.sandbox.server import SandboxServer

GENERAL, LEGAL, RANDOM, STEWARDS = "C0GENERAL1", "C0LEGAL003", "C0RANDOM05", "C0STEWARD6"
MAYA = "U0MAYA0001"


async def refusal(call: Awaitable[Any]) -> str:
    """Return the error code with which a call is refused."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


async def test_auth_test_names_the_granted_scopes_in_a_header(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """`parlance doctor` reads what is granted from there."""
    answer = await client.auth_test()

    assert answer["user_id"] == "U0SANDBOX"
    assert set(answer.headers["x-oauth-scopes"].split(",")) == slack.sandbox.scopes


@pytest.mark.parametrize(
    ("token", "error"),
    [
        ("", "not_authed"),
        ("xoxb-wrong", "invalid_auth"),
        ("xapp-sandbox", "not_allowed_token_type"),
    ],
)
async def test_a_call_needs_the_right_token(slack: SandboxServer, token: str, error: str) -> None:
    """No token, an unknown one and one of the other kind are told apart."""
    async with httpx.AsyncClient() as http:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = await http.post(f"{slack.api_url}auth.test", headers=headers)

    assert answer.json() == {"ok": False, "error": error}


async def test_a_call_without_its_scope_says_which_is_needed(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """missing_scope carries what is needed and what is provided."""
    slack.sandbox.scopes = {"commands"}
    with pytest.raises(SlackApiError) as error:
        await client.chat_postMessage(channel=GENERAL, text="x")

    answer = error.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "chat:write",
        "commands",
    )


async def test_an_unknown_method_is_refused(client: AsyncWebClient) -> None:
    """A method that Slack or the sandbox does not have is an error, not silence."""
    assert await refusal(client.api_call("chat.shout")) == "unknown_method"


async def test_a_missing_argument_is_named(client: AsyncWebClient) -> None:
    """invalid_arguments says which field is missing."""
    with pytest.raises(SlackApiError) as error:
        await client.api_call("chat.update", json={"channel": GENERAL, "text": "x"})

    assert error.value.response["response_metadata"]["messages"] == [
        "[ERROR] missing required field: ts [json-pointer:/]"
    ]


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
    """Archived is said as such."""
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


async def test_metadata_needs_its_two_fields(client: AsyncWebClient) -> None:
    """A message's metadata is an event_type with an event_payload."""
    whole = {"event_type": "posted", "event_payload": {"slug": "x"}}
    posted = await client.chat_postMessage(channel=GENERAL, text="x", metadata=whole)
    half = client.chat_postMessage(channel=GENERAL, text="x", metadata={"event_type": "posted"})

    assert posted["message"]["metadata"] == whole
    assert await refusal(half) == "invalid_metadata_format"


async def test_history_needs_its_own_scope_and_membership(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """channels:history reads channels where the bot is, newest first, and nothing else."""
    for text in ("one", "two"):
        await slack.person("maya").say(text)
    page = await client.conversations_history(channel=GENERAL, limit=1)

    assert [message["text"] for message in page["messages"]] == ["two"]
    assert page["has_more"] is True
    assert await refusal(client.conversations_history(channel=RANDOM)) == "not_in_channel"
    slack.sandbox.scopes.discard("channels:history")
    assert await refusal(client.conversations_history(channel=GENERAL)) == "missing_scope"


async def test_channels_are_listed_page_by_page_with_membership(client: AsyncWebClient) -> None:
    """The cursor leads through all channels of the kinds asked for."""
    names: dict[str, bool] = {}
    cursor = ""
    while True:
        page = await client.conversations_list(
            types="public_channel,private_channel", limit=2, cursor=cursor
        )
        names |= {channel["name"]: channel["is_member"] for channel in page["channels"]}
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break

    assert names == {
        "general": True,
        "product": True,
        "legal-desk": False,
        "ml-platform": True,
        "random": False,
        "glossary-stewards": True,
    }


async def test_people_can_be_looked_up(client: AsyncWebClient) -> None:
    """users.info knows people and the app's own user; a guest is marked."""
    assert (await client.users_info(user=MAYA))["user"]["profile"]["title"] == "Product manager"
    assert (await client.users_info(user="U0GUS00008"))["user"]["is_restricted"] is True
    assert (await client.users_info(user="U0SANDBOX"))["user"]["is_bot"] is True
    assert await refusal(client.users_info(user="U404")) == "user_not_found"
    assert len((await client.users_list())["members"]) == 9
    assert (await client.team_info())["team"]["name"] == "Sandbox"
    assert (await client.bots_info(bot="B0SANDBOX"))["bot"]["user_id"] == "U0SANDBOX"
    assert await refusal(client.usergroups_users_list(usergroup="S1")) == "no_such_subteam"


async def test_places_can_be_looked_up_and_joined(client: AsyncWebClient) -> None:
    """conversations.* tell members, open a conversation, and let the bot into public channels."""
    before = (await client.conversations_info(channel=RANDOM))["channel"]["is_member"]
    await client.conversations_join(channel=RANDOM)
    members = (await client.conversations_members(channel=RANDOM))["members"]
    opened = await client.conversations_open(users=MAYA)

    assert before is False
    assert "U0SANDBOX" in members
    assert opened["channel"]["id"] == "D0MAYA0001"
    assert await refusal(client.conversations_open(users="U404")) == "user_not_found"


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


async def test_a_view_needs_a_trigger_and_a_sound_drawing(client: AsyncWebClient) -> None:
    """Both are checked, the drawing first: a bad view does not spend the trigger."""
    titled = a_modal(title={"type": "plain_text", "text": "x" * 25})

    assert await refusal(client.views_open(trigger_id="1.2.x", view=titled)) == "invalid_arguments"
    assert await refusal(client.views_open(trigger_id="1.2.x", view=a_modal())) == (
        "invalid_trigger_id"
    )
    update = client.views_update(view_id="V404", view=a_modal(a_field()))
    assert await refusal(update) == "not_found"


async def test_a_test_can_let_the_next_call_fail(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """Errors that Slack gives at any time come once, ratelimited with its header."""
    slack.refuse_next("chat.postMessage", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as error:
        await client.chat_postMessage(channel=GENERAL, text="x")
    await client.chat_postMessage(channel=GENERAL, text="x")

    assert error.value.response.status_code == 429
    assert error.value.response.headers["retry-after"] == "7"
    assert [call.answer["ok"] for call in slack.calls] == [False, True]
    assert slack.calls[1].args["text"] == "x"
