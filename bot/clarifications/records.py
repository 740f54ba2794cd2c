"""What is kept of a clarification and of a request, and what is still to be done for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clarifications.model import State
    from bot.clarifications.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts, in one workspace; ``name`` is the name they show in Slack."""

    workspace_id: str
    id: str
    name: str
    is_steward: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A form that was sent: ``submission_id`` is its own, so that the same one counts once."""

    submission_id: str
    slug: str
    proposal: Proposal
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Which steward decided what, and when.

    ``proposal`` is what was accepted, where a steward edited it; ``reason`` is that of a
    refusal. ``reviewed_whole`` says that the steward reviewed the whole term at the same time.
    """

    steward_id: str
    steward_name: str
    at: datetime
    reason: str = ""
    proposal: Proposal | None = None
    reviewed_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """One suggested change, as it stands. ``version`` grows with each act.

    ``seen`` is the fingerprint of the term it was made on (``bot.glossary.files.term_writer``),
    ``before`` what the term said then where it would change. ``joined_whys`` are the reasons
    of whoever joined and gave one. ``note`` says why it came back from being accepted, and
    ``edited`` is what a steward had made of it then. The card is the stewards'; empty until
    it is posted.
    """

    id: str
    workspace_id: str
    slug: str
    proposal: Proposal
    why: str
    suggester_id: str
    suggester_name: str
    suggested_at: datetime
    seen: str
    before: str
    state: State
    joined_ids: tuple[str, ...] = ()
    joined_whys: tuple[str, ...] = ()
    question: str = ""
    asked_by: str = ""
    answer: str = ""
    decision: Decision | None = None
    note: str = ""
    edited: Proposal | None = None
    pull_request: int | None = None
    pull_request_url: str = ""
    card_channel_id: str = ""
    card_ts: str = ""
    version: int = 0

    @property
    def asked_for_by(self) -> tuple[str, ...]:
        """Everybody who asked for it, the first first."""
        return (self.suggester_id, *self.joined_ids)

    @property
    def accepted_proposal(self) -> Proposal:
        """What goes into the file: as suggested, or as a steward edited it."""
        edited = self.decision.proposal if self.decision else None
        return edited or self.proposal


class RequestState(StrEnum):
    """How far a request for a missing term has come."""

    OPEN = "open"
    DRAFTED = "drafted"  # a steward started the file; somebody has to write the words
    DECLINED = "declined"
    LIVE = "live"

    @property
    def is_over(self) -> bool:
        """Whether nothing more becomes of it."""
        return self in {RequestState.DECLINED, RequestState.LIVE}


class Urgency(StrEnum):
    """How soon somebody needs the term, the most urgent first."""

    NOW = "now"
    SOON = "soon"
    SOMETIME = "sometime"


@dataclass(frozen=True, slots=True)
class Asking:
    """One person's request for a term."""

    person_id: str
    person_name: str
    at: datetime
    where: str
    why: str
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRequest:
    """A term that is missing, by everybody who asked for it, the first first."""

    id: str
    workspace_id: str
    label: str
    asked: tuple[Asking, ...]
    state: RequestState
    slug: str = ""
    decision: Decision | None = None
    version: int = 0

    @property
    def urgency(self) -> Urgency:
        """The most urgent that anybody said."""
        order = list(Urgency)
        return min((one.urgency for one in self.asked), key=order.index, default=Urgency.SOMETIME)


class Task(StrEnum):
    """What an outbox item is for."""

    WRITE = "write"  # the accepted change, into the file or the repository
    POST_CARD = "post_card"  # in the stewards' channel
    UPDATE_CARD = "update_card"
    THREAD = "thread"  # a line in the thread of the stewards' card
    TELL = "tell"  # a direct message
    REPORT = "report"  # to the stewards: a message that has no card could not be delivered
    SHOW_ANSWER = "show_answer"  # in the place of the question, in the direct message that asked
    REDRAW_REVIEWS = "redraw_reviews"  # a card that asks for reviews

    @property
    def is_shown_by_a_copy(self) -> bool:
        """Whether it reads as a second message when it arrives twice."""
        return self in {Task.THREAD, Task.TELL, Task.REPORT}


class Notice(StrEnum):
    """What a direct message or a line in the card's thread says."""

    NOBODY_APPOINTED = "nobody_appointed"  # stored; nobody can decide yet
    QUESTION = "question"  # a steward asks back; with an Answer button
    ANSWER = "answer"  # in the thread
    LIVE = "live"
    DECLINED = "declined"
    AWAITING_MERGE = "awaiting_merge"
    OPEN_AGAIN = "open_again"  # conflict, or closed unmerged: ``note`` says which; in the thread
    DELAYED = "delayed"  # the decision can't be written yet, and is tried again; in the thread
    REQUEST_LIVE = "request_live"
    REQUEST_DECLINED = "request_declined"
    GIVEN = "given"  # a steward gave the reader a term; the subject is its slug
    CHANNEL_TROUBLE = "channel_trouble"  # the bot can't post where it should


class Standing(StrEnum):
    """How a message stands."""

    WAITING = "waiting"  # it will be sent
    UNDELIVERED = "undelivered"  # the bot has given it up; a steward may have it sent again
    AGAIN = "again"  # a steward has asked for that; it will be sent


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    """One consequence of an act, stored with it and done from there.

    ``subject_id`` is the clarification's or the request's id; ``recipient_id`` whom to tell.
    ``words`` are what the notice speaks of, as they stood at the act: a question, an answer,
    a reason; of what is drawn in a place of its own, that place. ``may_have_arrived`` counts
    the calls that Slack may have carried out although it did not say so, ``reason`` is why
    the last one failed.
    """

    workspace_id: str
    subject_id: str
    task: Task
    notice: Notice | None = None
    recipient_id: str = ""
    words: str = ""
    id: int = 0
    attempts: int = 0
    taken_by: str = ""
    may_have_arrived: int = 0
    standing: Standing = Standing.WAITING
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MessageRef:
    """Where a message is."""

    channel_id: str
    ts: str

    @classmethod
    def parse(cls, words: str) -> MessageRef | None:
        """Read what an outbox item carries; None where it carries none."""
        channel_id, separator, ts = words.partition(" ")
        return cls(channel_id, ts) if separator else None

    def to_words(self) -> str:
        """Return what an outbox item carries."""
        return f"{self.channel_id} {self.ts}"
