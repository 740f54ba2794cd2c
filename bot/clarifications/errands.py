"""What an act on a clarification leaves to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.clarifications.ports import TermChange
from bot.clarifications.proposal import edits_of
from bot.clarifications.records import Errand, Task
from bot.glossary.editor import SetField

if TYPE_CHECKING:
    from bot.clarifications.records import Clarification, Notice
    from bot.glossary.glossary import Glossary


# What failed for a reason nobody foresaw is tried again, ever more seldom.
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 900.0


def errand_of(of: Clarification, task: Task) -> Errand:
    """Return what is to be done for a clarification."""
    return Errand(workspace_id=of.workspace_id, subject_id=of.id, task=task)


def tell(of: Clarification, notice: Notice, recipient_id: str, words: str = "") -> Errand:
    """Return a direct message about a clarification."""
    return Errand(
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


def pause_after(errand: Errand) -> float:
    """Return the seconds after which an errand that failed is tried again."""
    return min(FIRST_PAUSE * 2.0 ** min(errand.attempts, 10), LONGEST_PAUSE)
