"""The outbox items that acts create, and how often the worker tries each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# After an unexpected failure, the waits between tries grow.
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 900.0
# A message that Slack may have taken is sent this often at most, after these pauses.
MOST_SENDS = 3
_PAUSES_AFTER_DOUBT = (10.0, 60.0)
# Slack's errors that mean that the reader is gone.
_NOBODY_THERE = frozenset(
    {"account_inactive", "cannot_dm_bot", "is_bot", "user_disabled", "user_not_found"}
)


class Task(StrEnum):
    """The purpose of an outbox item."""

    WRITE = "write"  # the accepted change, into the file or the repository
    WRITE_REVIEW = "write_review"  # the same of what a steward decided on a review
    POST_CARD = "post_card"  # in the stewards' channel
    UPDATE_CARD = "update_card"
    THREAD = "thread"  # a line in the thread of the stewards' card
    TELL = "tell"  # a direct message
    REPORT = "report"  # to the stewards: a message that has no card could not be delivered
    SHOW_ANSWER = "show_answer"  # in the place of the question, in the direct message that asked
    REDRAW_REVIEWS = "redraw_reviews"  # a card that asks for reviews

    @property
    def writes(self) -> bool:
        """Whether it changes the glossary; the others send or draw something."""
        return self in {Task.WRITE, Task.WRITE_REVIEW}

    @property
    def is_shown_by_a_copy(self) -> bool:
        """Whether it reads as a second message when it arrives twice."""
        return self in {Task.THREAD, Task.TELL, Task.REPORT}


class Notice(StrEnum):
    """The kinds of direct messages and of lines in the card's thread."""

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
    REVIEW_RETURNED = "review_returned"  # the reader's decision on this slug could not be written
    CHANNEL_TROUBLE = "channel_trouble"  # the bot can't post where it should


class Standing(StrEnum):
    """The state of a message."""

    WAITING = "waiting"  # it will be sent
    UNDELIVERED = "undelivered"  # the bot has given it up; a steward may have it sent again
    AGAIN = "again"  # a steward has asked for that; it will be sent


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    """One consequence of an act, stored with it and done from there.

    ``subject_id`` is the id of what it is about; ``recipient_id`` whom to tell.
    ``words`` are what the notice quotes, as they were at the act: a question, an answer, a reason;
    for a card with a place of its own, that place. ``may_have_arrived`` counts the calls that Slack
    may have carried out although it did not say so, ``reason`` is why the last one failed.
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


def can_be_sent_again(item: OutboxItem) -> bool:
    """Whether the bot gave it up although its reader still exists."""
    return item.standing is Standing.UNDELIVERED and item.reason not in _NOBODY_THERE


def pause_after_doubt(sends: int) -> float:
    """Return the seconds to wait before sending it again, after this many unconfirmed tries."""
    pauses = (*_PAUSES_AFTER_DOUBT, LONGEST_PAUSE)
    return pauses[min(sends, len(pauses)) - 1]


def pause_after(item: OutboxItem) -> float:
    """Return the seconds to wait before an outbox item that failed is tried again."""
    return min(FIRST_PAUSE * 2.0 ** min(item.attempts, 10), LONGEST_PAUSE)
