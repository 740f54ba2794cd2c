from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.calls import GENERAL, MAYA, RANDOM, STEWARDS, refusal
from tests.sandbox.drawings import a_field, a_modal, a_section

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.sandbox.server import SandboxServer


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
    """No token, an unknown one and one of the other kind have different errors."""
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


async def test_a_missing_argument_is_named(client: AsyncWebClient) -> None:
    """invalid_arguments says which field is missing."""
    with pytest.raises(SlackApiError) as error:
        await client.api_call("chat.update", json={"channel": GENERAL, "text": "x"})

    assert error.value.response["response_metadata"]["messages"] == [
        "[ERROR] missing required field: ts [json-pointer:/]"
    ]


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
        "with-partners": True,
    }


async def test_people_can_be_looked_up(client: AsyncWebClient) -> None:
    """users.info knows people and the app's own user; a guest is marked."""
    assert (await client.users_info(user=MAYA))["user"]["profile"]["title"] == "Product manager"
    assert (await client.users_info(user="U0GUS00008"))["user"]["is_restricted"] is True
    assert (await client.users_info(user="U0SANDBOX"))["user"]["is_bot"] is True
    assert await refusal(client.users_info(user="U404")) == "user_not_found"
    assert len((await client.users_list())["members"]) == 10
    assert (await client.team_info())["team"]["name"] == "Sandbox"
    assert (await client.bots_info(bot="B0SANDBOX"))["bot"]["user_id"] == "U0SANDBOX"
    assert await refusal(client.usergroups_users_list(usergroup="S1")) == "no_such_subteam"


async def test_a_group_has_members_and_a_closed_account_is_marked(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """As far as an app asks: who is in a user group, and who has left."""
    slack.sandbox.workspace.user_groups["S0STEWARDS"] = [MAYA]
    slack.sandbox.workspace.departed.add(MAYA)

    assert (await client.usergroups_users_list(usergroup="S0STEWARDS"))["users"] == [MAYA]
    assert (await client.users_info(user=MAYA))["user"]["deleted"] is True


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


async def test_structured_arguments_may_come_as_json_in_a_form(slack: SandboxServer) -> None:
    """Blocks in a form are a JSON text; what is none is refused by its own name."""
    form = {"channel": GENERAL, "text": "x", "blocks": json.dumps([a_section("From a form")])}
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {slack.bot_token}"}) as http:
        url = f"{slack.api_url}chat.postMessage"
        posted = (await http.post(url, data=form)).json()
        broken = (await http.post(url, data=form | {"blocks": "[{"})).json()
        not_a_list = (await http.post(url, data=form | {"blocks": "{}"})).json()
        not_json = await http.post(url, content="{", headers={"Content-Type": "application/json"})

    assert posted["message"]["blocks"][0]["text"]["text"] == "From a form"
    assert broken["error"] == "invalid_blocks_format"
    assert not_a_list["error"] == "invalid_blocks_format"
    assert not_json.json()["error"] == "invalid_json"


async def test_lists_refuse_what_is_no_page(client: AsyncWebClient) -> None:
    """Limits, cursors and kinds that do not exist are refused by name."""
    assert await refusal(client.conversations_list(limit=5000)) == "invalid_limit"
    assert await refusal(client.conversations_list(cursor="abc")) == "invalid_cursor"
    assert await refusal(client.conversations_list(types="public")) == "invalid_types"


async def test_private_places_stay_unknown_to_a_bot_outside(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """Neither found, nor joined, nor listed."""
    slack.channel("glossary-stewards").members.remove("U0SANDBOX")
    listed = await client.conversations_list(types="private_channel")

    assert listed["channels"] == []
    assert await refusal(client.conversations_info(channel=STEWARDS)) == "channel_not_found"
    assert await refusal(client.conversations_join(channel=STEWARDS)) == "channel_not_found"


async def test_an_external_id_belongs_to_one_view(
    client: AsyncWebClient, slack: SandboxServer
) -> None:
    """Another view with the same one is refused; an update finds its view by it."""
    view = a_modal(a_section(), external_id="mine")
    trigger, other = (slack.sandbox.grants.new_trigger(MAYA) for _ in range(2))
    await client.views_open(trigger_id=trigger, view=view)
    await client.views_update(
        external_id="mine", view=a_modal(a_section("New"), external_id="mine")
    )

    shown = slack.person("maya").open_view()
    assert shown is not None
    assert "New" in shown.words
    assert await refusal(client.views_open(trigger_id=other, view=view)) == "duplicate_external_id"


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "many"])
@pytest.mark.parametrize(
    ("method", "error"),
    [("conversations.list", "invalid_limit"), ("users.list", "invalid_arguments")],
)
async def test_a_page_has_one_to_a_thousand_entries(
    client: AsyncWebClient, method: str, error: str, limit: str
) -> None:
    """Slack names the limit only where its reference lists that error."""
    assert await refusal(client.api_call(method, json={"limit": limit})) == error
