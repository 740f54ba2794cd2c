"""The bot over files of terms, with the weekly reminders of reviews in its schedule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.files.loader import Loader
from bot.glossary.files.schedule import JobName, ScheduleEntry
from bot.glossary.glossary import Glossary
from bot.sandbox.workspace.people import AMARA, WEI
from tests.builders import a_term_file

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.glossary.model import GlossaryConfig
    from bot.sandbox.workspace.records import Message
    from tests.flows.conftest import RunningBot

CHANNEL = "glossary-stewards"
CONFIG = replace(
    DEFAULT_CONFIG,
    stewards={"Wei": WEI, "Amara": AMARA},
    fallback_steward="Wei",
    stewards_channel=CHANNEL,
)
ENTRY = ScheduleEntry(
    id="review-reminders",
    job=JobName.REVIEW_REMINDERS,
    channel="C0STEWARD6",
    weekday=0,
    time=time(9),
    zone=ZoneInfo("UTC"),
)
# Approved terms are due after a year.
OVERDUE = "2025-11-01"


@dataclass(slots=True)
class Reviews:
    """The bot over files, with the weekly reminders in its schedule."""

    bot: RunningBot
    directory: Path
    start: datetime

    async def remind(self, *, week: int = 0) -> list[Message]:
        """Let the clock come to that week's reminder; return what the stewards' channel reads."""
        self.bot.clock.now = self.start + timedelta(weeks=week)
        await self.bot.services.make_due_posts()
        return self.bot.person("wei").messages(CHANNEL)

    def file(self, slug: str) -> Path:
        """Return where a term is written."""
        return self.directory / f"{slug}.yml"


def overdue(name: str, **fields: object) -> str:
    return a_term_file(name, last_reviewed=OVERDUE, **fields)


def load_files(directory: Path, files: tuple[str, ...], config: GlossaryConfig) -> Glossary:
    """Write these files of terms and load them."""
    directory.mkdir()
    for text in files:
        name = text.split("\n", 1)[0].removeprefix("term: ")
        (directory / f"{name.replace(' ', '-')}.yml").write_text(text, encoding="utf-8")
    return Glossary(config, Loader(directory).load().terms.values())
