"""What an act on a clarification leaves to be done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.clarifications.ports import TermChange
from bot.clarifications.proposal import edits_of
from bot.clarifications.records import OutboxItem, Standing, Task
from bot.glossary.files.editor import SetField

if TYPE_CHECKING:
    from bot.clarifications.records import Clarification, MessageRef, Notice
    from bot.glossary.glossary import Glossary


# What failed for a reason nobody foresaw is tried again, ever more seldom.
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 900.0
# A message that Slack may have taken is sent this often at most, after these pauses.
MOST_SENDS = 3
_PAUSES_AFTER_DOUBT = (10.0, 60.0)
# With these there is nobody who could read it.
_NOBODY_THERE = frozenset(
    {"account_inactive", "cannot_dm_bot", "is_bot", "user_disabled", "user_not_found"}
)


def item_of(of: Clarification, task: Task) -> OutboxItem:
    """Return what is to be done for a clarification."""
    return OutboxItem(workspace_id=of.workspace_id, subject_id=of.id, task=task)


def redraw(of: Clarification, card: MessageRef) -> OutboxItem:
    """Return that one copy of the stewards' card is drawn as it is to look now."""
    return replace(item_of(of, Task.UPDATE_CARD), words=card.to_words())


def tell(of: Clarification, notice: Notice, recipient_id: str, words: str = "") -> OutboxItem:
    """Return a direct message about a clarification."""
    return OutboxItem(
        workspace_id=of.workspace_id,
        subject_id=of.id,
        task=Task.TELL,
        notice=notice,
        recipient_id=recipient_id,
        words=words,
    )


def change_of(of: Clarification, glossary: Glossary) -> TermChange:
    """Return what is to be written, once a steward accepted."""
    decision = of.decision
    if decision is None:
        raise RuntimeError(f"{of.id} was accepted by nobody")
    proposal = of.accepted_proposal
    edits = edits_of(proposal)
    if decision.reviewed_whole:
        edits = (*edits, SetField(("last_reviewed",), decision.at.date()))
    term = glossary.get(of.slug)
    return TermChange(
        id=of.id,
        slug=of.slug,
        term_title=term.title if term else of.slug,
        edits=edits,
        seen=of.seen,
        kind=proposal.kind.value.replace("_", " "),
        why=of.why,
        author_id=of.suggester_id,
        author_name=of.suggester_name,
        steward_id=decision.steward_id,
        steward_name=decision.steward_name,
        proposal=proposal,
        before=of.before,
    )


def can_be_sent_again(item: OutboxItem) -> bool:
    """Whether it was given up, and somebody is there who could read it."""
    return item.standing is Standing.UNDELIVERED and item.reason not in _NOBODY_THERE


def pause_after_doubt(sends: int) -> float:
    """Return the seconds after which what may have arrived, so many times, is sent again."""
    pauses = (*_PAUSES_AFTER_DOUBT, LONGEST_PAUSE)
    return pauses[min(sends, len(pauses)) - 1]


def pause_after(item: OutboxItem) -> float:
    """Return the seconds after which an outbox item that failed is tried again."""
    return min(FIRST_PAUSE * 2.0 ** min(item.attempts, 10), LONGEST_PAUSE)
