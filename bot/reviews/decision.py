"""A steward's decision on a review, from the press to the term's file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.decisions.audit import Act, AuditEvent
from bot.decisions.people import Person
from bot.decisions.publication import TermChange
from bot.glossary.files.editor import SetField
from bot.glossary.files.term_writer import fingerprint
from bot.reviews.queue import ReviewOutcome

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.glossary.model import GlossaryConfig, Term


# The prefix of the stored name of a review that no card asked for.
UNASKED = "home:"


class ReviewState(StrEnum):
    """How far a decision has come."""

    DECIDED = "decided"  # the change is on its way into the file
    AWAITING_MERGE = "awaiting_merge"  # its pull request is open
    DONE = "done"
    RETURNED = "returned"  # the change could not be made; the review is due as before

    @property
    def is_under_way(self) -> bool:
        """Whether it's neither done nor given back."""
        return self in {ReviewState.DECIDED, ReviewState.AWAITING_MERGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecision:
    """One steward's decision on one review; ``last_reviewed_on`` tells it from later reviews.

    ``before`` is what the decision is about: of a confirmation the fingerprint of the text that
    was read, of a gift the steward until then. ``written_as`` is how the file names the new
    steward. ``note`` says why the decision was given back. ``pressed`` is the message with the
    pressed button, as an outbox item carries it; empty in the Home tab. ``version`` grows with each
    step.
    """

    id: str
    workspace_id: str
    card: str
    slug: str
    last_reviewed_on: date
    outcome: ReviewOutcome
    actor_id: str
    actor_name: str
    decided_at: datetime
    state: ReviewState
    before: str = ""
    given_to: str | None = None
    written_as: str = ""
    snoozed_until_on: date | None = None
    pressed: str = ""
    pull_request: int | None = None
    pull_request_url: str = ""
    note: str = ""
    version: int = 0

    @property
    def is_unasked(self) -> bool:
        """Whether no card asked for it."""
        return self.card.startswith(UNASKED)

    def event(self, act: Act, *, at: datetime, actor_id: str) -> AuditEvent:
        """Return the row of the trail: the decision, or its result."""
        before: str | None = None
        after: str | None = None
        details: dict[str, str] = {"card": self.card, "decision": self.id}
        match act:
            case Act.CONFIRM:
                before, after = str(self.last_reviewed_on), str(self.decided_at.date())
            case Act.SNOOZE:
                after = str(self.snoozed_until_on)
            case Act.GIVE:
                before, after = self.before or None, self.written_as
                details["given_to"] = self.given_to or ""
            case Act.PROPOSE:
                after = self.pull_request_url
            case _ if self.note:
                details["note"] = self.note
        return AuditEvent(
            at=at,
            workspace_id=self.workspace_id,
            actor_id=actor_id,
            act=act,
            slug=self.slug,
            before=before,
            after=after,
            details=details,
        )

    def change_of(self, term_title: str) -> TermChange:
        """Return the change to write. A snooze writes nothing."""
        if self.outcome is ReviewOutcome.GIVEN:
            edit, text_in = SetField(("steward",), self.written_as), _steward_of
        else:
            edit, text_in = SetField(("last_reviewed",), self.decided_at.date()), _all_that_it_says
        return TermChange(
            id=self.id,
            slug=self.slug,
            term_title=term_title,
            edits=(edit,),
            text_in=text_in,
            before=self.before,
            kind=".".join(edit.path),
            decided_by=Person(self.workspace_id, self.actor_id, self.actor_name or self.actor_id),
        )


def _all_that_it_says(term: Term, _: GlossaryConfig) -> str:
    return fingerprint(term)


def _steward_of(term: Term, _: GlossaryConfig) -> str:
    return term.steward or ""
