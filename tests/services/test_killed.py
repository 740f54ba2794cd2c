from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clarifications.model import State
from bot.decisions.audit import Act
from bot.decisions.outbox import MOST_SENDS
from bot.storage.database import Database
from tests import trail
from tests.services import dying
from tests.services.conftest import SLUG, Clock, build_bench

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from bot.clarifications.records import Clarification

# `make soak` asks for more.
KILLS = int(os.environ.get("PARLANCE_TEST_KILLS", "15"))
SLOWEST = 60  # seconds that one process may take

Run = Callable[[str, str, int, "Connection"], None]

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.services.dying"])


def killed_run(
    url: str, directory: Path, number: int, after: float | None, target: Run = dying.run
) -> tuple[str, float]:
    """Run one decision and kill its process; return the last it said, and how long it ran."""
    hears, says = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(url, str(directory), number, says))
    process.start()
    says.close()
    assert hears.poll(SLOWEST)
    last, begun = hears.recv(), time.perf_counter()
    if after is None:
        process.join(SLOWEST)
    else:
        time.sleep(after)
        process.kill()
        process.join(SLOWEST)
    took = time.perf_counter() - begun
    assert process.exitcode in {0, -signal.SIGKILL}
    try:
        while hears.poll():
            last = hears.recv()
    except EOFError:
        pass
    return last, took


async def recover(url: str, directory: Path, number: int) -> Clarification | None:
    """Start the bot again, some minutes later, and let it do what is due."""
    database = Database(url)
    messages = dying.WrittenMessages(directory.parent / "messages.txt")
    bench = build_bench(directory, database, messages=messages, per_day=1_000_000)
    bench.clock.advance(minutes=5)
    await bench.worker.run()
    found = await bench.clarifications.store.get("T1", f"V{number}")
    left = await bench.outbox.take(bench.clock.now, bench.clock.now)
    await database.close()
    assert left is None
    return found


async def test_killed_anywhere_nothing_is_lost_and_no_file_changed_twice(
    directory: Path, database_url: str
) -> None:
    """Whatever had been acknowledged is there; what was accepted is in the file exactly once.

    Each message that is owed arrives, and at most three times.
    """
    chance = random.Random(5)  # noqa: S311 -- moments, not secrets
    path = directory / f"{SLUG}.yml"
    before = path.read_text(encoding="utf-8")
    said, whole = await asyncio.to_thread(killed_run, database_url, directory, 0, None)
    assert "done" == said
    reached: Counter[str] = Counter()
    accepted: set[int] = {0}
    for number in range(1, KILLS + 1):
        if number % 50 == 0:  # or the file grows and grows
            path.write_text(before, encoding="utf-8")
        after = chance.uniform(0, 1.2 * whole)
        last, took = await asyncio.to_thread(killed_run, database_url, directory, number, after)
        whole = took if last == "done" else whole
        was_in_file = path.read_text(encoding="utf-8").count(dying.alias(number))

        found = await recover(database_url, directory, number)

        assert found is not None or last == "begun"
        times = path.read_text(encoding="utf-8").count(f"- {dying.alias(number)}\n")
        is_accepted = found is not None and found.state.is_decided
        assert is_accepted or last in {"begun", "stored"}
        assert (1 if is_accepted else 0) == times
        accepted |= {number} if is_accepted else set()
        assert not is_accepted or found is None or found.state is State.LIVE
        reached[f"{last}, {'in the file' if was_in_file else 'not in the file'}"] += 1
    told = Counter(
        line for line in (directory.parent / "messages.txt").read_text("utf-8").splitlines()
    )
    assert max(told.values()) <= MOST_SENDS
    owed = {f"V{number} {what}" for number in accepted for what in ("post_card -", "tell live")}
    assert owed <= set(told)
    print(f"\nkilled {KILLS} times:", dict(reached))  # noqa: T201 -- the counts are a result


async def test_killed_anywhere_no_answer_to_a_review_is_lost_or_written_twice(
    directory: Path, database_url: str
) -> None:
    """What was acknowledged is in the file after the next start, and in the trail once."""
    chance = random.Random(7)  # noqa: S311 -- moments, not secrets
    path = directory / f"{SLUG}.yml"
    said, whole = await asyncio.to_thread(
        killed_run, database_url, directory, 0, None, dying.run_review
    )
    assert "done" == said
    decided, reached = {0}, Counter[str]()
    for number in range(1, KILLS + 1):
        after = chance.uniform(0, 1.2 * whole)
        last, took = await asyncio.to_thread(
            killed_run, database_url, directory, number, after, dying.run_review
        )
        whole = took if last == "done" else whole

        acts = await recover_review(database_url, directory, number)

        assert acts in ([], [Act.CONFIRM if number % 2 else Act.GIVE, Act.PUBLISH])
        assert acts or last == "begun"
        day = (Clock().now + timedelta(days=number)).date().isoformat()
        written = day if number % 2 else f"steward: {dying.steward_of(number)}\n"
        assert bool(acts) == (written in path.read_text(encoding="utf-8"))
        decided |= {number} if acts else set()
        reached[last] += 1
    told = Counter((directory.parent / "messages.txt").read_text("utf-8").splitlines())
    assert max(told.values(), default=0) <= MOST_SENDS * len(decided)
    assert told[f"{SLUG} tell given"] >= sum(number % 2 == 0 for number in decided)
    print(f"\nkilled {KILLS} times:", dict(reached))  # noqa: T201 -- the counts are a result


async def recover_review(url: str, directory: Path, number: int) -> list[Act]:
    """Start the bot again, some minutes later; return what the trail says of that answer."""
    database = Database(url)
    messages = dying.WrittenMessages(directory.parent / "messages.txt")
    bench = build_bench(directory, database, messages=messages)
    bench.clock.advance(days=number, minutes=5)
    await bench.worker.run()
    card = dying.review_of(number).card
    entries = await trail.entries(database, "T1", SLUG)
    left = await bench.outbox.take(bench.clock.now, bench.clock.now)
    await database.close()
    assert left is None
    return [one.act for one in entries if one.details["card"] == card]
