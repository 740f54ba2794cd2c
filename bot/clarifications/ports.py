"""What the domain needs from outside: somewhere to keep things, to write them, to tell them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from bot.clarifications.limits import Allowance
    from bot.clarifications.outcomes import TooMany
    from bot.clarifications.proposal import Proposal
    from bot.clarifications.records import Clarification, OutboxItem, Person, TermRequest
    from bot.glossary.files.editor import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One act for the audit trail, stored with what it did."""

    at: datetime
    actor_id: str
    act: str
    before: str | None = None
    after: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class ClarificationStore(Protocol):
    """Keeps clarifications; a call stores its outbox items and audit event with it."""

    async def add(
        self,
        clarification: Clarification,
        items: Sequence[OutboxItem],
        event: AuditEvent,
        allowance: Allowance,
    ) -> bool | TooMany:
        """Store a new one; False where one with this id, or a like one, is there already."""
        ...

    async def join(
        self,
        clarification: Clarification,
        items: Sequence[OutboxItem],
        event: AuditEvent,
        allowance: Allowance,
    ) -> Clarification | TooMany | None:
        """Store the version in which one more person asks; None where another one is there."""
        ...

    async def save(
        self,
        clarification: Clarification,
        items: Sequence[OutboxItem],
        event: AuditEvent,
        *,
        finishing: OutboxItem | None = None,
    ) -> Clarification | None:
        """Store the next version and finish the item; None where another version is there."""
        ...

    async def get(self, workspace_id: str, clarification_id: str) -> Clarification | None:
        """Return one by its id."""
        ...

    async def undecided(self, workspace_id: str) -> list[Clarification]:
        """Return those that wait for a decision, the oldest first."""
        ...

    async def of_person(self, workspace_id: str, person_id: str) -> list[Clarification]:
        """Return those that this person suggested or joined, the newest first."""
        ...

    async def find_like(self, workspace_id: str, slug: str, likeness: str) -> Clarification | None:
        """Return the one under way that asks for the same of this term."""
        ...

    async def awaiting_merge(self) -> list[Clarification]:
        """Return all whose pull request is open."""
        ...

    async def place_card(
        self, clarification: Clarification, channel_id: str, ts: str, *, finishing: OutboxItem
    ) -> None:
        """Remember where the stewards' card is; where it shows an old version, have it drawn."""
        ...


class RequestStore(Protocol):
    """Keeps requests for missing terms."""

    async def add_asking(
        self,
        request: TermRequest,
        items: Sequence[OutboxItem],
        event: AuditEvent,
        allowance: Allowance,
    ) -> TermRequest | TooMany:
        """Store a request, or add its asking to the one of that label that is under way.

        Where this person asks in that one already, it is returned as it stands.
        """
        ...

    async def save_request(
        self, request: TermRequest, items: Sequence[OutboxItem], event: AuditEvent
    ) -> TermRequest | None:
        """Store the next version; None where another version is there."""
        ...

    async def get_request(self, workspace_id: str, request_id: str) -> TermRequest | None:
        """Return one by its id."""
        ...

    async def find_request(self, workspace_id: str, label: str) -> TermRequest | None:
        """Return the one under way for this label, compared folded."""
        ...

    async def waiting_requests(self, workspace_id: str | None = None) -> list[TermRequest]:
        """Return those that are open or drafted, of one workspace or of all."""
        ...


class Outbox(Protocol):
    """What is still to be done, each taken by one worker at a time."""

    async def take_over(self, now: datetime) -> None:
        """Make due at once what surely no other process is at; called at the start."""
        ...

    async def take(self, now: datetime, until: datetime) -> OutboxItem | None:
        """Return the next that is due, ours until then.

        One that an earlier process had in hand when it ended may have arrived.
        """
        ...

    async def finish(self, item: OutboxItem, news: Sequence[OutboxItem], now: datetime) -> None:
        """Do it no more, and have the news done."""
        ...

    async def leave(self, item: OutboxItem, now: datetime) -> None:
        """Have something done that no act asked for."""
        ...

    async def postpone(
        self, item: OutboxItem, due_at: datetime, reason: str, *, may_have_arrived: bool = False
    ) -> None:
        """Do it again from then on."""
        ...

    async def give_up(
        self,
        item: OutboxItem,
        reason: str,
        news: Sequence[OutboxItem],
        due_at: datetime,
        *,
        may_have_arrived: int,
    ) -> None:
        """Keep it as undelivered, for a steward to have it sent again; have the news done then."""
        ...

    async def send_again(self, workspace_id: str, item_id: int, now: datetime) -> OutboxItem | None:
        """Have one that was given up sent again; None where it is not given up (any more)."""
        ...

    async def undelivered(self, workspace_id: str, subject_id: str) -> list[OutboxItem]:
        """Return what was given up, and what a steward has had sent again and is on its way."""
        ...


@dataclass(frozen=True, slots=True)
class Delivered:
    """Slack took it; of a card, where it is."""

    channel_id: str = ""
    ts: str = ""


@dataclass(frozen=True, slots=True)
class NotYet:
    """It can't be done now and is tried again: nobody is appointed, Slack is out of reach."""

    reason: str
    seconds: float = 60


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Slack may have carried it out or not: it failed, or the connection broke off."""

    reason: str


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """It can't be done and won't be tried again: an account is closed, a channel archived."""

    reason: str


Delivery = Delivered | NotYet | Uncertain | Undeliverable


class Messenger(Protocol):
    """Draws and sends what an outbox item is about; the words are those of ``bot.cards``.

    Each message carries what the subject says when it is sent. POST_CARD answers
    NotYet while nobody is appointed or no channel is set, UPDATE_CARD and THREAD are
    asked for only after the card is posted.
    """

    async def deliver_clarification(
        self, item: OutboxItem, clarification: Clarification
    ) -> Delivery:
        """Make the one call that the item's task and notice ask for."""
        ...

    async def deliver_request(self, item: OutboxItem, request: TermRequest) -> Delivery:
        """Make the one call that the item's notice asks for."""
        ...

    async def deliver(self, item: OutboxItem) -> Delivery:
        """Make the one call for an outbox item that is about neither."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange:
    """An accepted change on its way: what to write, on which text it was decided, and for whom.

    ``before`` is what the term said then where ``proposal`` changes it; a change without a
    proposal is made on that very text or not at all.
    """

    id: str
    slug: str
    term_title: str
    edits: tuple[Edit, ...]
    seen: str
    kind: str
    why: str
    author_id: str
    author_name: str
    steward_id: str = ""
    steward_name: str = ""
    proposal: Proposal | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """The change is in the file that is served."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The change waits in a pull request."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """The change can't be made as it was decided; the sentence says why."""

    reason: str


Publication = Published | Proposed | Conflict | NotYet


class Publisher(Protocol):
    """Brings a change to where the glossary lives. Doing it twice changes nothing more."""

    async def publish(self, change: TermChange) -> Publication:
        """Make the change, or find it made."""
        ...

    async def start_draft(
        self, name: str, context: str | None, steward: Person, today: date
    ) -> str:
        """Lay out the file of a new term, or find it laid out; return the file's name.

        Raises ChangeRefusedError where that can't be.
        """
        ...

    async def refresh(self) -> None:
        """Take in what people changed where the glossary lives."""
        ...

    async def fate_of(self, pull_request: int) -> bool | None:
        """Return whether it was merged (True) or closed unmerged (False); None while open."""
        ...
