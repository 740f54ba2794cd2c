"""The inputs for a change: its kind, the present text, and the new text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import ExternalDataSelectElement, UrlInputElement

from bot.cards.clarifications.clarification_labels import KIND_WORDS
from bot.cards.kit.blocks import small
from bot.cards.kit.ids import ActionId, FieldId
from bot.cards.kit.inputs import TEXT_LIMIT, choice, input_block, text_input
from bot.cards.kit.phrases import trust_words, wording_label
from bot.cards.kit.rich_text import headed_links, headed_list, headed_quote
from bot.cards.kit.term_ref import TermRef
from bot.characters import clean_text
from bot.clarifications.form_faults import LONGEST_OF_KIND
from bot.clarifications.proposal import Kind, Proposal, present_text
from bot.glossary.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slack_sdk.models.blocks import Block, InputInteractiveElement

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import GlossaryConfig, Role, Term

_ITEM_LIMIT = 300
_ITEMS = 10
_ROLES = 100
_MULTILINE = {Kind.REWORD_SHORT_DEF, Kind.REWORD_FOR_ROLE, Kind.SOMETHING_ELSE}
_KINDS = frozenset(Kind)
_PLACEHOLDER = "Type a term or an abbreviation"
KIND_BLOCK = "kind"


@dataclass(frozen=True, slots=True)
class ProposalForm:
    """A form as far as it is filled in; ``suggested`` is the proposal to edit, if there is one."""

    term: Term
    config: GlossaryConfig
    kind: Kind | None = None
    role: Role | None = None
    suggested: Proposal | None = None

    @property
    def draft(self) -> Proposal | None:
        """The inputs' first values: the suggestion, else the present text."""
        if self.kind is None:
            return None
        role_id = self.role.id if self.role and self.kind is Kind.REWORD_FOR_ROLE else None
        blank = Proposal(self.kind, role_id=role_id)
        suggested = self.suggested
        if suggested and (suggested.kind, suggested.role_id) == (self.kind, role_id):
            return suggested
        if self.kind.rewords:
            return Proposal(self.kind, present_text(self.term, blank, self.config), role_id)
        return blank


def proposal_blocks(form: ProposalForm) -> list[Block]:
    """Return the inputs; each kind's have ids of their own, or Slack keeps the former's text."""
    kinds = [(words.choice, kind.value) for kind, words in KIND_WORDS.items()]
    chosen = form.kind.value if form.kind else ""
    kind_select = choice(ActionId.CHOOSE_KIND, kinds, chosen)
    blocks: list[Block] = [
        input_block("What kind of change?", kind_select, KIND_BLOCK, dispatches=True)
    ]
    if form.draft is not None:
        blocks += _present(form, form.draft)
        blocks += _inputs(form, form.draft)
    return blocks


def _present(form: ProposalForm, draft: Proposal) -> Iterator[Block]:
    """Yield what the term says now where the change would be made."""
    term = form.term
    there = "There already"
    match draft.kind:
        case Kind.REWORD_FOR_ROLE:
            yield _role_select(form)
            if form.role:
                wording = wording_for(term, form.role)
                remark = wording_label(wording, form.role, form.config)[1]
                yield headed_quote("Now", wording.text, TEXT_LIMIT, remark)
        case Kind.REWORD_SHORT_DEF | Kind.SOMETHING_ELSE:
            yield headed_quote("Now", term.definition, TEXT_LIMIT)
        case Kind.OUT_OF_DATE:
            trust = ", ".join(trust_words(term.status, term.last_reviewed_on, 0))
            yield small(f"{trust}. Once accepted, it is a draft until it has been reviewed.")
        case Kind.ADD_SOURCE if term.citations:
            links = [(one.source, one.url) for one in term.citations[:_ITEMS]]
            yield headed_links(there, links, _ITEM_LIMIT)
        case _:
            items = list(filter(None, present_text(term, draft, form.config).split("\n")))
            if items:
                yield headed_list(there, items[:_ITEMS], _ITEM_LIMIT)


def _role_select(form: ProposalForm) -> Block:
    roles = [(role.title, TermRef.of(None, role).to_value()) for role in form.config.roles[:_ROLES]]
    chosen = TermRef.of(None, form.role).to_value()
    element = choice(ActionId.CHOOSE_WORDING, roles, chosen)
    return input_block("For which role?", element, f"role|{chosen}", dispatches=True)


def _inputs(form: ProposalForm, draft: Proposal) -> Iterator[Block]:
    kind = draft.kind
    words = KIND_WORDS[kind]
    own = _own_id(kind, form.term, form.role if draft.role_id else None)
    if kind is Kind.REWORD_FOR_ROLE and form.role is None:
        return
    element: InputInteractiveElement
    if kind is Kind.ADD_RELATED:
        element = ExternalDataSelectElement(
            action_id=FieldId.RELATED_TERM, placeholder=_PLACEHOLDER, min_query_length=0
        )
    else:
        # A text that is there and is longer can still be reworded.
        limit = max(LONGEST_OF_KIND.get(kind, TEXT_LIMIT), min(len(draft.text), TEXT_LIMIT))
        element = text_input(FieldId.TEXT, draft.text, lines=kind in _MULTILINE, limit=limit)
    if kind.has_text:
        hint = f"Chosen so far: {draft.text}." if kind is Kind.ADD_RELATED and draft.text else ""
        optional = bool(hint)
        yield input_block(
            words.asks, element, f"text|{own}", hint=hint or words.hint, optional=optional
        )
    if kind is Kind.ADD_SOURCE:
        address = UrlInputElement(action_id=FieldId.URL, initial_value=draft.url or None)
        yield input_block("Its address", address, f"url|{own}", hint="Begins with https://")


def _own_id(kind: Kind, term: Term, role: Role | None) -> str:
    """Return what the ids of a kind's inputs end in, of a role's wording with the role."""
    return f"{kind}|{TermRef.of(term, role).to_value()}"


@dataclass(frozen=True, slots=True)
class Filled:
    """A form's values. ``values`` and ``block_ids`` go by the inputs' action ids."""

    values: Mapping[str, str]
    block_ids: Mapping[str, str]

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> Filled:
        """Read a view as Slack sends it back, without invisible characters."""
        values: dict[str, str] = {}
        block_ids: dict[str, str] = {}
        state = view.get("state") or {}
        for block_id, elements in state.get("values", {}).items():
            for action_id, entry in elements.items():
                option = entry.get("selected_option") or {}
                several = entry.get("selected_options") or []
                said = entry.get("value") or option.get("value") or ""
                said = said or (several[0]["value"] if several else "")
                values[action_id] = clean_text(said).strip()
                block_ids[action_id] = block_id
        return cls(values, block_ids)

    def value(self, field: str) -> str:
        """Return what a field holds, or nothing."""
        return self.values.get(field, "")

    @property
    def kind(self) -> Kind | None:
        """The kind of change that is chosen."""
        chosen = self.value(ActionId.CHOOSE_KIND)
        return Kind(chosen) if chosen in _KINDS else None

    def role(self, config: GlossaryConfig) -> Role | None:
        """Return the role whose wording is chosen."""
        return TermRef.parse(self.value(ActionId.CHOOSE_WORDING)).role_in(config)

    def proposal(self, glossary: Glossary, suggested: Proposal | None = None) -> Proposal | None:
        """Return the change as it is written; a related term not chosen again is as suggested."""
        kind = self.kind
        if kind is None:
            return None
        text = self.value(FieldId.TEXT)
        role_id = url = None
        match kind:
            case Kind.REWORD_FOR_ROLE:
                role = self.role(glossary.config)
                role_id = role.id if role else None
            case Kind.ADD_SOURCE:
                url = self.value(FieldId.URL)
            case Kind.ADD_RELATED:
                related = TermRef.parse(self.value(FieldId.RELATED_TERM)).term_in(glossary)
                was = suggested.text if suggested and suggested.kind is kind else ""
                text = related.title if related else was
            case _:
                pass
        return Proposal(kind, text, role_id, url)

    def is_drawn_for(self, proposal: Proposal, term: Term, config: GlossaryConfig) -> bool:
        """Whether the inputs were those for this change.

        Somebody may choose another kind or role and send the form before it is redrawn.
        """
        own = _own_id(proposal.kind, term, config.role(proposal.role_id or ""))
        text = FieldId.RELATED_TERM if proposal.kind is Kind.ADD_RELATED else FieldId.TEXT
        wanted = {text: f"text|{own}"} if proposal.kind.has_text else {}
        if proposal.kind is Kind.ADD_SOURCE:
            wanted[FieldId.URL] = f"url|{own}"
        return wanted.items() <= dict(self.block_ids).items()
