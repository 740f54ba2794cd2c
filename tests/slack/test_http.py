from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.clock import now
from bot.errors import OperatorError
from bot.slack.http import LARGEST_BODY, HttpServer, build_server_app

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_bolt.request.async_request import AsyncBoltRequest

FORM = "application/x-www-form-urlencoded"


class App:
    """A stand-in for Bolt: records its input and answers as the test says."""

    def __init__(self) -> None:
        self.requests: list[AsyncBoltRequest] = []
        self.answer = BoltResponse(status=200, body='{"text": "ü"}')

    async def async_dispatch(self, request: AsyncBoltRequest) -> BoltResponse:
        """Take a request as Bolt does."""
        self.requests.append(request)
        return self.answer

    @property
    def body(self) -> dict[str, Any]:
        """The fields of the only request."""
        (request,) = self.requests
        return request.body


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
async def slack(app: App) -> AsyncIterator[httpx.AsyncClient]:
    async def checks() -> dict[str, bool]:
        return {"database": True}

    transport = httpx.ASGITransport(build_server_app(checks, app))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


def headers(**others: str) -> dict[str, str]:
    stamp = {"x-slack-request-timestamp": str(int(now().timestamp())), "x-slack-signature": "v0=1"}
    return stamp | {"content-type": FORM} | {k.replace("_", "-"): v for k, v in others.items()}


async def post(slack: httpx.AsyncClient, body: str | bytes, **others: str) -> httpx.Response:
    return await slack.post("/slack/events", content=body, headers=headers(**others))


async def test_the_answer_goes_back_as_bolt_gave_it(slack: httpx.AsyncClient):
    """Status, body and type of content are Bolt's."""
    answer = await post(slack, "command=%2Fdefine&text=rag&user_id=U1")

    assert (200, {"text": "ü"}) == (answer.status_code, answer.json())
    assert answer.headers["content-type"] == "application/json;charset=utf-8"


@pytest.mark.parametrize("text", ["payload", "what is a payload?", "payload=1&x", "a+b %"])
async def test_a_command_about_a_payload_is_a_command(
    text: str, slack: httpx.AsyncClient, app: App
):
    """The word makes Bolt's own reader take a form for an interaction, and find it empty."""
    form = httpx.QueryParams({"command": "/define", "text": text, "user_id": "U1"})

    await post(slack, str(form))

    assert {"command": "/define", "text": text, "user_id": "U1"} == app.body
    assert app.requests[0].context.user_id == "U1"


async def test_a_command_in_a_channel_of_that_name_is_a_command(slack: httpx.AsyncClient, app: App):
    """The word may stand in any field."""
    await post(slack, "command=%2Fdefine&user_id=U1&channel_name=payload&empty=")

    sent = {"command": "/define", "user_id": "U1", "channel_name": "payload", "empty": ""}
    assert sent == app.body


async def test_an_interaction_is_the_json_in_its_form(slack: httpx.AsyncClient, app: App):
    """Buttons and modals come as JSON in a field named payload."""
    payload = {"type": "view_closed", "user": {"id": "U1"}, "text": "payload & more ü"}

    await post(slack, str(httpx.QueryParams({"payload": json.dumps(payload)})))

    assert payload == app.body


async def test_an_event_is_json(slack: httpx.AsyncClient, app: App):
    """Events come as JSON, whatever words they hold."""
    event = {
        "type": "event_callback",
        "event_id": "Ev1",
        "event": {"type": "x", "text": "payload=1"},
    }

    await post(slack, json.dumps(event), content_type="application/json")

    assert event == app.body


async def test_what_is_verified_is_what_was_sent(slack: httpx.AsyncClient, app: App):
    """The signature covers the body byte by byte, and is checked though we read the body."""
    body = "command=%2Fdefine&user_id=U1&text=payload+%C3%BC"

    await post(slack, body)
    (request,) = app.requests

    assert (body, "http") == (request.raw_body, request.mode)


async def test_parsing_agrees_with_the_standard_library(slack: httpx.AsyncClient, app: App):
    """Every escape that a form may hold is undone."""
    fields = {"command": "/x", "user_id": "U1", "text": "ü+& %25=\n“x” 語", "empty": ""}

    await post(slack, str(httpx.QueryParams(fields)))

    assert fields == app.body


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe",
        b"payload=nothing",
        b"payload=%5B1%5D",
        b"{broken",
        b"payload=%22x%22",
        b'{"a":' * 100_000,
        b'{"team": 5}',
        b'{"authorizations": [5]}',
        b'{"authorizations": {"0": 5}}',
        b'{"authorizations": "x"}',
    ],
)
async def test_what_cannot_be_read_is_refused_quietly(
    body: bytes, slack: httpx.AsyncClient, app: App
):
    """Anybody may send anything: no traceback, and Bolt is not asked."""
    answer = await post(slack, body)

    assert (400, []) == (answer.status_code, app.requests)


@pytest.mark.parametrize(
    "others",
    [
        {"x_slack_request_timestamp": "soon"},
        {"x_slack_request_timestamp": "²"},
        {"x_slack_request_timestamp": "9" * 5000},
        {"x_slack_request_timestamp": ""},
        {"x_slack_signature": "ü"},
    ],
)
async def test_headers_that_no_verifier_can_read_are_refused(
    others: dict[str, str], slack: httpx.AsyncClient, app: App
):
    """Slack's verifier raises on them; here they are simply not Slack's."""
    sent = [(name, value.encode()) for name, value in headers(**others).items()]
    answer = await slack.post("/slack/events", content=b"text=x", headers=sent)

    assert (401, []) == (answer.status_code, app.requests)


async def test_a_body_larger_than_any_of_slacks_is_refused(slack: httpx.AsyncClient, app: App):
    """Nobody fills the memory from outside."""
    answer = await post(slack, b"x" * (LARGEST_BODY + 1))

    assert (413, []) == (answer.status_code, app.requests)


async def test_only_posts_reach_the_endpoint(slack: httpx.AsyncClient):
    """A browser that looks at the address gets no answer of the bot."""
    assert (await slack.get("/slack/events")).status_code == 405


async def test_health_says_that_the_process_lives(slack: httpx.AsyncClient):
    """It asks nothing of anybody else."""
    answer = await slack.get("/healthz")

    assert (200, {"ok": True}) == (answer.status_code, answer.json())


@pytest.mark.parametrize(
    ("states", "status"),
    [({"database": True, "slack": True}, 200), ({"database": False, "slack": True}, 503)],
)
async def test_readiness_names_what_is_missing(states: dict[str, bool], status: int):
    """A load balancer learns whether to send requests, and why not."""

    async def checks() -> dict[str, bool]:
        return states

    transport = httpx.ASGITransport(build_server_app(checks, None))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.get("/readyz")
        slack = await client.post("/slack/events", content=b"")

    assert (status, {"ok": status == 200, **states}) == (answer.status_code, answer.json())
    assert slack.status_code == 404


async def test_how_many_people_got_no_answer_is_shown():
    """It's for people who watch the bot, and makes it no less ready."""

    async def checks() -> dict[str, bool]:
        return {"glossary": True}

    endpoints = build_server_app(checks, None, lambda: {"unanswered": 2})
    transport = httpx.ASGITransport(endpoints)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.get("/readyz")

    assert (200, {"ok": True, "glossary": True, "unanswered": 2}) == (
        answer.status_code,
        answer.json(),
    )


async def test_a_port_in_use_is_told_with_the_way_out():
    """The message names the address and what to change."""

    async def checks() -> dict[str, bool]:
        return {}

    first = HttpServer(build_server_app(checks, None), "127.0.0.1", 0)
    port = int(first.address.rpartition(":")[2])

    first._socket.listen()
    with pytest.raises(OperatorError, match="--port"):
        HttpServer(build_server_app(checks, None), "127.0.0.1", port)

    first._socket.close()


def test_a_host_that_does_not_exist_is_told():
    """A misspelled --host is no traceback."""

    async def checks() -> dict[str, bool]:
        return {}

    with pytest.raises(OperatorError, match="Cannot listen on"):
        HttpServer(build_server_app(checks, None), "203.0.113.1", 3000)


def test_the_verifier_is_the_one_that_raises_on_odd_headers():
    """Our own check can go when Slack's learns to say no."""
    with pytest.raises(ValueError, match="invalid literal"):
        SignatureVerifier("secret").is_valid("", "soon", "v0=1")
