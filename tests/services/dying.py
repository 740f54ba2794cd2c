"""What is killed: one suggestion from the form's submission to the file, in a process of its own.

Preloaded into a fork server, so that a process costs milliseconds.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clarifications.proposal import Kind, Proposal
from bot.clarifications.records import Suggestion
from bot.glossary.language.en.word_list import load_words
from bot.storage.database import Database
from tests.services.conftest import ANN, SLUG, STEWARD, Messages, build_bench

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from bot.clarifications.ports import Delivery
    from bot.clarifications.records import OutboxItem

load_words()


class WrittenMessages(Messages):
    """Writes each message into a file in the moment in which Slack would get it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def _deliver(self, item: OutboxItem, about: str) -> Delivery:
        with self.path.open("a", encoding="utf-8") as file:
            notice = item.notice.value if item.notice else "-"
            file.write(f"{item.subject_id} {item.task.value} {notice}\n")
            file.flush()
            os.fsync(file.fileno())
        return super()._deliver(item, about)


def alias(number: int) -> str:
    """Return what the suggestion of this number adds to the file."""
    return f"another name {number}"


def run(url: str, directory: str, number: int, said: Connection) -> None:
    """Suggest, accept and write; say ``stored`` and ``accepted`` when people would be told so."""
    asyncio.run(_run(url, Path(directory), number, said))


async def _run(url: str, directory: Path, number: int, said: Connection) -> None:
    database = Database(url)
    messages = WrittenMessages(directory.parent / "messages.txt")
    bench = build_bench(directory, database, messages=messages, per_day=1_000_000)
    said.send("begun")
    suggestion = Suggestion(f"V{number}", SLUG, Proposal(Kind.ADD_ALIAS, alias(number)), "")
    await bench.clarifications.suggest(ANN, suggestion)
    said.send("stored")
    await bench.clarifications.accept(suggestion.submission_id, STEWARD, seen=bench.seen())
    said.send("accepted")
    await bench.worker.run()
    said.send("done")
    await database.close()
