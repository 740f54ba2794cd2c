"""Payloads that are signed as Slack signs them, and that Slack never sends."""

from __future__ import annotations

import copy
import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from slack_sdk.signature import SignatureVerifier
from structlog.testing import capture_logs

from bot.clock import now
from bot.drain import Drain
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.runtime.app import build_app
from bot.sandbox.workspace.people import MAYA
from bot.slack.http import build_server_app
from tests.builders import a_glossary, a_term
from tests.payloads import (
    GENERAL,
    MESSAGE,
    RESPONSE_URL,
    TRIGGER_ID,
    event,
    every_payload,
    press,
    view,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.flows.conftest import RunningBot

SECRET = "a-signing-secret"
REFUSED = "a malformed payload was refused"
PAYLOADS = dict(every_payload())
BROKEN = [None, [], {}, 0, "", float("nan"), 10**400, "\ud800", "\x00", [[]] * 3, {"id": None}]


class Slack:
    """Sends signed requests to the bot, and waits until it has done all that follows from them."""

    def __init__(self, bot: RunningBot, client: httpx.AsyncClient, drain: Drain) -> None:
        self._sandbox = bot.slack.sandbox
        self._client = client
        self._drain = drain

    async def send(self, payload: Any) -> int:
        """Send a payload as its kind is sent; return the status."""
        payload = self._with_grants(payload)
        is_dict = isinstance(payload, dict)
        if is_dict and "command" in payload:
            fields = {
                name: str(value).encode(errors="surrogatepass") for name, value in payload.items()
            }
            return await self.post(urlencode(fields))
        if is_dict and ("event" in payload or "challenge" in payload):
            return await self.post(json.dumps(payload))
        return await self.post(str(httpx.QueryParams({"payload": json.dumps(payload)})))

    def _with_grants(self, payload: Any) -> Any:
        """Put in what the workspace grants for one act."""
        self._sandbox.modals.close_all(MAYA)
        grants = self._sandbox.grants
        path = grants.new_response(MAYA, GENERAL, MESSAGE["ts"])
        text = json.dumps(payload).replace(TRIGGER_ID, grants.new_trigger(MAYA))
        return json.loads(text.replace(RESPONSE_URL, self._sandbox.response_url(path)))

    async def post(self, body: str | bytes) -> int:
        """Send a body; return the status."""
        stamp = str(int(now().timestamp()))
        text = body if isinstance(body, str) else body.decode(errors="replace")
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=text)
        headers = {
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signature or "",
            "content-type": "application/x-www-form-urlencoded",
        }
        answer = await self._client.post("/slack/events", content=body, headers=headers)
        await self._drain.drain(5)
        return answer.status_code


@pytest.fixture
async def slack(bot_with: Any) -> AsyncIterator[Slack]:
    config = replace(
        DEFAULT_CONFIG, stewards={"Maya": MAYA}, pages_url="https://example.org/terms/"
    )
    bot: RunningBot = await bot_with(
        glossary=a_glossary(a_term(), config=config), slack_signing_secret=SecretStr(SECRET)
    )
    drain = Drain()

    async def checks() -> dict[str, bool]:
        return {}

    async with aiohttp.ClientSession() as session:
        app = build_app(bot.services.settings, bot.services, session=session, drain=drain)
        transport = httpx.ASGITransport(build_server_app(checks, app))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            yield Slack(bot, client, drain)


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of each value of a payload."""
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in inner if isinstance(node, dict | list) else ():
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, Any]:
    """Return a payload of any trigger with one to three values broken or taken out."""
    name = draw(st.sampled_from(sorted(PAYLOADS)))
    payload = copy.deepcopy(PAYLOADS[name])
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([*places(payload)] or [()]))
        if not path:
            break
        node = payload
        for key in path[:-1]:
            node = node[key]
        if isinstance(node, dict) and draw(st.booleans()):
            del node[path[-1]]
        else:
            node[path[-1]] = copy.deepcopy(draw(st.sampled_from(BROKEN)))
    return name, payload


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(mutated())
async def test_no_payload_ends_in_a_traceback(
    slack: Slack, caplog: pytest.LogCaptureFixture, drawn: tuple[str, Any]
):
    """Whatever is broken in whichever payload: no 5xx, and nothing logged as an error."""
    caplog.clear()

    with capture_logs() as lines:
        status = await slack.send(drawn[1])

    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    errors += [line for line in lines if line["log_level"] in {"error", "critical"}]
    refusals = [line for line in lines if line["event"] == REFUSED]
    assert errors == []
    assert (status, len(refusals)) in {(200, 0), (400, 1)}


@pytest.mark.parametrize("name", sorted(PAYLOADS))
async def test_what_slack_documents_passes(slack: Slack, name: str):
    """No trigger's own payload is taken for a malformed one."""
    assert await slack.send(PAYLOADS[name]) == 200


def broken(name: str, *path: str | int, value: Any = None) -> dict[str, Any]:
    """Return a trigger's payload with one value put in the place of another."""
    payload: Any = copy.deepcopy(PAYLOADS[name])
    node = payload
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    whole: dict[str, Any] = payload
    return whole


SHARE, REQUEST = "pressing share", "sending request_term"
IN_MESSAGE, ATTACHED = "message_action", "message.attachments.0"
TEXT = ("view", "state", "values", "block text", "text")


@pytest.mark.parametrize(
    ("payload", "trigger", "field"),
    [
        (broken("app_mention", "event"), "event_callback", "event.type"),
        (broken("app_mention", "event", "text", value=5), "app_mention", "event.text"),
        (broken("app_mention", "event", "text", value="\ud83d"), "app_mention", "event"),
        (broken("app_mention", "event", "ts", value=float("nan")), "app_mention", "event"),
        *(
            (broken("app_mention", "event", *path, value=value), "app_mention", field)
            for path, value, field in (
                (("ts",), "abc", "event.ts"),
                (("ts",), "9" * 400, "event.ts"),
                (("edited",), "x", "event.edited"),
                (("edited",), [1], "event.edited"),
                (("edited", "ts"), "abc", "event.edited.ts"),
                (("edited", "ts"), 5, "event.edited.ts"),
            )
        ),
        *(
            (broken("define_in_message", "message", "files", value=value), IN_MESSAGE, field)
            for value, field in (
                ("x", "message.files"),
                ([5], "message.files.0"),
                ([{"title": 5}], "message.files.0.title"),
                ([{"name": ["x"]}], "message.files.0.name"),
            )
        ),
        *(
            (
                broken("define_in_message", "message", "attachments", 0, key, value=value),
                IN_MESSAGE,
                f"{ATTACHED}.{key}",
            )
            for key, value in (
                ("files", [None]),
                ("footer", 5),
                ("footer", ["x"]),
                ("message_blocks", "x"),
                ("message_blocks", [5]),
            )
        ),
        (broken("reaction_added", "event", "item", value=[]), "reaction_added", "event.item"),
        (broken("link_shared", "event", "links", value={}), "link_shared", "event.links"),
        (broken(SHARE, "actions", value=[]), "block_actions", "actions"),
        (broken(SHARE, "user"), "block_actions", "user"),
        (broken(SHARE, "container", "is_ephemeral", value="x"), "block_actions", "container"),
        (broken(REQUEST, "view"), "view_submission", "view"),
        (broken(REQUEST, "view", "state", value=[]), "view_submission", "view.state"),
        (broken(REQUEST, *TEXT, value="x"), "view_submission", "view.state.values"),
        (broken(REQUEST, "team", value="x"), "view_submission", "team"),
        (
            broken("sending answer", "view", "private_metadata", value="{}"),
            "view_submission",
            "view",
        ),
        (broken("look_up", "callback_id"), "shortcut", "callback_id"),
        (broken("define_in_message", "message"), "message_action", "message"),
        (broken("typing in find_term", "action_id", value=[]), "block_suggestion", "action_id"),
        (broken("/define", "user_id", value=""), "command", "user_id"),
        ([], "unknown", "body"),
        ({}, "unknown", "type"),
        ({"type": ["event_callback"]}, "unknown", "type"),
    ],
)
async def test_the_log_says_which_trigger_and_which_field(
    slack: Slack, payload: Any, trigger: str, field: str
):
    """One line, without any typed text."""
    with capture_logs() as lines:
        status = await slack.send(payload)

    (line,) = lines
    assert (400, "warning", trigger) == (status, line["log_level"], line["trigger"])
    assert line["field"].startswith(field)
    assert set(line) == {"event", "log_level", "trigger", "field"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"payload=",
        b"payload=[]",
        b"payload=null",
        b"{",
        b"\xff",
        b'{"type": "event_callback", "event": {"type": "\xed\xa0\x80"}}',
        b'{"type": "event_callback", "event_id": "E", "event": '
        + b'{"a":' * 500
        + b"1"
        + b"}" * 501,
        b'{"type": "event_callback", "event_id": "E", "event": ' + b'{"a":' * 50_000,
        b'{"type": "event_callback", "event_id": ' + b"9" * 10_000 + b"}",
        b'{"type": "event_callback", "event": {"type": "message"}, "event": null}',
    ],
)
async def test_a_body_that_is_no_payload_is_refused_in_one_line(slack: Slack, body: bytes):
    """Nothing of it reaches a listener."""
    with capture_logs() as lines:
        status = await slack.post(body)

    assert (400, [REFUSED]) == (status, [line["event"] for line in lines])


async def test_of_a_key_that_stands_twice_the_last_is_read(slack: Slack):
    """As JSON's readers do, so that the check sees the same values."""
    body = json.dumps(event({"type": "channel_rename"}))

    assert await slack.post(body.replace('"event": {', '"event": null, "event": {')) == 200


async def test_an_urgency_that_the_form_does_not_offer_is_the_least(slack: Slack):
    """The request is stored all the same."""
    payload = PAYLOADS[REQUEST] | {"view": view("request_term")}
    urgency = payload["view"]["state"]["values"]["block urgency"]["urgency"]
    urgency["selected_option"]["value"] = "yesterday"

    with capture_logs() as lines:
        assert await slack.send(payload) == 200
    assert [line for line in lines if line["log_level"] == "error"] == []


async def test_a_button_of_an_older_version_is_acknowledged(slack: Slack):
    """A payload without a listener isn't malformed."""
    payload = press("share")
    payload["actions"][0] |= {"action_id": "gone"}

    assert await slack.send(payload) == 200


@pytest.mark.parametrize(
    "payload",
    [
        PAYLOADS["/define"] | {"enterprise_id": ""},
        broken("app_mention", "event", "thread_ts", value=""),
        broken("app_mention", "event", "user_team", value=""),
        broken("app_mention", "event", "edited", value=None),
        broken("app_mention", "event", "text"),
        broken("message", "event", "text"),
        broken("message", "event", "team", value=""),
        broken(SHARE, "user", "team_id", value=""),
        *(
            broken("define_in_message", "message", "attachments", 0, "fields", 0, key, value=value)
            for key in ("title", "value")
            for value in (12, 1.5, True, None)
        ),
    ],
)
async def test_what_says_nothing_loses_no_answer(slack: Slack, payload: dict[str, Any]):
    """An id that is empty is none, and a number among an app's texts is one of them."""
    with capture_logs() as lines:
        assert await slack.send(payload) == 200

    assert {line["log_level"] for line in lines} <= {"debug", "info"}
