"""Notices changed files while the bot runs, and hands over what they change."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import awatch

from bot.glossary.directory import MISSING, SUFFIXES, TERMS_DIRECTORY
from bot.glossary.loader import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import watchfiles

    from bot.glossary.directory import Signature
    from bot.glossary.loader import Loader

# Writes that follow each other this closely are read together: an editor's
# rename, a file emptied and then filled, the first part of a checkout.
QUIET, AT_MOST = 50, 400  # milliseconds
# A directory that was put in the place of another sends no event to its watcher.
LOOK_AT_PLACES_EVERY = 500  # milliseconds
# Answers wait while a change is applied, so that a large one comes in small parts.
TERMS_AT_ONCE = 5
# Kubernetes changes all files of a mounted directory at once, by this link.
MOUNT_LINK = "..data"


async def watch(loader: Loader, on_change: Callable[[Change], None]) -> None:
    """Call ``on_change`` on the event loop with each part of each change, until cancelled.

    Files are read in a thread. A directory that vanishes keeps its terms in
    service, and is watched again once it is back.
    """
    while True:
        identities = loader.places.identities()
        if MISSING in identities:
            await _hand_over(loader, (), on_change)
            while loader.places.identities() == identities:  # noqa: ASYNC110 - nothing signals its return
                await asyncio.sleep(LOOK_AT_PLACES_EVERY / 1000)
        else:
            await _watch_places(loader, identities, on_change)


async def _watch_places(
    loader: Loader, identities: tuple[Signature, Signature], on_change: Callable[[Change], None]
) -> None:
    """Hand over changes until one of the directories is no longer the one it was."""
    in_step = False  # files may have changed before the watcher was set up
    try:
        async for events in awatch(
            loader.places.directory,
            loader.places.terms,
            watch_filter=_matters,
            recursive=False,
            step=QUIET,
            debounce=AT_MOST,
            rust_timeout=LOOK_AT_PLACES_EVERY,
            yield_on_timeout=True,
        ):
            if loader.places.identities() != identities:
                return
            if events or not in_step:
                in_step = True
                await _hand_over(loader, {Path(path) for _, path in events}, on_change)
    except FileNotFoundError:
        return  # it went while the watcher was being set up


async def _hand_over(
    loader: Loader, paths: Iterable[Path], on_change: Callable[[Change], None]
) -> None:
    change = await asyncio.to_thread(loader.reload, paths)
    for part in _parts(change):
        on_change(part)
        await asyncio.sleep(0)


def _parts(change: Change) -> Iterator[Change]:
    """Yield the change in parts that are quick to apply; what is new comes before what goes."""
    if change.config or change.schedule is not None or change.problems:
        yield replace(change, upserts=(), removals=())
    for start in range(0, len(change.upserts), TERMS_AT_ONCE):
        yield Change(upserts=change.upserts[start : start + TERMS_AT_ONCE])
    for start in range(0, len(change.removals), TERMS_AT_ONCE):
        yield Change(removals=change.removals[start : start + TERMS_AT_ONCE])


def _matters(_: watchfiles.Change, path: str) -> bool:
    return path.endswith((*SUFFIXES, f"/{TERMS_DIRECTORY}", MOUNT_LINK))
