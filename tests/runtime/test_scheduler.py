from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from apscheduler.triggers.interval import IntervalTrigger
from structlog.testing import capture_logs

from bot.runtime.scheduler import TIME_ZONE, ScheduledJob, build_scheduler, jobs


class Counts:
    """Stands for what the jobs call."""

    async def flush(self) -> None:
        """Do nothing."""

    async def prune(self) -> None:
        """Do nothing."""


async def due_posts() -> None:
    """Stand for what makes the posts that are due."""


async def right() -> bool:
    """Stand for a clock that is right."""
    return True


async def test_every_job_of_the_table_is_scheduled_with_its_own_misfire_policy():
    """APScheduler's default grace of one second would skip a run after any short stall."""
    table = jobs(Counts(), due_posts, due_posts, right)  # type: ignore[arg-type]
    scheduler = build_scheduler(table)

    scheduler.start(paused=True)
    scheduled: dict[str, Any] = {job.id: job for job in scheduler.get_jobs()}
    scheduler.shutdown(wait=False)

    assert scheduled.keys() == {row.id for row in table}
    for row in table:
        assert scheduled[row.id].misfire_grace_time == row.grace_seconds
        assert scheduled[row.id].coalesce == row.coalesce
        assert str(scheduled[row.id].trigger.timezone) == TIME_ZONE


async def test_old_counts_are_pruned_at_the_start_as_well():
    """A bot that is off at night forgets in time all the same."""
    scheduler = build_scheduler(jobs(Counts(), due_posts, due_posts, right))  # type: ignore[arg-type]
    scheduler.start(paused=True)
    due = {job.id: job.next_run_time for job in scheduler.get_jobs()}
    scheduler.shutdown(wait=False)

    assert due["prune-lookup-counts"] < due["flush-lookup-counts"]


async def test_a_job_that_the_bot_stops_in_is_not_logged_as_a_fault(
    caplog: pytest.LogCaptureFixture,
):
    """A reader of the log would look for what is broken."""
    has_begun = asyncio.Event()

    async def hang() -> None:
        has_begun.set()
        await asyncio.Event().wait()

    job = ScheduledJob(
        id="hang", run=hang, trigger=IntervalTrigger(hours=1), grace_seconds=None, at_start=True
    )
    scheduler = build_scheduler((job,))
    scheduler.start()
    with capture_logs() as logged:
        await has_begun.wait()
        scheduler.shutdown(wait=False)
        await asyncio.sleep(0.01)

    assert [] == [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert ["info"] == [one["log_level"] for one in logged]


@pytest.mark.parametrize("is_right", [True, False])
async def test_counts_are_not_thrown_away_by_a_clock_that_is_wrong(*, is_right: bool):
    """A year ahead, all of them would look old."""
    pruned = []

    class Kept(Counts):
        async def prune(self) -> None:
            pruned.append(True)

    async def agrees() -> bool:
        return is_right

    table = jobs(Kept(), due_posts, due_posts, agrees)  # type: ignore[arg-type]
    await next(job for job in table if job.id == "prune-lookup-counts").run()

    assert is_right == bool(pruned)
