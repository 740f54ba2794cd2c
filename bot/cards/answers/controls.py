"""What can be done from an answer: buttons, and the select that leads on from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import (
    MarkdownTextObject,
    Option,
    OptionGroup,
    SectionBlock,
    StaticSelectElement,
)

from bot.cards.browse.roles import role_select
from bot.cards.kit.answer_row import Row, row_id
from bot.cards.kit.blocks import button, plain
from bot.cards.kit.ids import ActionId
from bot.cards.kit.mrkdwn import literal, shown
from bot.cards.kit.nearest_ref import NearestRef
from bot.cards.kit.next_ref import Next, NextRef
from bot.cards.kit.phrases import deprecation_words, reader_words
from bot.cards.kit.shared_ref import SharedRef
from bot.cards.kit.size import size_of
from bot.cards.kit.term_buttons import relation_button, that_lead_on
from bot.cards.kit.term_ref import TermRef
from bot.glossary.search.result import Found, Nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block, ButtonElement, InteractiveElement

    from bot.cards.answers.answer import Answer

_TEXT_LIMIT = 75  # of an option, and of a group's name
_LIMIT = 600
_OPTIONS = 100
_OPTIONS_BYTES = 4500
_RELATED = "Related terms"
_ROLES = "In another role's words"
TAKE_BACK = "Take it back"


def more_button(answer: Answer, *, for_role: bool = True) -> ButtonElement:
    """Return the button that opens all the glossary says of the term."""
    ref = TermRef.of(answer.term, answer.role if for_role else None)
    label = f"All about {answer.term.title}"
    return button("More", ActionId.OPEN_FULL_DEFINITION, ref.to_value(), label=label)


def share_button(answer: Answer, *, in_thread: bool) -> ButtonElement:
    """Return the button that puts the answer before everybody."""
    label = f"Share in this {'thread' if in_thread else 'channel'}"
    ref = TermRef.of(answer.term, answer.role)
    return button("Share", ActionId.SHARE, ref.to_value(), label=label)


def not_meant_button(nearest: Nearest) -> ButtonElement:
    """Return the button that says that the nearest term is not what was asked."""
    ref = NearestRef(nearest.term.slug, nearest.query)
    return button("Not what I meant", ActionId.NOT_MEANT, ref.to_value())


def next_select(answer: Answer) -> list[StaticSelectElement]:
    """Return the one select: other terms, and the same term in another role's words.

    Of very many, those that leave room for the rest of a message.
    """
    groups = [(_others_title(answer), _others(answer)), (_RELATED, _related(answer))]
    every = answer.config.roles if answer.is_for_roles else ()
    roles = [role for role in every if role.id != answer.role.id]
    groups.append((_ROLES, [NextRef.role(answer.term, role).option(role.title) for role in roles]))
    _bound([options for _, options in groups])
    drawn = [
        OptionGroup(label=plain(title, _TEXT_LIMIT), options=options)
        for title, options in groups
        if options
    ]
    if not drawn:
        return []
    titles = [title for title, options in groups if options]
    placeholder = "Related terms, other roles" if len(titles) > 1 else titles[0]
    return [
        StaticSelectElement(
            action_id=ActionId.CHOOSE_NEXT,
            placeholder=plain(placeholder, _TEXT_LIMIT),
            option_groups=drawn,
        )
    ]


def _others_title(answer: Answer) -> str:
    if isinstance(answer.found, Nearest):
        return "Other near terms"
    return f"Also “{shown(answer.found.label, _TEXT_LIMIT)}”" if answer.found else ""


def _others(answer: Answer) -> list[Option]:
    """Return the other terms that what was typed may mean."""
    match answer.found:
        case Found(also=terms):
            kind = Next.TERM
        case Nearest(others=terms):
            kind = Next.NEAR
        case _:
            return []
    return [NextRef.term(term, answer.role, kind).option(term.title) for term in terms]


def _related(answer: Answer) -> list[Option]:
    return [
        NextRef.relation(relation.label, relation.terms, answer.role).option(relation.title)
        for relation in that_lead_on(answer.term, answer.relations)
    ]


def _bound(lists: Sequence[list[Option]]) -> None:
    """Take away from the longest list until all together leave room for the message."""

    def is_too_much() -> bool:
        options = [option for one in lists for option in one]
        size = size_of([option.to_dict() for option in options])
        return len(options) > _OPTIONS or size > _OPTIONS_BYTES

    while is_too_much():
        max(lists, key=len).pop()


def replacement_section(answer: Answer) -> list[Block]:
    """Return where to go from a term that is no longer to be used: said before anything else."""
    if not answer.is_deprecated:
        return []
    words = f"*Deprecated.* {literal(deprecation_words(answer.replaced_by), _LIMIT)}"
    follow = None
    if answer.replaced_by and answer.replaced_by.terms:
        follow = relation_button(answer.replaced_by, answer.role, 0, primary=True)
    return [_section(answer, Row.REPLACEMENT, words, follow)]


def reader_section(answer: Answer) -> list[Block]:
    """Return for whom this is, and how to change that: for once chosen, or never yet."""
    words = reader_words(answer)
    if not words:
        return []
    words = literal(words, _LIMIT)
    value = TermRef.of(answer.term, answer.role).to_value()
    if answer.offers_role:
        label = f"Keep {answer.role.title} as my role"
        keep = button("Keep this role", ActionId.KEEP_ROLE, value, label=label)
        return [_section(answer, Row.READER, words, keep)]
    roles, proposed = answer.config.roles, answer.proposed_role
    placeholder = f"{proposed.title}?" if proposed else "Choose your role"
    if proposed:
        roles = (proposed, *(role for role in roles if role != proposed))
    select = role_select(ActionId.KEEP_ROLE, placeholder, roles, answer.term)
    return [_section(answer, Row.READER, words, select[0] if select else None)]


def shared_section(answer: Answer, notice: str, shared_ts: str) -> list[Block]:
    """Return what a press has just done, with the way to take a shared answer back."""
    if not notice:
        return []
    ref = SharedRef(shared_ts, TermRef.of(answer.term, answer.role))
    take_back = button(TAKE_BACK, ActionId.TAKE_BACK, ref.to_value()) if shared_ts else None
    return [_section(answer, Row.NOTICE, literal(notice, _LIMIT), take_back)]


def _section(
    answer: Answer, row: Row, mrkdwn: str, accessory: InteractiveElement | None
) -> SectionBlock:
    return SectionBlock(
        text=MarkdownTextObject(text=mrkdwn, verbatim=True),
        block_id=row_id(row, TermRef.of(answer.term, answer.role), answer.asked),
        accessory=accessory,
    )
