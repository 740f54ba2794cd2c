from __future__ import annotations

import inspect
import logging
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

import handlers
from bot.drain import Drain
from bot.runtime import app as app_module
from bot.runtime.app import build_app
from bot.services.services import Services
from bot.services.viewer import Viewer
from bot.settings import Settings
from bot.slack.press import TermGoneError

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.response import BoltResponse

IDENTITY = {"ok": True, "team_id": "T1", "user_id": "U0BOT", "bot_id": "B1", "team": "Test"}


class AuthTest(dict[str, Any]):
    """What auth.test answers, with the headers that Bolt looks into."""

    headers: dict[str, str] = {}  # noqa: RUF012 -- never changed


@pytest.fixture
def services() -> Services:
    """Give services that are names alone: what they do is tested where they live."""
    return Services(**{field.name: f"the {field.name}" for field in fields(Services)})  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _slack_knows_us(monkeypatch: pytest.MonkeyPatch) -> None:
    async def auth_test(_client: AsyncWebClient, **_options: Any) -> AuthTest:
        return AuthTest(IDENTITY)

    monkeypatch.setattr(AsyncWebClient, "auth_test", auth_test)


def settings_of(**options: Any) -> Settings:
    return Settings(_env_file=None, slack_bot_token="xoxb-1", slack_app_token="xapp-1", **options)


async def dispatch(app: AsyncApp, **body: Any) -> BoltResponse:
    request = AsyncBoltRequest(body={"team_id": "T1", "user_id": "U1", **body}, mode="socket_mode")
    return await app.async_dispatch(request)


async def test_a_command_is_answered_from_the_table_with_all_services_at_hand(
    services: Services, monkeypatch: pytest.MonkeyPatch
):
    """The answer is the body of the ack; what answers knows the services and who asks."""
    seen: list[Any] = []

    async def answer(command: dict[str, Any], *given: Any) -> dict[str, Any]:
        seen.extend(given)
        return {"text": command["text"]}

    monkeypatch.setattr(app_module, "COMMANDS", {"/define": answer})

    response = await dispatch(build_app(settings_of(), services), command="/define", text="rag")

    assert (200, '{"text": "rag"}') == (response.status, response.body)
    assert [services, Viewer("T1", "U1")] == seen


async def test_a_command_that_was_renamed_is_answered_under_its_new_name(
    services: Services, monkeypatch: pytest.MonkeyPatch
):
    """And what people read then names it so."""
    monkeypatch.setattr("bot.command_name._name", "/define")  # what is set here ends with the test

    async def answer(*_: Any) -> dict[str, Any]:
        return {"text": str(TermGoneError())}

    monkeypatch.setattr(app_module, "COMMANDS", {"/define": answer})
    app = build_app(settings_of(define_command="/term"), services)

    response = await dispatch(app, command="/term", text="rag")

    assert 200 == response.status
    assert "again with /term." in str(response.body)


async def test_a_listener_gets_the_services_and_who_asks(services: Services):
    """It names them as parameters; the workspace is the installation's, not the presser's."""
    app = build_app(settings_of(serve_other_organizations=True), services)
    seen: list[Any] = []

    @app.action("press")
    async def press(ack: Any, services: Services, viewer: Viewer) -> None:
        await ack()
        seen.extend((services, viewer))

    user = {"id": "U2", "team_id": "T2"}
    action = {"action_id": "press", "block_id": "b", "type": "button"}
    await dispatch(app, type="block_actions", team={"id": "T2"}, user=user, actions=[action])

    assert [services, Viewer("T1", "U2")] == seen


async def test_a_text_is_sent_as_it_is(services: Services, monkeypatch: pytest.MonkeyPatch):
    """An answer that was drawn before is not drawn again."""

    async def answer(_command: dict[str, Any], *_given: Any) -> str:
        return '{"text":"ü"}'

    monkeypatch.setattr(app_module, "COMMANDS", {"/define": answer})

    response = await dispatch(build_app(settings_of(), services), command="/define")

    assert response.body == '{"text":"ü"}'
    assert response.headers["content-type"] == ["application/json;charset=utf-8"]


async def test_what_nothing_listens_to_is_acknowledged(services: Services):
    """A button of an older version must not show a warning sign to the person who presses it."""
    response = await dispatch(
        build_app(settings_of(), services),
        type="block_actions",
        actions=[{"action_id": "gone", "block_id": "b", "type": "button"}],
    )

    assert response.status == 200


async def test_a_command_that_fails_is_answered_with_a_reference(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """The ack itself has the message, and the log has the same reference."""

    async def answer(_command: dict[str, Any], *_given: Any) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(app_module, "COMMANDS", {"/define": answer})
    caplog.set_level(logging.CRITICAL)

    response = await dispatch(build_app(settings_of(), services), command="/define")

    assert response.status == 200
    assert '"response_type": "ephemeral"' in response.body
    assert "ZeroDivisionError" not in response.body


async def test_a_type_ahead_is_answered_from_the_table(
    services: Services, monkeypatch: pytest.MonkeyPatch
):
    """The options are the body of the ack, whichever select asks for them."""

    async def answer(body: dict[str, Any], services: Services, _: Any) -> dict[str, Any]:
        return {"options": [body["value"], services.glossary]}

    monkeypatch.setattr(app_module, "OPTIONS", {"search": answer})
    typed = {"type": "block_suggestion", "action_id": "search", "value": "ra"}

    response = await dispatch(build_app(settings_of(), services), **typed)

    assert (200, '{"options": ["ra", "the glossary"]}') == (response.status, response.body)


async def test_a_type_ahead_that_fails_offers_nothing(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """Slack shows an empty list, and the log holds what went wrong."""

    async def answer(_body: dict[str, Any], *_given: Any) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setattr(app_module, "OPTIONS", {"search": answer})
    caplog.set_level(logging.CRITICAL)

    response = await dispatch(
        build_app(settings_of(), services), type="block_suggestion", action_id="search"
    )

    assert (200, '{"options": []}') == (response.status, response.body)


async def test_a_listener_is_in_hand_until_it_ends(services: Services):
    """Stopping waits for work that goes on after the ack."""
    drain = Drain()
    app = build_app(settings_of(), services, drain=drain)
    during: list[bool] = []

    @app.action("slow")
    async def slow(ack: Any) -> None:
        await ack()
        during.append(await drain.drain(0))

    await dispatch(
        app,
        type="block_actions",
        actions=[{"action_id": "slow", "block_id": "b", "type": "button"}],
    )

    assert await drain.drain(1)
    assert during == [False]


async def test_a_failing_listener_is_no_longer_in_hand(services: Services):
    """Otherwise one fault would hold up every stop."""
    drain = Drain()
    app = build_app(settings_of(), services, drain=drain)

    @app.event("app_home_opened")
    async def fail() -> None:
        raise ZeroDivisionError

    await dispatch(app, type="event_callback", event={"type": "app_home_opened", "user": "U1"})

    assert await drain.drain(1)


def test_signatures_are_checked_wherever_a_signing_secret_is_set(services: Services):
    """Over Socket Mode there is none, and Slack signs nothing."""
    with_secret = build_app(settings_of(slack_signing_secret="s"), services)
    without = build_app(settings_of(), services)

    def checks(app: AsyncApp) -> bool:
        return any("RequestVerification" in m.name for m in app._async_middleware_list)

    assert (True, False) == (checks(with_secret), checks(without))


def test_every_listener_asks_only_for_what_it_can_be_given(services: Services):
    """Bolt fills parameters by name and gives None for one it does not know."""
    known = {"services", "viewer"}
    known |= set(inspect.signature(AsyncArgs.__init__).parameters) - {"self"}
    app = build_app(settings_of(), services)

    unknown = {
        f"{listener.ack_function.__module__}.{listener.ack_function.__name__}: {name}"
        for listener in app._async_listeners
        for name in inspect.signature(listener.ack_function).parameters
        if name not in known
    }

    assert unknown == set()
    assert len(app._async_listeners) >= 5


def test_every_command_of_the_table_starts_with_a_slash():
    """The table is looked up by what Slack sends."""
    assert all(command.startswith("/") for command in handlers.COMMANDS)


def test_calls_go_where_the_setting_says(services: Services):
    """SLACK_API_URL reaches the client of every request."""
    app = build_app(settings_of(slack_api_url="http://127.0.0.1:1/api"), services)

    assert app.client.base_url == "http://127.0.0.1:1/api/"


@pytest.mark.parametrize(("is_let_in", "words"), [(False, "its own organization"), (True, "RAG!")])
async def test_a_command_from_another_organization_is_refused_in_the_ack(
    services: Services, monkeypatch: pytest.MonkeyPatch, *, is_let_in: bool, words: str
):
    """Slack lets nobody call a foreign command; should it ever, nothing is answered."""

    async def answer(_command: dict[str, Any], *_given: Any) -> dict[str, Any]:
        return {"text": "RAG!"}

    monkeypatch.setattr(app_module, "COMMANDS", {"/define": answer})
    app = build_app(settings_of(serve_other_organizations=is_let_in), services)

    response = await dispatch(app, command="/define", team_id="T2")

    assert words in response.body


@pytest.mark.parametrize(
    ("type_", "answer"),
    [("block_suggestion", '{"options": []}'), ("view_submission", "its own organization")],
)
async def test_forms_from_another_organization_are_refused_in_the_ack(
    services: Services, monkeypatch: pytest.MonkeyPatch, type_: str, answer: str
):
    """A type-ahead offers nothing; a form is replaced by the refusal."""

    async def leak(_body: dict[str, Any], *_given: Any) -> dict[str, Any]:
        return {"options": ["RAG!"]}

    monkeypatch.setattr(app_module, "OPTIONS", {"search": leak})
    user = {"id": "U2", "team_id": "T2"}
    body = {"type": type_, "user": user, "view": {"type": "modal", "callback_id": "suggest"}}

    response = await dispatch(build_app(settings_of(), services), action_id="search", **body)

    assert answer in response.body
