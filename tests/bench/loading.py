"""Measure how fast a glossary loads and a changed file is read: ``python -m tests.bench.loading``.

The longest pause is what an answer would wait for while a change is read in its
thread, measured on an event loop that wants to run every millisecond.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.glossary.files.document import LARGEST_FILE
from bot.glossary.files.loader import Loader
from tests.bench.generate import write_glossary

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTS = (112, 10_000)
ROUNDS = 5


def main() -> None:
    """Print the figures for each size."""
    print("terms      load     terms/s   one file   its pause   a 1 MiB file's pause")
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as directory:
            write_glossary(Path(directory), count)
            print(_measure(Path(directory), count))


def _measure(directory: Path, count: int) -> str:
    loads = [_seconds(lambda: Loader(directory).load()) for _ in range(ROUNDS)]
    loader = Loader(directory)
    loader.load()
    some = sorted(directory.iterdir())[count // 2]
    reloads, pauses, big_pauses = [], [], []
    for number in range(ROUNDS):
        text = some.read_text(encoding="utf-8")
        some.write_text(f"{text}# {number}\n", encoding="utf-8")
        seconds, pause = asyncio.run(_reload(loader))
        reloads.append(seconds)
        pauses.append(pause)
    for number in range(ROUNDS):
        filling = f"takeaways:\n  legal: {'word ' * (LARGEST_FILE // 5 - 2000)}\n# {number}\n"
        some.write_text(text + filling, encoding="utf-8")
        big_pauses.append((asyncio.run(_reload(loader)))[1])
    load = statistics.median(loads)
    read, pause, big_pause = (
        statistics.median(seconds) * 1000 for seconds in (reloads, pauses, big_pauses)
    )
    return (
        f"{count:<8} {load:6.3f} s  {count / load:8.0f}  {read:6.1f} ms   {pause:6.1f} ms   "
        f"{big_pause:6.1f} ms"
    )


async def _reload(loader: Loader) -> tuple[float, float]:
    """Return how long a reload took in a thread, and the loop's longest pause during it."""
    longest = 0.0
    started = time.perf_counter()
    reading = asyncio.create_task(asyncio.to_thread(loader.reload))
    before = started
    while not reading.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    change = await reading
    if len(change.upserts) > 1:
        raise AssertionError("more was read than had changed")
    return time.perf_counter() - started, longest


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
