"""Every job by the clock, in one table: what runs, when, where midnight is, and if missed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import now

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from apscheduler.triggers.base import BaseTrigger

    from bot.storage.lookup_counts import LookupCounts

log = structlog.get_logger(__name__)

TIME_ZONE = "UTC"
FLUSH_SECONDS = 5
# How late a post may be; the schedule's rules decide what is due, not this clock.
DUE_POSTS_SECONDS = 60
# What an act leaves to be done is done at once; this is for what has to be tried again.
OUTBOX_SECONDS = 15
MAKE_DUE_POSTS = "make-due-posts"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledJob:
    """One row of the table. ``grace_seconds`` None means: run however late it has become."""

    id: str
    run: Callable[[], Awaitable[None]]
    trigger: BaseTrigger
    grace_seconds: int | None
    coalesce: bool = True  # several missed runs count as one
    at_start: bool = False  # run once when the bot starts, to catch up on the time it was off


def jobs(
    lookup_counts: LookupCounts,
    make_due_posts: Callable[[], Awaitable[None]],
    work_outbox: Callable[[], Awaitable[None]],
    is_clock_right: Callable[[], Awaitable[bool]],
) -> tuple[ScheduledJob, ...]:
    """Return the table of jobs."""

    async def prune_lookup_counts() -> None:
        if await is_clock_right():  # or they might all look old
            await lookup_counts.prune()

    return (
        ScheduledJob(
            id=MAKE_DUE_POSTS,
            run=make_due_posts,
            trigger=IntervalTrigger(seconds=DUE_POSTS_SECONDS, timezone=TIME_ZONE),
            grace_seconds=None,
            at_start=True,
        ),
        ScheduledJob(
            id="work-outbox",
            run=work_outbox,
            trigger=IntervalTrigger(seconds=OUTBOX_SECONDS, timezone=TIME_ZONE),
            grace_seconds=None,
            at_start=True,
        ),
        ScheduledJob(
            id="flush-lookup-counts",
            run=lookup_counts.flush,
            trigger=IntervalTrigger(seconds=FLUSH_SECONDS, timezone=TIME_ZONE),
            grace_seconds=None,
        ),
        ScheduledJob(
            id="prune-lookup-counts",
            run=prune_lookup_counts,
            trigger=CronTrigger(hour=3, minute=17, timezone=TIME_ZONE),
            grace_seconds=None,
            at_start=True,
        ),
    )


def follow_repository(follow: Callable[[], Awaitable[None]], seconds: int) -> ScheduledJob:
    """Return the job that takes in what people push and merge, where that is where terms live."""
    return ScheduledJob(
        id="follow-repository",
        run=follow,
        trigger=IntervalTrigger(seconds=seconds, timezone=TIME_ZONE),
        grace_seconds=None,
        at_start=True,
    )


def each_night(job_id: str, forget: Callable[[], Awaitable[None]]) -> ScheduledJob:
    """Return a job that deletes old rows."""
    return ScheduledJob(
        id=job_id,
        run=forget,
        trigger=CronTrigger(hour=3, minute=27, timezone=TIME_ZONE),
        grace_seconds=None,
        at_start=True,
    )


def note_new_terms(note: Callable[[], Awaitable[None]]) -> ScheduledJob:
    """Return the job that notes since when each term is there, for its first review."""
    return ScheduledJob(
        id="note-new-terms",
        run=note,
        trigger=CronTrigger(hour=3, minute=7, timezone=TIME_ZONE),
        grace_seconds=None,
        at_start=True,
    )


def _until_stopped(job: ScheduledJob) -> Callable[[], Awaitable[None]]:
    """Return what the job runs; if the bot stops during the run, that's not the job's fault."""

    async def run() -> None:
        try:
            await job.run()
        except asyncio.CancelledError:
            log.info("a job stops with the bot; the next start goes on with it", job=job.id)

    return run


def build_scheduler(table: tuple[ScheduledJob, ...]) -> AsyncIOScheduler:
    """Return a scheduler with every job of the table, not yet started."""
    scheduler = AsyncIOScheduler(timezone=TIME_ZONE)
    for job in table:
        first_run = {"next_run_time": now()} if job.at_start else {}
        scheduler.add_job(
            _until_stopped(job),
            id=job.id,
            trigger=job.trigger,
            misfire_grace_time=job.grace_seconds,
            coalesce=job.coalesce,
            max_instances=1,
            **first_run,
        )
    return scheduler
