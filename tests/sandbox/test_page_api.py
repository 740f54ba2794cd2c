from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
import pytest

from tests.sandbox.drawings import a_modal, a_section

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_bolt.async_app import AsyncApp

    from bot.sandbox.server import SandboxServer

MAYA, JONAS = "U0MAYA0001", "U0JONAS002"


@pytest.fixture
async def browser(slack: SandboxServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=slack.base_url) as browser:
        yield browser


async def act(browser: httpx.AsyncClient, **request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await browser.post("/sandbox/act", json=request)).json()
    return answer


async def test_the_page_learns_who_and_what_there_is(
    browser: httpx.AsyncClient, slack: SandboxServer
) -> None:
    """People with roles, channels, the app, and only what the manifest declares."""
    slack.page.glossary = {"directory": "data", "copy": True, "terms": 20}
    workspace = (await browser.get("/sandbox/workspace")).json()

    assert workspace["app"]["name"] == "Everything"
    assert workspace["app"]["connected"] is False
    assert [command["command"] for command in workspace["commands"]] == ["/try", "/escaped"]
    assert [shortcut["type"] for shortcut in workspace["shortcuts"]] == ["global", "message"]
    roles = {person["role"] for person in workspace["people"] if not person["is_bot"]}
    assert roles == {
        *("product", "engineering", "data_science", "policy"),
        *("legal", "security", "communications"),
    }
    assert [p["name"] for p in workspace["people"] if p["is_steward"]] == ["amara", "wei"]
    assert [p["name"] for p in workspace["people"] if p["is_guest"]] == ["gus"]
    dms = {channel["with"] for channel in workspace["channels"] if channel["kind"] == "dm"}
    assert dms == {person["id"] for person in workspace["people"] if not person["is_bot"]}
    assert workspace["glossary"]["terms"] == 20


async def test_stored_messages_are_loaded_again_and_ephemerals_are_not(
    browser: httpx.AsyncClient, slack: SandboxServer
) -> None:
    """A reload shows what Slack stores."""
    sent = await act(browser, user=MAYA, type="message", channel="C0RANDOM05", text="Hello")
    slack.sandbox.workspace.show_ephemeral(slack.channel("random"), MAYA, "Psst")
    reply = {"thread_ts": sent["ts"], "text": "A reply", "channel": "C0RANDOM05"}
    await act(browser, user=JONAS, type="message", **reply)
    query = {"channel": "C0RANDOM05", "user": MAYA}
    everything = (await browser.get("/sandbox/messages", params=query)).json()["messages"]
    thread = (
        await browser.get("/sandbox/messages", params={**query, "thread_ts": sent["ts"]})
    ).json()["messages"]

    assert [message["text"] for message in everything] == ["Hello", "A reply"]
    assert everything[0]["reply_count"] == 1
    assert [message["text"] for message in thread] == ["Hello", "A reply"]


async def test_the_live_stream_tells_a_person_what_they_may_see(
    app: AsyncApp, browser: httpx.AsyncClient, slack: SandboxServer
) -> None:
    """Their own ephemerals and their channels' messages, and nobody else's."""

    @app.command("/try")
    async def answer(ack: Any) -> None:
        await ack("Psst")

    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{slack.base_url}/sandbox/live?user={MAYA}") as maya,
        session.ws_connect(f"{slack.base_url}/sandbox/live?user={JONAS}") as jonas,
    ):
        await act(browser, user=MAYA, type="command", channel="C0GENERAL1", text="/try")
        await act(browser, user=MAYA, type="message", channel="C0RANDOM05", text="Hello")
        for_maya = [await maya.receive_json(), await maya.receive_json()]
        for_jonas = await jonas.receive_json()

    assert [event["type"] for event in for_maya] == ["ephemeral", "message"]
    assert for_maya[0]["message"]["text"] == "Psst"
    assert for_jonas["message"]["text"] == "Hello"


async def test_a_page_that_is_loaded_again_shows_no_modals(slack: SandboxServer) -> None:
    """What was open in the old page does not lie hidden under the next modal."""
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{slack.base_url}/sandbox/live?user={MAYA}"):
            slack.sandbox.modals.open(MAYA, a_modal(a_section()))
            was_open = slack.person("maya").open_view() is not None
        await slack.person("maya").sees(lambda: slack.person("maya").open_view() is None)

    assert was_open


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"user": "U404", "type": "message"}, "user_not_found"),
        ({"user": MAYA, "type": "dance"}, "unknown_act"),
        ({"user": MAYA, "type": "message"}, "missing_field"),
        ({"user": MAYA, "type": "command", "channel": "C404", "text": "/try"}, "channel_not_found"),
        (
            {"user": MAYA, "type": "command", "channel": "general", "text": "/foo"},
            "invalid_command",
        ),
        ({"user": MAYA, "type": "view_submission", "view_id": "V404"}, "view_not_found"),
    ],
)
async def test_what_does_not_work_is_said_in_a_sentence(
    browser: httpx.AsyncClient, request_: dict[str, Any], error: str
) -> None:
    """The page shows the message; the code tells the kinds apart."""
    answer = await act(browser, **request_)

    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer["message"].endswith(".")


async def test_no_other_site_in_the_browser_can_act_here(
    browser: httpx.AsyncClient, slack: SandboxServer
) -> None:
    """Requests from another origin or under another host's name are turned away."""
    request = {"user": MAYA, "type": "message", "channel": "general", "text": "x"}
    strange = {"Origin": "http://elsewhere.example"}
    refused = await browser.post("/sandbox/act", json=request, headers=strange)
    renamed = await browser.get("/sandbox/workspace", headers={"Host": "elsewhere.example"})

    assert refused.status_code == 403
    assert renamed.status_code == 400
    assert slack.person("maya").messages() == []
    async with aiohttp.ClientSession(headers=strange) as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{slack.base_url}/sandbox/live?user={MAYA}")


async def test_nonsense_is_no_crash(browser: httpx.AsyncClient) -> None:
    """A body that is no JSON object is an unknown act."""
    for body in ("", "nonsense", json.dumps([1])):
        answer = (await browser.post("/sandbox/act", content=body)).json()

        assert answer["ok"] is False
