"""The running bot, from the first thing it opens to the last thing it puts away."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import structlog

from bot.clock import latest_today, now
from bot.drain import Drain
from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import errors_in
from bot.glossary.files.watch import watch
from bot.glossary.glossary import Glossary
from bot.proxies import settle_proxies
from bot.publishing.build import open_repository
from bot.runtime.app import build_app
from bot.runtime.build import build_services
from bot.runtime.scheduler import (
    MAKE_DUE_POSTS,
    build_scheduler,
    each_night,
    follow_repository,
    jobs,
    note_new_terms,
)
from bot.services.posts.scheduled_posts import Schedule
from bot.settings import ChangesTo, Connection
from bot.slack.auth_check import check_tokens
from bot.slack.client import SlackClient
from bot.slack.http import HttpServer, build_server_app
from bot.slack.retries import CALL_SECONDS
from bot.slack.socket_mode import SocketMode
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence

    from slack_bolt.async_app import AsyncApp

    from bot.clock import Clock
    from bot.glossary.files.loader import Change
    from bot.glossary.files.problems import Problem
    from bot.glossary.model import GlossaryConfig
    from bot.services.services import Services
    from bot.settings import Settings
    from bot.storage.lookup_counts import LookupCounts

    Overlay = Callable[[GlossaryConfig], GlossaryConfig]

log = structlog.get_logger(__name__)

# After SIGTERM there are five seconds in all: this long for running work, the rest for saving
# counts.
SECONDS_TO_STOP = 4.8
SECONDS_TO_FINISH = 3
SECONDS_TO_FLUSH = 0.5
WATCH_AGAIN_AFTER = 5
MOST_ERRORS_LOGGED = 5
# asyncio's own number is six on two cores. A name server or a disk that hangs holds a thread for
# each call, and an ack that needs one, for near hits or for checks, has three seconds.
THREADS = 64


async def run_until_stopped(settings: Settings, ready: Callable[[], None] | None = None) -> None:
    """Run the bot until SIGTERM or Ctrl-C, and then finish running work."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    keep_threads_free(loop)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        async with running(settings):
            if ready:
                ready()
            await stop.wait()
            log.info("stopping")
            _be_gone_within(SECONDS_TO_STOP)
        log.info("stopped")
    finally:
        _be_gone_within(SECONDS_TO_STOP)


def keep_threads_free(loop: asyncio.AbstractEventLoop) -> None:
    """Let acks find a thread although others wait; each is started when it's needed first."""
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="parlance"))


def _be_gone_within(seconds: float) -> None:
    """End the process by then, whatever still waits for something that never comes."""
    watchdog = threading.Timer(seconds, os._exit, (1,))
    watchdog.daemon = True
    watchdog.start()


@contextlib.asynccontextmanager
async def running(
    settings: Settings,
    overlay: Overlay = lambda config: config,
    clock: Clock = now,
    *,
    posts_by_itself: bool = True,
) -> AsyncIterator[Services]:
    """Open everything in order, and put it away in the opposite order.

    ``overlay`` may change what ``glossary.yml`` says, now and after each reload. ``clock`` gives
    the time for everything. Without ``posts_by_itself``, posts that are due wait for a call of
    ``make_due_posts``.
    """
    proxy = settle_proxies(settings.slack_api_url)
    if proxy:
        log.info("Slack is reached through a proxy", proxy=proxy.shown, variable=proxy.variable)
    settings = await open_repository(settings)
    async with contextlib.AsyncExitStack() as stack:
        loader, glossary, schedule = await asyncio.to_thread(
            load_glossary, settings, overlay, clock
        )
        database = Database(settings.database_url.get_secret_value())
        stack.push_async_callback(database.close)
        await database.open()
        services = build_services(settings, glossary, schedule, database, clock)
        await services.lookup_counts.open()
        stack.push_async_callback(_flush, services.lookup_counts)
        limit = aiohttp.ClientTimeout(total=CALL_SECONDS)
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=limit))
        drain = Drain()
        app = build_app(settings, services, session=session, drain=drain)
        table = jobs(
            services.lookup_counts,
            services.make_due_posts,
            services.worker.run,
            services.slack_clock.agrees,
        )
        table += (
            note_new_terms(services.first_seen.note),
            each_night("forget-answers", partial(services.message_terms.forget_old_answers, clock)),
            each_night("forget-keys", services.idempotency_keys.forget_old),
        )
        if settings.changes is not ChangesTo.FILES:
            table += (follow_repository(services.worker.follow, settings.git_fetch_seconds),)
        scheduler = build_scheduler(
            tuple(
                replace(job, run=drain.counting(job.run))
                for job in table
                if posts_by_itself or job.id != MAKE_DUE_POSTS
            )
        )
        scheduler.start(paused=True)
        stack.callback(scheduler.shutdown, wait=False)
        is_over_socket = settings.connection is Connection.SOCKET_MODE
        app_token = settings.slack_app_token if is_over_socket else None
        socket_mode = None
        address = await check_tokens(SlackClient.like(app.client), app_token)
        if app_token:
            socket_mode = SocketMode(app, app_token.get_secret_value(), drain, address)
        await stack.enter_async_context(
            _connected(settings, app, services, database, drain=drain, socket_mode=socket_mode)
        )
        # Jobs run while requests do: before, a start that fails would break them off in the
        # middle; after, they are finished with all else that is in hand.
        scheduler.resume()
        stack.push_async_callback(services.worker.stop)
        stack.callback(scheduler.pause)
        # Watching may come last, since it also notices changes made since the glossary was read.
        await stack.enter_async_context(_background(_follow(loader, glossary, schedule, overlay)))
        yield services


def load_glossary(
    settings: Settings, overlay: Overlay, clock: Clock
) -> tuple[Loader, Glossary, Schedule]:
    """Read the glossary and say what could not be used."""
    loader = Loader(settings.glossary, today=lambda: latest_today(clock))
    loaded = loader.load()
    _log_problems(loaded.problems)
    config = overlay(loaded.config)
    glossary = Glossary(config, loaded.terms.values(), loaded.left_out)
    log.info("glossary loaded", directory=str(settings.glossary), terms=len(glossary.terms))
    if not (config.stewards or config.steward_group or config.fallback_steward):
        log.info("no steward is appointed; parlance doctor says how")
    if settings.default_role and not config.role(settings.default_role):
        known = ", ".join(role.id for role in config.roles)
        log.warning(
            "PARLANCE_DEFAULT_ROLE names no role of this glossary",
            default_role=settings.default_role,
            roles=known,
        )
    return loader, glossary, Schedule(loaded.schedule)


def _log_problems(problems: Sequence[Problem]) -> None:
    """Log what the bot leaves out: the first few one by one, then a count of the rest."""
    errors = errors_in(problems)
    for problem in errors[:MOST_ERRORS_LOGGED]:
        log.warning("left out of the glossary", problem=str(problem))
    more = len(errors) - MOST_ERRORS_LOGGED
    if more > 0:
        log.warning("more is left out; parlance check lists it", errors=more)
    warnings = len(problems) - len(errors)
    if warnings:
        log.info("the glossary has warnings; parlance check lists them", warnings=warnings)


async def _follow(loader: Loader, glossary: Glossary, schedule: Schedule, overlay: Overlay) -> None:
    """Keep the glossary in step with its files, whatever happens to them."""

    def apply(change: Change) -> None:
        _log_problems(change.problems)
        if change.left_out is not None:
            glossary.leave_out(change.left_out)
        if change.upserts or change.removals or change.config:
            config = overlay(change.config) if change.config else None
            glossary.apply(change.upserts, change.removals, config)
            log.info(
                "glossary changed",
                changed=[term.slug for term in change.upserts],
                removed=list(change.removals),
            )
        if change.schedule is not None:
            schedule.entries = change.schedule
            log.info("schedule changed", posts=[entry.id for entry in schedule.entries])

    while True:
        try:
            await watch(loader, apply)
        except Exception:
            log.exception("the glossary is no longer watched; trying again")
        await asyncio.sleep(WATCH_AGAIN_AFTER)


@contextlib.asynccontextmanager
async def _connected(  # noqa: PLR0913 -- what takes requests, and what they need
    settings: Settings,
    app: AsyncApp,
    services: Services,
    database: Database,
    *,
    drain: Drain,
    socket_mode: SocketMode | None,
) -> AsyncIterator[None]:
    """Take requests; at the end take no more, and finish the running ones."""

    async def checks() -> dict[str, bool]:
        states = {"glossary": True, "database": await database.is_reachable()}
        if socket_mode:
            states["slack"] = await socket_mode.is_connected()
        return states

    def counts() -> dict[str, int]:
        return {"unanswered": services.unanswered.count}

    async with contextlib.AsyncExitStack() as stack:
        if socket_mode:
            stack.push_async_callback(socket_mode.close)
        server = None
        if settings.listen_port is not None:
            endpoints = build_server_app(checks, None if socket_mode else app, counts)
            server = HttpServer(endpoints, settings.host, settings.listen_port)
            await server.start()
            log.info("listening", address=server.address)
        if socket_mode:
            socket_mode.open()
        try:
            yield
        finally:
            finish_by = asyncio.get_running_loop().time() + SECONDS_TO_FINISH
            if socket_mode:
                socket_mode.stop_taking()
            if server:
                await server.stop()
            if not await drain.drain(finish_by - asyncio.get_running_loop().time()):
                log.warning("some work was not finished in time")


@contextlib.asynccontextmanager
async def _background(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _flush(lookup_counts: LookupCounts) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(lookup_counts.flush(), SECONDS_TO_FLUSH)
