"""Notices changed files while the bot runs, and hands over what they change."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from watchfiles import awatch

from bot.glossary.files.directory import MISSING, SUFFIXES, TERMS_DIRECTORY
from bot.glossary.files.loader import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import watchfiles

    from bot.glossary.files.directory import Places, Signature, Signatures
    from bot.glossary.files.loader import Loader

log = structlog.get_logger(__name__)

# Writes that follow each other this closely are read together: an editor's
# rename, a file emptied and then filled, the first part of a checkout.
QUIET, AT_MOST = 50, 400  # milliseconds
# Some file systems send no events: network shares, a host's folder in a container, the lower
# layers of an overlay. So the files are looked at by the clock as well. For 10,000 of them a look
# takes about 0.05 s; where it takes longer, it comes less often.
LOOK_EVERY = 0.8  # seconds
LOOK_AT_MOST = 0.1  # of the time
# An event may still follow for a change that polling saw, once its writes are done.
EVENT_WITHIN = 0.5  # seconds
# Answers wait while a change is applied, so that a large one comes in small parts.
TERMS_AT_ONCE = 5
# Kubernetes changes all files of a mounted directory at once, by this link.
MOUNT_LINK = "..data"


async def watch(loader: Loader, on_change: Callable[[Change], None]) -> None:
    """Call ``on_change`` on the event loop with each part of each change, until cancelled.

    Files are read in a thread. Without events from the file system, the bot still notices a change
    within two seconds, as long as a look at all files takes at most 0.1 s. A directory that
    vanishes keeps its terms in service, and is watched again once it is back.
    """
    while True:
        identities = loader.places.identities()
        if MISSING in identities:
            await _hand_over(loader, (), on_change)
            while loader.places.identities() == identities:  # noqa: ASYNC110 - nothing signals its return
                await asyncio.sleep(LOOK_EVERY)
        else:
            await _watch_places(loader, identities, on_change)


async def _watch_places(
    loader: Loader, identities: tuple[Signature, Signature], on_change: Callable[[Change], None]
) -> None:
    """Hand over changes until one of the directories is no longer the one it was."""
    announced: asyncio.Queue[set[Path]] = asyncio.Queue()
    listening = asyncio.create_task(_listen(loader.places, announced.put_nowait))
    known: Signatures | None = None  # files may have changed before they were looked at
    pause, is_silent = 0.0, False
    try:
        while True:
            paths = await _next(announced, pause)
            started = time.monotonic()
            seen = await asyncio.to_thread(loader.places.signatures)
            pause = max(LOOK_EVERY, (time.monotonic() - started) / LOOK_AT_MOST)
            if seen.identities != identities:
                return
            if known and seen != known and not paths:
                paths = await _next(announced, EVENT_WITHIN)
                if not (paths or is_silent):
                    is_silent = True
                    log.info(
                        "the file system sends no events; the bot checks the files regularly "
                        "instead"
                    )
            if paths or seen != known:
                await _hand_over(loader, paths, on_change)
            known = seen
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening


async def _listen(places: Places, announce: Callable[[set[Path]], None]) -> None:
    """Announce files from the file system's events, as long as it sends them."""
    try:
        async for events in awatch(
            places.directory,
            places.terms,
            watch_filter=_matters,
            recursive=False,
            step=QUIET,
            debounce=AT_MOST,
        ):
            announce({Path(path) for _, path in events})
    except FileNotFoundError:
        return  # it went while the watcher was being set up, which the clock sees
    except (OSError, RuntimeError) as error:  # the latter is how watchfiles says the former
        log.warning("the file system's events aren't available", error=str(error))


async def _next(announced: asyncio.Queue[set[Path]], pause: float) -> set[Path]:
    """Return the files that are announced next; none where nothing is within the pause."""
    try:
        async with asyncio.timeout(pause):
            return await announced.get()
    except TimeoutError:
        return set()


async def _hand_over(
    loader: Loader, paths: Iterable[Path], on_change: Callable[[Change], None]
) -> None:
    change = await asyncio.to_thread(loader.reload, paths)
    for part in _parts(change):
        on_change(part)
        await asyncio.sleep(0)


def _parts(change: Change) -> Iterator[Change]:
    """Yield the change in parts that are quick to apply; new files come before deleted ones."""
    if replace(change, upserts=(), removals=()):
        yield replace(change, upserts=(), removals=())
    for start in range(0, len(change.upserts), TERMS_AT_ONCE):
        yield Change(upserts=change.upserts[start : start + TERMS_AT_ONCE])
    for start in range(0, len(change.removals), TERMS_AT_ONCE):
        yield Change(removals=change.removals[start : start + TERMS_AT_ONCE])


def _matters(_: watchfiles.Change, path: str) -> bool:
    return path.endswith((*SUFFIXES, f"/{TERMS_DIRECTORY}", MOUNT_LINK))
