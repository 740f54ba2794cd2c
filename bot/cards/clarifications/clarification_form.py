"""The form of a change, drawn from its values so far: for everyone, and for stewards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.cards.clarifications.decision import Changed, DecisionRef, edit_modal
from bot.cards.clarifications.faults import errors_at_fields
from bot.cards.clarifications.proposal_form import KIND_BLOCK, Filled, ProposalForm
from bot.cards.kit.ids import ActionId, FieldId
from bot.clarifications.outcomes import Field
from bot.clarifications.proposal import present_text, stamp_of, text_at_stake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.models.views import View

    from bot.clarifications.outcomes import FieldFault
    from bot.clarifications.records import Clarification
    from bot.decisions.outbox import MessageRef
    from bot.glossary.model import GlossaryConfig, Term


def edit_form(clarification: Clarification, term: Term, config: GlossaryConfig) -> ProposalForm:
    """Return the steward's form for editing a suggestion, filled in with it."""
    proposal = clarification.edited or clarification.proposal
    role = config.role(proposal.role_id or "")
    return ProposalForm(term, config, proposal.kind, role, suggested=proposal)


def edited_form(
    view: Mapping[str, Any], clarification: Clarification, term: Term, config: GlossaryConfig
) -> ProposalForm:
    """Return the same form as the steward has filled it in."""
    filled = Filled.read(view)
    begun = edit_form(clarification, term, config)
    return replace(begun, kind=filled.kind, role=filled.role(config) or begun.role)


def draw_edit(form: ProposalForm, clarification: Clarification, card: MessageRef | None) -> View:
    """Return a steward's form over the term as it is now; it says so where that has changed.

    ``card`` is where the form was opened.
    """
    draft = form.draft
    stamp = stamp_of(text_at_stake(form.term, form.config, proposal=draft)) if draft else ""
    now = present_text(form.term, clarification.proposal, form.config)
    changed = Changed(clarification.before, now) if now != clarification.before else None
    return edit_modal(form, DecisionRef.on(card, clarification.id, stamp), changed)


def errors_in(view: Mapping[str, Any], faults: tuple[FieldFault, ...]) -> dict[str, str]:
    """Return the faults, by the block of the input that shows each."""
    ids = Filled.read(view).block_ids
    text = next(
        (ids[field] for field in (FieldId.TEXT, FieldId.RELATED_TERM, FieldId.WHY) if field in ids),
        KIND_BLOCK,
    )
    blocks = {
        Field.TEXT: text,
        Field.URL: ids.get(FieldId.URL, text),
        Field.WHY: ids.get(FieldId.WHY, text),
        Field.ROLE: ids.get(ActionId.CHOOSE_WORDING, text),
    }
    return errors_at_fields(faults, blocks, text)
