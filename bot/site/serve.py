"""Serves the site while its files change: each page is drawn when somebody asks for it."""

from __future__ import annotations

import asyncio
import contextlib
from hashlib import blake2b
from mimetypes import guess_type
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from bot.glossary.files.problems import errors_in
from bot.glossary.files.watch import watch
from bot.glossary.glossary import Glossary
from bot.site.build import site_files
from bot.site.render import POLICY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import date

    from starlette.requests import Request

    from bot.glossary.files.loader import Change, Loader
    from bot.site.build import File

_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class LiveSite:
    """The site of a directory, as its files are now."""

    def __init__(self, loader: Loader, today: Callable[[], date]) -> None:
        """Read the directory; raise GlossaryError where there is none."""
        loaded = loader.load()
        self._loader, self._today = loader, today
        self._problems = errors_in(loaded.problems)
        self._glossary = Glossary(loaded.config, loaded.terms.values(), loaded.left_out)
        self._files: dict[str, File] = {}
        self._built_at: tuple[int, date] | None = None

    async def follow(self) -> None:
        """Take in changes of the files until cancelled."""
        await watch(self._loader, self._apply)

    def file(self, path: str) -> tuple[str, bytes] | None:
        """Return a file's own path and its bytes; None where there is none at this address."""
        files = self._current()
        for candidate in (path, f"{path}.html", f"{path.rstrip('/')}/index.html".lstrip("/")):
            if make := files.get(candidate):
                return candidate, make()
        return None

    def _current(self) -> dict[str, File]:
        state = self._glossary.revision, self._today()
        if state != self._built_at:
            built = site_files(self._glossary, today=state[1], problems=self._problems)
            self._files = dict(built)
            self._built_at = state
        return self._files

    def _apply(self, change: Change) -> None:
        touched = {problem.path for problem in change.problems}
        kept = [problem for problem in self._problems if problem.path not in touched]
        mended = {term.path for term in change.upserts}
        self._problems = [
            *(problem for problem in kept if problem.path not in mended),
            *errors_in(change.problems),
        ]
        if change.left_out is not None:
            self._glossary.leave_out(change.left_out)
        self._glossary.apply(change.upserts, change.removals, change.config)


def site_app(site: LiveSite) -> Starlette:
    """Return the site as a web application that follows its files while it runs."""

    async def answer(request: Request) -> Response:
        found = await asyncio.to_thread(site.file, request.path_params["path"])
        if found is None:
            missing = await asyncio.to_thread(site.file, "404.html")
            return Response(missing[1] if missing else b"", 404, _HEADERS, "text/html")
        path, content = found
        tag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
        headers = {**_HEADERS, "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        media_type = guess_type(path)[0] or "application/octet-stream"
        return Response(content, headers=headers, media_type=media_type)

    @contextlib.asynccontextmanager
    async def following(_: Starlette) -> AsyncIterator[None]:
        following = asyncio.create_task(site.follow())
        yield
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await following

    return Starlette(routes=[Route("/{path:path}", answer)], lifespan=following)


def serve(site: LiveSite, host: str, port: int) -> None:
    """Serve the site until somebody ends it."""
    uvicorn.run(site_app(site), host=host, port=port, log_level="warning")
