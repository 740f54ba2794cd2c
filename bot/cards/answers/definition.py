"""The definition card: one term in one role's words, to be read in one glance.

It is as high as a phone shows at once, since a conversation scrolls to its end. What gives way
to that stands under *More*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards.answers.controls import (
    more_button,
    next_select,
    not_meant_button,
    reader_section,
    replacement_section,
    share_button,
    shared_section,
)
from bot.cards.answers.fallback_text import SOURCES, spoken
from bot.cards.answers.glance import fit
from bot.cards.clarifications.suggestion import suggest_button
from bot.cards.kit.answer_row import Row, row_id
from bot.cards.kit.blocks import actions, header, small, small_mrkdwn
from bot.cards.kit.card import Card
from bot.cards.kit.dates import dated
from bot.cards.kit.height import PHONE_ROOM, height_of
from bot.cards.kit.mrkdwn import link, literal
from bot.cards.kit.phrases import (
    facts,
    heading,
    how_found,
    is_repeated,
    nearest_words,
    source_words,
)
from bot.cards.kit.rich_text import RichText
from bot.cards.kit.term_ref import TermRef
from bot.glossary.search.result import Nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block, InteractiveElement

    from bot.cards.answers.answer import Answer
    from bot.cards.answers.glance import Glance

_FACTS_LIMIT = 200
_SOURCE_LIMIT = 30


def definition_card(
    answer: Answer,
    *,
    can_share: bool = True,
    in_thread: bool = False,
    notice: str = "",
    shared_ts: str = "",
) -> Card:
    """Return the answer to a lookup; ``notice`` says what a press has just done.

    ``shared_ts`` is the message by which it was shared, where that can be taken back from here.
    """
    share = [share_button(answer, in_thread=in_thread)] if can_share else []
    blocks, glance = _drawn(answer, share, notice, shared_ts)
    return Card(spoken(glance, notice), blocks)


def definition_blocks(answer: Answer, *, notice: str = "") -> list[Block]:
    """Return the answer as a form shows it, from where it can't be shared."""
    return _drawn(answer, [], notice)[0]


def _drawn(
    answer: Answer, share: Sequence[InteractiveElement], notice: str, shared_ts: str = ""
) -> tuple[list[Block], Glance]:
    """Return the private card. What is only the nearest term isn't sure enough to be shared."""
    offered = (
        [not_meant_button(answer.found)]
        if isinstance(answer.found, Nearest)
        else [*share, suggest_button(answer.term, answer.role)]
    )
    last = [*reader_section(answer), *shared_section(answer, notice, shared_ts)]
    return glance_blocks(answer, [*offered, *next_select(answer)], last)


def glance_blocks(
    answer: Answer,
    controls: Sequence[InteractiveElement],
    last: Sequence[Block] = (),
    *,
    first: Sequence[Block] = (),
) -> tuple[list[Block], Glance]:
    """Return a card's blocks, and its middle: as much as a phone has room for."""
    above = [*first, *_head(answer)]
    row = _row(answer, [more_button(answer), *controls])
    facts_and_sources = facts_line(answer)
    around = [*above, RichText([]), facts_and_sources, *row, *last]
    glance = fit(answer, PHONE_ROOM - height_of([block.to_dict() for block in around]))
    if glance.is_whole and not _says_more(answer):
        row = _row(answer, controls)
    return [*above, glance.block(), facts_and_sources, *row, *last], glance


def _row(answer: Answer, controls: Sequence[InteractiveElement]) -> list[Block]:
    ref = TermRef.of(answer.term, answer.role)
    return actions(controls, row_id(Row.CONTROLS, ref, answer.asked))


def _head(answer: Answer) -> list[Block]:
    """Return the name, what to use in its place, and how what was typed led here."""
    words = nearest_words(answer.found) if isinstance(answer.found, Nearest) else ""
    lines = how_found(answer)
    return [
        header(words or heading(answer.term)),
        *replacement_section(answer),
        *([small(" ".join(lines))] if lines else []),
    ]


def facts_line(answer: Answer, *, with_page: bool = True) -> Block:
    """Return how far to trust it, what it rests on, and where it can be read."""
    said = dated(literal(facts(answer), _FACTS_LIMIT), answer.term.last_reviewed_on)
    sources = [link(source_words(title), url, _SOURCE_LIMIT) for title, url in answer.sources]
    page = [link("web page", answer.page, _SOURCE_LIMIT)] if answer.page and with_page else []
    return small_mrkdwn(" · ".join([said, *sources[:SOURCES], *page]))


def _says_more(answer: Answer) -> bool:
    """Whether the glossary says more of a term than a card that is whole."""
    term = answer.term
    both = term.short_def and term.long_def and not is_repeated(term.long_def, term.short_def)
    aliases = [alias for alias in term.aliases if not is_repeated(alias, term.definition)]
    lists = (aliases, term.categories, term.broader, term.narrower, term.related)
    more = (*lists, term.nist_rmf_tags, term.risk_notes, term.license, term.replaced_by)
    return bool(both or term.addresses_readers or any(more) or len(answer.sources) > SOURCES)
