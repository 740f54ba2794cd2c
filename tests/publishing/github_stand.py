"""A stand-in of GitHub's REST API, as far as pull requests go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.publishing.conftest import git

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "ghp_made_up"


class Stand:
    """Answers as GitHub's REST API does to what we ask, over one bare repository."""

    def __init__(self) -> None:
        self.pull_requests: list[dict[str, Any]] = []
        self.refuses = 0
        self.address = ""

    async def serve(self) -> web.AppRunner:
        """Begin to answer."""
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/api/v3/repos/words/glossary/pulls", self._list)
        app.router.add_post("/api/v3/repos/words/glossary/pulls", self._open)
        app.router.add_get("/api/v3/repos/words/glossary/pulls/{number}", self._get)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.address = f"http://{host}:{port}/api/v3"
        return runner

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"message": "Bad credentials"}, status=401)
        if self.refuses:
            self.refuses -= 1
            return web.json_response({"message": "Service unavailable"}, status=503)
        return await handler(request)

    async def _list(self, request: web.Request) -> web.Response:
        owner, _, branch = request.query["head"].partition(":")
        found = [
            one
            for one in self.pull_requests
            if (owner, branch, request.query["state"]) == ("words", one["head"], one["state"])
        ]
        return web.json_response(found)

    async def _open(self, request: web.Request) -> web.Response:
        asked = await request.json()
        number = len(self.pull_requests) + 1
        new = {
            **asked,
            "number": number,
            "state": "open",
            "merged": False,
            "html_url": f"https://git.example.org/words/glossary/pull/{number}",
        }
        self.pull_requests.append(new)
        return web.json_response(new, status=201)

    async def _get(self, request: web.Request) -> web.Response:
        return web.json_response(self.pull_requests[int(request.match_info["number"]) - 1])


def merge(person: Path, branch: str) -> None:
    """Merge as a person does on GitHub."""
    git(person, "pull", "-q", "--rebase", "origin", "main")
    git(person, "fetch", "-q", "origin", branch)
    git(person, "merge", "-q", "--no-ff", "-m", "Merge", "FETCH_HEAD")
    git(person, "push", "-q", "origin", "HEAD:main")
