"""The full definition: everything the glossary says of a term, in a modal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slack_sdk.models.views import View

from bot.cards.answers.controls import replacement_section
from bot.cards.clarifications.suggestion import suggest_button
from bot.cards.kit.blocks import actions, header, small
from bot.cards.kit.dates import small_dated
from bot.cards.kit.ids import CallbackId
from bot.cards.kit.phrases import (
    audience_words,
    facts,
    heading,
    in_sentence,
    is_repeated,
    part_of_speech_words,
    takeaway_label,
    wording_label,
)
from bot.cards.kit.rich_text import (
    definition,
    definition_list,
    headed_links,
    heading_line,
    labelled_definitions,
    quoted_definition,
)
from bot.cards.kit.term_buttons import relation_button, that_lead_on
from bot.glossary.wording import WordingSource, takeaway_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from slack_sdk.models.blocks import Block

    from bot.cards.answers.answer import Answer, Relation
    from bot.glossary.model import Term

_PARAGRAPH_LIMIT = 2900
_PARAGRAPHS = 8
_ITEM_LIMIT = 1000
_ITEMS = 20
_RELATIONS = 20
_BLANK_LINES = re.compile(r"\n\s*\n")


def full_definition_modal(answer: Answer) -> View:
    """Return the modal; terms it names open in its place."""
    term = answer.term
    aliases = ", ".join(term.aliases)
    return View(
        type="modal",
        callback_id=CallbackId.FULL_DEFINITION,
        title="Full definition",
        close="Close",
        blocks=[
            header(heading(term)),
            small_dated(_kind_and_facts(answer), answer.term.last_reviewed_on),
            *([small(f"Also known as {aliases}")] if aliases else []),
            *replacement_section(answer),
            *_short_definition(term),
            *_role_words(answer),
            *_long_definition(term),
            *_lists(answer),
            *_governance(term),
            *_relations(answer),
            *_origin(answer),
            *actions([suggest_button(term, answer.role)]),
        ],
    )


def whole_text(answer: Answer) -> list[Block]:
    """Return what the term's own file says, and no more: for the person who decides on it."""
    term = answer.term
    roles = {role.id: role.title for role in answer.config.roles}
    takeaways = [(roles.get(role, role), text) for role, text in term.takeaways.items()]
    named = (
        ("Also known as", term.aliases),
        ("Matters for", term.roles),
        ("Broader", term.broader),
        ("Narrower", term.narrower),
        ("Related", term.related),
        ("Replaced by", (term.replaced_by,) if term.replaced_by else ()),
    )
    return [
        header(term.title),
        small_dated(_kind_and_facts(answer), answer.term.last_reviewed_on),
        *_short_definition(term),
        *_long_definition(term),
        *_labelled("In other words", _wordings(answer, term.audiences)),
        *_labelled("Takeaways", takeaways),
        *_practice(answer),
        *_governance(term),
        *(small(f"{title}: {', '.join(labels)}") for title, labels in named if labels),
        *_origin(answer),
    ]


def _kind_and_facts(answer: Answer) -> str:
    part = answer.term.part_of_speech
    return " · ".join([*([part_of_speech_words(part)] if part else []), facts(answer)])


def _role_words(answer: Answer) -> list[Block]:
    """Return the role's wording, labelled honestly, and what the term asks of that role."""
    wording, takeaway = answer.wording, answer.takeaway
    blocks: list[Block] = []
    if answer.has_wordings:
        title, remark = wording_label(wording, answer.role, answer.config)
        is_general = wording.source is WordingSource.GENERAL
        blocks.append(
            heading_line(title, remark)
            if is_general
            else quoted_definition(wording.text, _PARAGRAPH_LIMIT, title, remark)
        )
    if takeaway:
        title = f"{takeaway_label(takeaway)} for {in_sentence(answer.role.title)}"
        blocks.append(definition(takeaway.text, _PARAGRAPH_LIMIT, title))
    return blocks


def _short_definition(term: Term) -> list[Block]:
    return [definition(term.short_def, _PARAGRAPH_LIMIT)] if term.short_def else []


def _long_definition(term: Term) -> list[Block]:
    """Return the long definition, where it says more than the short one."""
    if not term.long_def or is_repeated(term.long_def, term.short_def):
        return []
    first, *others = _BLANK_LINES.split(term.long_def.strip())[:_PARAGRAPHS]
    return [
        definition(first, _PARAGRAPH_LIMIT, "In full" if term.short_def else ""),
        *(definition(text, _PARAGRAPH_LIMIT) for text in others),
    ]


def _lists(answer: Answer) -> list[Block]:
    """Return what to do, what not, and what other readers and each category add to it.

    The reader's own words and takeaway are already above.
    """
    shown = answer.wording.audience or answer.role.id
    others = [audience for audience in answer.term.audiences if audience != shown]
    takeaways = [
        (role.title if takeaway.is_own else f"{role.title} (general)", takeaway.text)
        for role in answer.config.roles
        if role != answer.role and (takeaway := takeaway_for(answer.term, role))
    ]
    advice = [
        (category.name, text)
        for category in answer.categories
        for text in category.advice
        if answer.term.addresses_readers
    ]
    return [
        *_practice(answer),
        *_labelled("In other words", _wordings(answer, others)),
        *_labelled("Takeaways for other roles", takeaways),
        *_labelled("In practice", advice),
    ]


def _practice(answer: Answer) -> list[Block]:
    lists = (("Do", answer.do), ("Don't", answer.dont))
    return [definition_list(title, items[:_ITEMS], _ITEM_LIMIT) for title, items in lists if items]


def _wordings(answer: Answer, audiences: Iterable[str]) -> list[tuple[str, str]]:
    return [
        (f"For {audience_words(audience, answer.config)}", answer.term.audiences[audience])
        for audience in audiences
    ]


def _labelled(title: str, items: Sequence[tuple[str, str]]) -> list[Block]:
    return [labelled_definitions(title, items[:_ITEMS], _ITEM_LIMIT)] if items else []


def _governance(term: Term) -> list[Block]:
    blocks: list[Block] = []
    if term.risk_notes:
        blocks.append(definition(term.risk_notes, _PARAGRAPH_LIMIT, "Risks"))
    if term.nist_rmf_tags:
        tags = ", ".join(tag.replace("_", " ") for tag in term.nist_rmf_tags)
        blocks.append(small(f"NIST AI RMF: {tags}"))
    return blocks


def _relations(answer: Answer) -> list[Block]:
    """Three rows of buttons, each with the labels that name nothing here in words beside it."""
    kinds: Sequence[tuple[str, Sequence[Relation]]] = (
        ("Broader", answer.broader),
        ("Narrower", answer.narrower),
        ("Related", answer.related),
    )
    blocks: list[Block] = []
    for row, (title, relations) in enumerate(kinds):
        follow = that_lead_on(answer.term, relations)[:_RELATIONS]
        absent = ", ".join(relation.label for relation in relations if not relation.terms)
        if follow:
            numbered = enumerate(follow, start=(row + 1) * 100)
            buttons = [
                relation_button(relation, answer.role, number) for number, relation in numbered
            ]
            blocks += [small(title), *actions(buttons)]
        if absent:
            blocks.append(small(f"{title}, not in this glossary: {absent}"))
    return blocks


def _origin(answer: Answer) -> list[Block]:
    term, sources = answer.term, answer.sources[:_ITEMS]
    origin = [
        *([f"In {', '.join(term.categories)}"] if term.categories else []),
        *([f"licence {term.license}"] if term.license else []),
        f"file {term.path.parent.name}/{term.path.name}",
    ]
    return [
        *([headed_links("Sources", sources, _ITEM_LIMIT)] if sources else []),
        small(" · ".join(origin)),
    ]
