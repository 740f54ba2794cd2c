"""The whole bot in a Slack workspace on this machine, over the real Socket Mode client."""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from sqlalchemy import select

from bot.drain import Drain
from bot.runtime.app import build_app
from bot.runtime.build import build_services
from bot.sandbox.workspace import grants
from bot.sandbox.workspace.people import TEAM_ID
from bot.services.posts.scheduled_posts import Schedule
from bot.services.viewer import Viewer
from bot.settings import Settings
from bot.slack.socket_mode import SocketMode
from bot.storage.database import Database
from bot.storage.migrate import upgrade
from bot.storage.tables import LOOKUP_COUNTS
from tests import trail
from tests.builders import a_glossary, a_term_file
from tests.clock import NOW
from tests.flows import clarifications, posts
from tests.flows.clarifications import ClarifyingBot
from tests.flows.reviews import CONFIG, ENTRY, Reviews, load_files

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from bot.decisions.audit import AuditEvent
    from bot.glossary.files.schedule import ScheduleEntry
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import GlossaryConfig, Term
    from bot.sandbox.driver import SandboxUser
    from bot.sandbox.server import SandboxServer
    from bot.services.services import Services
    from tests.clock import SetClock

    Clarifying = Callable[..., Awaitable[ClarifyingBot]]
    Stewarding = Callable[..., Awaitable[Reviews]]

SECONDS_TO_FINISH = 5


@pytest.fixture(autouse=True)
def slow_triggers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a modal open however long a busy machine needs."""
    monkeypatch.setattr(grants, "TRIGGER_LIFE", dt.timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class RunningBot:
    """The bot at work, with the workspace that it is in."""

    slack: SandboxServer
    services: Services
    database: Database
    schedule: Schedule
    clock: SetClock
    session: aiohttp.ClientSession  # over which listeners call Slack
    waited: list[float]  # the seconds before each call that was tried again, none of them real
    drain: Drain

    async def stop(self) -> None:
        """Finish all work that is under way, as when the bot stops."""
        assert await self.drain.drain(SECONDS_TO_FINISH)

    @property
    def glossary(self) -> Glossary:
        """The glossary in service."""
        return self.services.glossary

    async def acts(self, slug: str) -> list[AuditEvent]:
        """Return what people did to a term, the oldest first; not what the bot did after that."""
        entries = await trail.entries(self.database, TEAM_ID, slug)
        return [one for one in entries if one.actor_id]

    def person(self, name: str) -> SandboxUser:
        """Return a person who uses the bot."""
        return self.slack.person(name)

    async def keep_role(self, user_id: str, role_id: str) -> None:
        """Let a person read in this role's words from now on."""
        role = self.glossary.config.role(role_id)
        assert role
        await self.services.viewers.keep_role(Viewer(TEAM_ID, user_id), role)

    async def counted(self) -> list[tuple[str, str, str, str, int]]:
        """Return the counts: outcome, slug, label, role, number."""
        await self.services.lookup_counts.flush()
        table = LOOKUP_COUNTS.c
        query = select(table.outcome, table.slug, table.label, table.role, table.count)
        async with self.database.engine.connect() as connection:
            return sorted(tuple(row) for row in await connection.execute(query))


def _not_waiting(waited: list[float]) -> Callable[[float], Awaitable[None]]:
    async def wait(seconds: float) -> None:
        waited.append(seconds)

    return wait


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "empty.db"
    upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
async def bot_with(
    sandbox: SandboxServer, clock: SetClock, migrated: Path, tmp_path: Path
) -> AsyncIterator[Callable[..., Awaitable[RunningBot]]]:
    """Give a function that starts the bot with these terms, or over the glossary that is given."""
    async with AsyncExitStack() as stack:

        async def start(
            *terms: Term,
            glossary: Glossary | None = None,
            directory: Path = tmp_path,
            **given: Any,
        ) -> RunningBot:
            url = f"sqlite+aiosqlite:///{shutil.copy(migrated, tmp_path / 'bot.db')}"
            settings = Settings(
                _env_file=None,
                slack_bot_token=sandbox.bot_token,
                slack_app_token=sandbox.app_token,
                slack_api_url=sandbox.api_url,
                database_url=url,
                glossary=directory,
                **given,
            )
            database = Database(url)
            stack.push_async_callback(database.close)
            schedule = Schedule()
            services = build_services(
                settings, glossary or a_glossary(*terms), schedule, database, clock
            )
            await services.lookup_counts.open()
            stack.push_async_callback(services.worker.stop)
            session = await stack.enter_async_context(aiohttp.ClientSession())
            drain = Drain()
            waited: list[float] = []
            app = build_app(
                settings, services, session=session, drain=drain, wait=_not_waiting(waited)
            )
            socket_mode = SocketMode(app, sandbox.app_token, drain)
            socket_mode.open()
            stack.push_async_callback(socket_mode.close)
            # As when the bot stops: running work is finished while everything is still open.
            stack.push_async_callback(drain.drain, SECONDS_TO_FINISH)
            await sandbox.person("maya").sees(lambda: sandbox.delivery.is_connected)
            return RunningBot(sandbox, services, database, schedule, clock, session, waited, drain)

        yield start


@pytest.fixture
def stewarding(bot_with: Callable[..., Awaitable[RunningBot]], tmp_path: Path) -> Stewarding:
    """Give a function that starts the bot over these files of terms, with weekly reminders."""

    async def start(*files: str, config: GlossaryConfig = CONFIG) -> Reviews:
        directory = tmp_path / "terms"
        bot = await bot_with(glossary=load_files(directory, files, config))
        bot.schedule.entries = (ENTRY,)
        return Reviews(bot, directory, NOW)

    return start


@pytest.fixture
def clarifying(bot_with: Callable[..., Awaitable[RunningBot]], tmp_path: Path) -> Clarifying:
    """Give a function that starts the bot over these files of terms, with stewards."""

    async def start(*files: str, config: GlossaryConfig = clarifications.CONFIG) -> ClarifyingBot:
        directory = tmp_path / "terms"
        files = files or (a_term_file("token"), a_term_file("vector"))
        bot = await bot_with(glossary=load_files(directory, files, config))
        return ClarifyingBot(bot, directory)

    return start


@pytest.fixture
def posting(
    bot_with: Callable[..., Awaitable[RunningBot]],
) -> Callable[..., Awaitable[RunningBot]]:
    """Give a function that starts the bot with these entries in its schedule."""

    async def start(*entries: ScheduleEntry) -> RunningBot:
        bot = await bot_with(glossary=a_glossary(*posts.TERMS, config=posts.CONFIG))
        bot.schedule.entries = entries or (posts.an_entry(),)
        return bot

    return start
