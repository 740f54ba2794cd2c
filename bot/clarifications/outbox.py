"""The outbox items that an act on a clarification creates."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.clarifications.proposal import edits_of, text_at_stake
from bot.decisions.outbox import OutboxItem, Task
from bot.decisions.people import Person
from bot.decisions.publication import TermChange
from bot.glossary.files.editor import SetField

if TYPE_CHECKING:
    from bot.clarifications.records import Clarification
    from bot.decisions.outbox import MessageRef, Notice
    from bot.glossary.glossary import Glossary


def item_of(of: Clarification, task: Task) -> OutboxItem:
    """Return the outbox items of a clarification."""
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
    """Return the change to write once a steward has accepted."""
    decision = of.decision
    if decision is None:
        raise RuntimeError(f"{of.id} has no steward who accepted it")
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
        text_in=partial(text_at_stake, proposal=proposal),
        before=of.before if proposal.kind.replaces else "",
        kind=proposal.kind.value.replace("_", " "),
        decided_by=Person(of.workspace_id, decision.steward_id, decision.steward_name),
        suggested_by=None
        if of.is_learned
        else Person(of.workspace_id, of.suggester_id, of.suggester_name),
        why=of.why,
    )
