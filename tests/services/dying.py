"""What is killed: a suggestion, and a review, from the press to the file, in a process of its own.

Preloaded into a fork server, so that a process costs milliseconds.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clarifications.proposal import Kind, Proposal
from bot.clarifications.records import Suggestion
from bot.glossary.files.term_writer import fingerprint
from bot.glossary.language.en.word_list import load_words
from bot.services.review_decisions import ReviewAct
from bot.storage.database import Database
from tests.services.conftest import ANN, SLUG, STEWARD, Bench, Messages, build_bench

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from bot.decisions.delivery import Delivery
    from bot.decisions.outbox import OutboxItem

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
    asyncio.run(_run(url, Path(directory), number, said, _suggest_and_accept))


def run_review(url: str, directory: str, number: int, said: Connection) -> None:
    """Confirm a review, or give the term away, by turns; say ``stored`` when people read so."""
    asyncio.run(_run(url, Path(directory), number, said, _answer_review))


Act = Callable[[Bench, int, "Connection"], Awaitable[None]]


async def _run(url: str, directory: Path, number: int, said: Connection, act: Act) -> None:
    database = Database(url)
    messages = WrittenMessages(directory.parent / "messages.txt")
    bench = build_bench(directory, database, messages=messages, per_day=1_000_000)
    said.send("begun")
    await act(bench, number, said)
    await bench.worker.run()
    said.send("done")
    await database.close()


async def _suggest_and_accept(bench: Bench, number: int, said: Connection) -> None:
    suggestion = Suggestion(f"V{number}", SLUG, Proposal(Kind.ADD_ALIAS, alias(number)), "")
    await bench.clarifications.suggest(ANN, suggestion)
    said.send("stored")
    await bench.clarifications.accept(suggestion.submission_id, STEWARD)
    said.send("accepted")


def steward_of(number: int) -> str:
    """Return the id of the steward to whom the term of this number is given."""
    return f"UGIVEN{number}"


def review_of(number: int) -> ReviewAct:
    """Return which review is answered: each on a card of its own."""
    return ReviewAct("T1", STEWARD.id, f"home:{number}:{SLUG}", SLUG, STEWARD.name)


async def _answer_review(bench: Bench, number: int, said: Connection) -> None:
    deciding = review_of(number)
    bench.clock.advance(days=number)  # another day is written each time
    if number % 2:
        await bench.reviews.confirm(deciding, seen=fingerprint(bench.glossary.terms[SLUG]))
    else:
        given_to = steward_of(number)
        await bench.reviews.give(deciding, user_id=given_to, written_as=given_to)
    said.send("stored")
