from __future__ import annotations

from typing import Any

from bot.scheduler import TIME_ZONE, build_scheduler, jobs


class Counts:
    """Stands for what the jobs call."""

    async def flush(self) -> None:
        """Do nothing."""

    async def prune(self) -> None:
        """Do nothing."""


async def due_posts() -> None:
    """Stand for what makes the posts that are due."""


async def test_every_job_of_the_table_is_scheduled_with_its_own_misfire_policy():
    """APScheduler's default grace of one second would skip a run after any short stall."""
    table = jobs(Counts(), due_posts, due_posts)  # type: ignore[arg-type]
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
    scheduler = build_scheduler(jobs(Counts(), due_posts, due_posts))  # type: ignore[arg-type]
    scheduler.start(paused=True)
    due = {job.id: job.next_run_time for job in scheduler.get_jobs()}
    scheduler.shutdown(wait=False)

    assert due["prune-lookup-counts"] < due["flush-lookup-counts"]
