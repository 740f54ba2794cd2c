"""Slack's Web API at ``/api/<method>``: checks the caller, the scope and the arguments."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.responses import JSONResponse, PlainTextResponse

from bot.sandbox.errors import ApiError, UnknownToSandboxError
from bot.sandbox.web_api.chat import CHAT_METHODS
from bot.sandbox.web_api.conversations import PLACE_METHODS
from bot.sandbox.web_api.files import FILE_METHODS
from bot.sandbox.web_api.links import LINK_METHODS
from bot.sandbox.web_api.method import Call, Method
from bot.sandbox.web_api.people import PEOPLE_METHODS
from bot.sandbox.web_api.views import VIEW_METHODS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.sandbox.core import Sandbox
    from bot.sandbox.workspace.elements import Json

CALLS_KEPT = 1000
_OUTAGE = 500
METHODS: dict[str, Method] = (
    CHAT_METHODS | LINK_METHODS | VIEW_METHODS | PEOPLE_METHODS | PLACE_METHODS | FILE_METHODS
)
WITH_EVERY_CALL = ("token", "team_id")  # Bolt adds the team, which Slack ignores here
# In a form these arguments come as JSON; as something else they have errors of their own.
_STRUCTURED = {
    "blocks": "invalid_blocks_format",
    "view": "invalid_arguments",
    "metadata": "invalid_metadata_format",
    "unfurls": "invalid_unfurls_format",
}


@dataclass(frozen=True, slots=True)
class ApiRefusal:
    """An error that Slack might give at any time, kept ready for the next call of a method."""

    code: str
    retry_after: int | None = None
    status: int = 200

    def to_response(self, headers: dict[str, str]) -> Response:
        """Return the answer: with a status of 500 or more, words of a proxy before Slack."""
        if self.status >= _OUTAGE:
            return PlainTextResponse(self.code, self.status, headers)
        headers |= {"retry-after": str(self.retry_after)} if self.retry_after else {}
        return JSONResponse({"ok": False, "error": self.code}, self.status, headers)


class WebApi:
    """Answers the app's calls and remembers the latest, for tests to look at."""

    def __init__(self, sandbox: Sandbox, *, bot_token: str, app_token: str) -> None:
        self._sandbox = sandbox
        self._kind_of_token = {bot_token: "bot", app_token: "app"}
        self._refusals: dict[str, deque[ApiRefusal]] = defaultdict(deque)
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)

    def refuse_next(self, method: str, refusal: ApiRefusal) -> None:
        """Let the next call of this method fail."""
        self._refusals[method].append(refusal)

    async def answer(self, request: Request) -> Response:
        """Answer one call."""
        method = request.path_params["method"]
        headers = {"x-oauth-scopes": ",".join(sorted(self._sandbox.scopes))}
        if self._refusals[method]:
            refusal = self._refusals[method].popleft()
            refused = {"ok": False, "error": refusal.code}
            self.calls.append(Call(self._sandbox, method, {}, refused))
            return refusal.to_response(headers)
        args: Json = {}
        try:
            args = await _arguments(request)
            answer = {"ok": True, **self._run(method, request, args)}
        except ApiError as error:
            answer = error.to_answer()
        self.calls.append(Call(self._sandbox, method, args, answer))
        if method in METHODS:
            headers["x-accepted-oauth-scopes"] = ",".join(METHODS[method].scopes)
        return JSONResponse(answer, headers=headers)

    def _run(self, name: str, request: Request, args: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise UnknownToSandboxError(f"the method `{name}`")
        self._require_token(method, request, args)
        call = Call(self._sandbox, name, args)
        if method.scopes:
            call.require_scope(*method.scopes)
        for key in args:
            if key not in (*method.required, *method.optional, *WITH_EVERY_CALL):
                raise UnknownToSandboxError(f"the argument `{key}` of `{name}`")
        missing = [key for key in method.required if args.get(key) in (None, "")]
        if missing:
            faults = [f"missing required field: {key} [json-pointer:/]" for key in missing]
            raise ApiError.about_arguments("invalid_arguments", faults)
        for key, code in _STRUCTURED.items():
            if isinstance(args.get(key), str):
                args[key] = _parsed(args[key], code)
        return method.run(call)

    def _require_token(self, method: Method, request: Request, args: Json) -> None:
        header = request.headers.get("authorization", "")
        token = header.removeprefix("Bearer ").strip() or str(args.get("token", ""))
        if not token:
            raise ApiError("not_authed")
        kind = self._kind_of_token.get(token)
        if kind is None:
            raise ApiError("invalid_auth")
        if kind != method.token:
            raise ApiError("not_allowed_token_type")


async def _arguments(request: Request) -> Json:
    args: Json = dict(request.query_params)
    body = (await request.body()).decode()
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            given = json.loads(body or "{}")
        except ValueError:
            raise ApiError("invalid_json") from None
        if not isinstance(given, dict):
            raise ApiError("json_not_object")
        return args | given
    return args | dict(parse_qsl(body, keep_blank_values=True))


def _parsed(text: str, code: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        raise ApiError(code) from None
