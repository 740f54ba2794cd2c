"""The definition card: one term in one role's words, to be read in one glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.answers.fallback_text import spoken
from bot.cards.browse.roles import another_role_select, keep_role_offer
from bot.cards.clarifications.suggestion import suggest_button
from bot.cards.kit.blocks import actions, button, header, small, small_mrkdwn
from bot.cards.kit.card import Card
from bot.cards.kit.dates import small_dated
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import link, literal
from bot.cards.kit.phrases import (
    also_words,
    deprecation_words,
    facts,
    heading,
    is_repeated,
    match_words,
    takeaway_label,
    unknown_role_words,
    wording_label,
)
from bot.cards.kit.rich_text import (
    definition,
    definition_list,
    headed_paragraph,
    quoted_definition,
)
from bot.cards.kit.term_buttons import relation_button, term_button, that_lead_on
from bot.cards.kit.term_ref import TermRef
from bot.glossary.wording import WordingSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.models.blocks import Block, InteractiveElement

    from bot.cards.answers.answer import Answer
    from bot.glossary.model import Role, Term

# One glance: longer texts are cut here; *Full definition* shows them whole. Together
# these stay far below what Slack takes in one message.
_PARAGRAPH_LIMIT = 900
_ITEM_LIMIT = 300
_ITEMS = 4
_BUTTONS = 5
_SOURCES = 3
_SOURCE_LIMIT = 60
_SAID_LIMIT = 450

# The numbers of the buttons that open terms, by their place.
_RELATED, _ALSO, _REPLACEMENT = 0, _BUTTONS, 2 * _BUTTONS


def _matched(answer: Answer) -> list[Block]:
    """How the query led here, and which other terms bear the same label."""
    found = answer.found
    if not found:
        return []
    words = (match_words(found), _unknown_role(answer))
    lines: list[Block] = [small(line) for line in words if line]
    if found.also:
        lines.append(small(also_words(found)))
        others = enumerate(found.also[:_BUTTONS], _ALSO)
        lines += actions([term_button(term, answer.role, number) for number, term in others])
    return lines


def _unknown_role(answer: Answer) -> str:
    return unknown_role_words(answer.unknown_role, answer.role) if answer.unknown_role else ""


def _how_found(answer: Answer) -> Iterator[str]:
    """Yield the same in running text."""
    if answer.found:
        yield match_words(answer.found) or ""
        yield _unknown_role(answer)
    if answer.found and answer.found.also:
        others = ", ".join(term.title for term in answer.found.also[:_BUTTONS])
        yield f"{also_words(answer.found)} {others}."


def replacement(answer: Answer) -> list[Block]:
    """Return where to go from a term that is no longer to be used: said before anything else."""
    if not answer.is_deprecated:
        return []
    words = headed_paragraph("Deprecated", deprecation_words(answer.replaced_by), _PARAGRAPH_LIMIT)
    if not answer.replaced_by or not answer.replaced_by.terms:
        return [words]
    follow = relation_button(answer.replaced_by, answer.role, _REPLACEMENT, primary=True)
    return [words, *actions([follow])]


def is_shown_for_role(answer: Answer) -> bool:
    """Whether the definition itself is the role's wording, so that it isn't repeated."""
    return answer.has_wordings and answer.wording.source is WordingSource.GENERAL


def role_words(answer: Answer, limit: int = _PARAGRAPH_LIMIT) -> list[Block]:
    """Return the role's wording, labelled honestly, and what the term asks of that role."""
    wording, takeaway = answer.wording, answer.takeaway
    blocks: list[Block] = []
    if answer.has_wordings:
        title, remark = wording_label(wording, answer.role, answer.config)
        blocks.append(quoted_definition(wording.text, limit, title, remark))
    if takeaway:
        title, remark = takeaway_label(takeaway, answer.role)
        blocks.append(definition(takeaway.text, limit, title, remark))
    return blocks


def _practice(answer: Answer) -> list[Block]:
    lists = (("Do", answer.do), ("Don't", answer.dont))
    return [definition_list(title, items[:_ITEMS], _ITEM_LIMIT) for title, items in lists if items]


def _sources(answer: Answer) -> list[Block]:
    links = [link(words, url, _SOURCE_LIMIT) for words, url in answer.sources[:_SOURCES]]
    return [small_mrkdwn(f"Sources: {' · '.join(links)}")] if links else []


def _related(answer: Answer) -> list[Block]:
    relations = that_lead_on(answer.term, answer.relations)[:_BUTTONS]
    buttons = [
        relation_button(relation, answer.role, number)
        for number, relation in enumerate(relations, _RELATED)
    ]
    return [small("Related"), *actions(buttons)] if buttons else []


def _is_cut(answer: Answer) -> bool:
    """Whether this card shows less of a part than there is of it."""
    takeaway = answer.takeaway
    paragraphs = (answer.term.definition, answer.wording.text, takeaway and takeaway.text)
    return (
        any(len(text) > _PARAGRAPH_LIMIT for text in paragraphs if text)
        or max(len(answer.do), len(answer.dont)) > _ITEMS
        or any(len(item) > _ITEM_LIMIT for item in answer.do + answer.dont)
    )


def reading(answer: Answer) -> list[Block]:
    """Return what there is to read of an answer, without what can be done with it."""
    return [
        header(heading(answer.term)),
        small_dated(facts(answer), answer.term.last_reviewed_on),
        *replacement(answer),
        *(
            []
            if is_shown_for_role(answer)
            else [definition(answer.term.definition, _PARAGRAPH_LIMIT)]
        ),
        *role_words(answer),
        *_practice(answer),
        *([small("Shortened. “Full definition” shows all of it.")] if _is_cut(answer) else []),
        *_sources(answer),
    ]


def full_definition_button(answer: Answer, role: Role | None = None) -> list[InteractiveElement]:
    """Return the button that opens all the glossary says of the term, where that is more."""
    if not (_is_cut(answer) or says_more(answer.term)):
        return []
    value = TermRef.of(answer.term, role).to_value()
    return [button("Full definition", ActionId.OPEN_FULL_DEFINITION, value)]


def says_more(term: Term) -> bool:
    """Whether a term's file says more than a name, a definition and where that comes from."""
    both = term.short_def and term.long_def and not is_repeated(term.long_def, term.short_def)
    lists = (term.aliases, term.categories, term.broader, term.narrower, term.related)
    more = (*lists, term.nist_rmf_tags, term.risk_notes, term.license, term.replaced_by)
    return bool(both or term.addresses_readers or any(more))


def definition_blocks(
    answer: Answer, *, can_share: bool, in_thread: bool = False, notice: str = ""
) -> list[Block]:
    """Return the answer with all that can be done from it."""
    head, facts_line, *body = reading(answer)
    ref = TermRef.of(answer.term, answer.role).to_value()
    where = "thread" if in_thread else "channel"
    share = [button(f"Share in {where}", ActionId.SHARE, ref)] if can_share else []
    return [
        head,
        facts_line,
        *_matched(answer),
        *body,
        *_related(answer),
        # The block's id changes with what it offers, or Slack would keep the old choice selected.
        *actions(
            [
                *full_definition_button(answer, answer.role),
                *share,
                *another_role_select(answer),
                suggest_button(answer.term, answer.role),
            ],
            block_id=f"answer|{ref}",
        ),
        *keep_role_offer(answer),
        *([small(notice)] if notice else []),
    ]


def definition_card(
    answer: Answer, *, can_share: bool = True, in_thread: bool = False, notice: str = ""
) -> Card:
    """Return the answer to a lookup; ``notice`` says what a press has just done."""
    said = " ".join(filter(None, (notice, *_how_found(answer))))
    before = f"{literal(said, _SAID_LIMIT)} " if said else ""
    blocks = definition_blocks(answer, can_share=can_share, in_thread=in_thread, notice=notice)
    return Card(before + spoken(answer), blocks)
