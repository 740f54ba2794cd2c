"""Measure how long the Home tab takes to be drawn: ``python -m tests.bench.home [TERMS …]``.

Measured is what the process computes between the event and the call to Slack, with the
database in memory: for a reader, for a steward, for a steward to whom every term is due, and
for a page of the longest shelf; each unchanged, and right after a term has changed.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median, quantiles
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from bot.cards.browse.page_ref import PageRef
from bot.glossary.browse.shelves import all_terms
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.runtime.build import build_services
from bot.services.browsing import PAGE_AT_HOME, open_target
from bot.services.home import home_for
from bot.services.posts.scheduled_posts import Schedule
from bot.services.viewer import Viewer
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.tables import METADATA
from tests.bench.generate import generate_terms

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

SIZES = (150, 5_000, 10_000)
RUNS = 30
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STEWARD = "U0STEWARD"


async def measure(size: int) -> None:
    """Print how long it takes for a glossary of this many terms."""
    config = replace(DEFAULT_CONFIG, stewards={"Steward": STEWARD})
    glossary = Glossary(config, list(generate_terms(size)))
    database = Database("sqlite+aiosqlite:///:memory:")
    async with database.engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
    settings = Settings(_env_file=None)
    later = timedelta()
    services = build_services(settings, glossary, Schedule(), database, lambda: NOW + later)
    drawn: list[int] = []

    async def views_publish(*, user_id: str, view: Any) -> None:  # noqa: ARG001 - Slack's signature
        drawn.append(len(view.to_dict()["blocks"]))

    client: Any = SimpleNamespace(views_publish=views_publish)

    async def overview(user_id: str) -> None:
        read = partial(home_for, services, Viewer("T0", user_id))
        await services.home_tabs.publish(client, user_id, read)

    async def page() -> None:
        read = partial(open_target, services, Viewer("T0", "U0READER"), target, PAGE_AT_HOME)
        await services.home_tabs.publish(client, "U0READER", read)

    target = PageRef.of(all_terms(glossary), page=3)
    print(f"\n{len(glossary.terms)} terms")
    await _print(glossary, "a reader's", lambda: overview("U0READER"))
    await _print(glossary, "a steward's", lambda: overview(STEWARD))
    later = timedelta(days=1000)
    await _print(glossary, "with all due", lambda: overview(STEWARD))
    await _print(glossary, "a page of all", page)
    print(f"  at most {max(drawn)} blocks")
    await database.close()


async def _print(glossary: Glossary, name: str, draw: Callable[[], Awaitable[None]]) -> None:
    changed, unchanged = [], []
    for term in list(glossary.terms.values())[:RUNS]:
        glossary.apply([replace(term)])
        changed.append(await _milliseconds(draw))
        unchanged.append(await _milliseconds(draw))
    print(f"  {name:<14} {_spread(unchanged)}   after a change {_spread(changed)}")


async def _milliseconds(draw: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """Return what the clock says and, for a machine that does other things too, the processor."""
    started, computed = time.perf_counter(), time.process_time()
    await draw()
    return (time.perf_counter() - started) * 1e3, (time.process_time() - computed) * 1e3


def _spread(taken: list[tuple[float, float]]) -> str:
    by_clock, of_cpu = zip(*taken, strict=True)
    slowest = quantiles(by_clock, n=20)[-1]
    return f"p50 {median(by_clock):5.1f} ms ({median(of_cpu):.1f} of CPU), p95 {slowest:5.1f} ms"


if __name__ == "__main__":
    for terms in map(int, sys.argv[1:] or SIZES):
        asyncio.run(measure(terms))
