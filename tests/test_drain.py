from __future__ import annotations

import asyncio

from bot.drain import Drain


async def test_nothing_in_hand_is_nothing_to_wait_for():
    """Draining returns at once, also when no time is left."""
    assert await Drain().drain(0)


async def test_draining_waits_for_what_is_under_way():
    """It ends with the last piece of work."""
    drain = Drain()
    finished = []

    async def work() -> None:
        drain.start()
        await asyncio.sleep(0.02)
        finished.append(True)
        drain.finish()

    tasks = [asyncio.create_task(work()), asyncio.create_task(work())]

    assert await drain.drain(60)
    assert finished == [True, True]
    await asyncio.gather(*tasks)


async def test_draining_gives_up_when_the_time_is_over():
    """What hangs does not keep the process from ending."""
    drain = Drain()
    drain.start()

    assert not await drain.drain(0.01)


async def test_what_waits_to_be_tried_again_is_tried_at_once_when_the_bot_stops():
    """Until then, it waits as long as the caller asks."""
    drain = Drain()
    waited, is_waiting = [], asyncio.Event()

    async def work() -> None:
        await drain.wait(0.01)
        waited.append("a moment")
        is_waiting.set()
        await drain.wait(600)
        waited.append("until the stop")

    drain.begin(work)
    await is_waiting.wait()

    assert waited == ["a moment"]
    assert await drain.drain(5)
    assert waited == ["a moment", "until the stop"]
