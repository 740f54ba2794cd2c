"""A glossary in files, a database, and a messenger that remembers what it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clarifications.limits import Limits
from bot.clarifications.records import Suggestion
from bot.decisions.delivery import Delivered
from bot.decisions.outbox import Task
from bot.decisions.people import Person
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
from bot.publishing.files import FilesPublisher
from bot.services.clarifications import Clarifications
from bot.services.delivering import Deliveries
from bot.services.messenger import Messenger
from bot.services.outbox_worker import Worker
from bot.services.published_clarifications import PublishedClarifications
from bot.services.published_reviews import PublishedReviews
from bot.services.requests import TermRequests
from bot.services.review_cards import ReviewCards
from bot.services.review_decisions import ReviewDecisions
from bot.storage.clarifications import ClarificationStore
from bot.storage.outbox import Outbox
from bot.storage.requests import RequestStore
from bot.storage.review_decisions import ReviewDecisionStore
from bot.storage.review_requests import ReviewRequests
from tests.builders import a_term_file
from tests.storage.conftest import (  # noqa: F401 -- fixtures
    database,
    database_url,
    postgres,
    sqlite_file,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.clarifications.proposal import Proposal
    from bot.clarifications.records import Clarification, TermRequest
    from bot.decisions.delivery import Delivery
    from bot.decisions.outbox import Notice, OutboxItem
    from bot.decisions.publication import Publisher
    from bot.storage.database import Database

ANN = Person("T1", "UANN", "Ann")
BEN = Person("T1", "UBEN", "Ben")
STEWARD = Person("T1", "USTE", "Stella", is_steward=True)
OTHER_STEWARD = Person("T1", "USAM", "Sam", is_steward=True)
SLUG = "diffusion-model"


class Clock:
    """Gives the time that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def advance(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


class NoCards(ReviewCards):
    """Has posted no card that could be drawn again."""

    def __init__(self) -> None:
        """Need nothing."""

    async def redraws(self, decided: object) -> list[OutboxItem]:
        """Return nothing to draw."""
        del decided
        return []


@dataclass
class Messages(Messenger):
    """Remembers what was delivered; ``answers`` are given first, in order."""

    sent: list[tuple[Task, Notice | None, str, str]] = field(default_factory=list)
    answers: list[Delivery | Exception] = field(default_factory=list)

    async def deliver_clarification(self, item: OutboxItem, about: Clarification) -> Delivery:
        """Take a message about a clarification."""
        return self._deliver(item, about.slug)

    async def deliver_request(self, item: OutboxItem, about: TermRequest) -> Delivery:
        """Take a message about a request."""
        return self._deliver(item, about.label)

    async def deliver(self, item: OutboxItem) -> Delivery:
        """Take any other message."""
        return self._deliver(item, "")

    def _deliver(self, item: OutboxItem, about: str) -> Delivery:
        del about
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        self.sent.append((item.task, item.notice, item.recipient_id, item.words))
        return Delivered("CSTEWARDS", "1.0")

    def told(self, person: Person) -> list[Notice | None]:
        """Return a person's messages."""
        return [notice for task, notice, who, _ in self.sent if who == person.id]


@dataclass
class Bench:
    """Everything that the domain needs, over files and a database."""

    path: Path
    glossary: Glossary
    clock: Clock
    messages: Messages
    stored: ClarificationStore
    outbox: Outbox
    clarifications: Clarifications
    requests: TermRequests
    reviews: ReviewDecisions
    asked: ReviewRequests
    worker: Worker
    numbers: int = 0

    def suggestion(self, proposal: Proposal, why: str = "It reads better.") -> Suggestion:
        """Return a form that was sent just now."""
        self.numbers += 1
        return Suggestion(f"V{self.numbers}", SLUG, proposal, why)


def build_bench(
    directory: Path,
    database: Database,  # noqa: F811 -- the fixture of that name gives it
    publisher: Publisher | None = None,
    glossary: Glossary | None = None,
    messages: Messages | None = None,
    *,
    per_day: int = 20,
    may_accept_own: bool = False,
) -> Bench:
    """Put the parts together; without a publisher decisions go into the files."""
    if glossary is None:
        loaded = Loader(directory).load()
        glossary = Glossary(loaded.config, loaded.terms.values())
    clock, messages = Clock(), messages or Messages()
    stored, outbox = ClarificationStore(database, clock), Outbox(database)
    kept = RequestStore(database, clock)
    publisher = publisher or FilesPublisher(directory, glossary, lambda: clock().date())
    limits = Limits(per_day=per_day, may_accept_own=may_accept_own)
    requests = TermRequests(
        store=kept,
        publisher=publisher,
        glossary=glossary,
        clock=clock,
        wake=lambda: None,
        limits=limits,
    )
    asked, decided = ReviewRequests(database), ReviewDecisionStore(database)
    cards = NoCards()
    worker = Worker(
        published={
            Task.WRITE: PublishedClarifications(
                store=stored, outbox=outbox, glossary=glossary, clock=clock
            ),
            Task.WRITE_REVIEW: PublishedReviews(
                store=decided, cards=cards, outbox=outbox, glossary=glossary, clock=clock
            ),
        },
        deliveries=Deliveries(
            store=stored, outbox=outbox, requests=requests, messenger=messages, clock=clock
        ),
        outbox=outbox,
        requests=requests,
        publisher=publisher,
        glossary=glossary,
        clock=clock,
    )
    return Bench(
        path=directory / f"{SLUG}.yml",
        glossary=glossary,
        clock=clock,
        messages=messages,
        stored=stored,
        outbox=outbox,
        clarifications=Clarifications(stored, glossary, clock, lambda: None, limits),
        requests=requests,
        reviews=ReviewDecisions(
            glossary=glossary,
            requests=asked,
            store=decided,
            cards=cards,
            outbox=outbox,
            wake=lambda: None,
            clock=clock,
        ),
        asked=asked,
        worker=worker,
    )


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Give a directory of two terms."""
    directory = tmp_path / "terms"
    directory.mkdir()
    (directory / f"{SLUG}.yml").write_text(
        "# Kept as it is\n" + a_term_file(aliases=["denoiser"]), encoding="utf-8"
    )
    (directory / "token.yml").write_text(a_term_file("token"), encoding="utf-8")
    return directory


@pytest.fixture
def bench(directory: Path, database: Database) -> Bench:  # noqa: F811 -- a fixture
    """Give everything, once over SQLite and once over PostgreSQL."""
    return build_bench(directory, database)
