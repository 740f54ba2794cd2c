"""The Home tab: the reader's role, the search, the shelves, and new, due and missing terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import (
    DividerBlock,
    ExternalDataSelectElement,
    MarkdownTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.cards.browse.browse import Row, page_blocks, shelves_blocks, term_row, terms_words
from bot.cards.browse.page_ref import PageRef
from bot.cards.browse.roles import ROLES_LIMIT, role_option
from bot.cards.clarifications.request import people_asking
from bot.cards.home.suggestions import my_suggestions, open_suggestions
from bot.cards.kit.blocks import actions, button, header, small
from bot.cards.kit.counting import counted
from bot.cards.kit.ids import ActionId, CallbackId, numbered
from bot.cards.kit.mrkdwn import literal, shown
from bot.cards.kit.phrases import day, days, in_sentence
from bot.cards.kit.rich_text import labelled_list
from bot.cards.kit.term_ref import TermRef
from bot.command_name import define_command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.cards.browse.browse import ShelfPage, Shelves
    from bot.cards.clarifications.clarification import StewardsView
    from bot.clarifications.records import TermRequest
    from bot.glossary.browse.shelves import Shelf
    from bot.glossary.model import GlossaryConfig, Role, Term
    from bot.glossary.statistics import Missing
    from bot.reviews.queue import DueTerm

_NAME_LIMIT = 60
_TEXT_LIMIT = 300
MOST_DUE = 5
_ALL_DUE = 400  # behind the numbers that bot.cards.browse.browse gives its buttons


@dataclass(frozen=True, slots=True)
class Due:
    """What waits for the reader, who is a steward; ``writable`` are the slugs that may change.

    The tab shows the first few reviews and suggestions, and how many there are in all;
    snoozed reviews are due too, but not pressing.
    """

    shelf: Shelf
    pressing: tuple[DueTerm, ...]
    writable: frozenset[str]
    undecided: tuple[StewardsView, ...] = ()
    undecided_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What one reader sees; ``due`` is None for people who are not stewards.

    ``searched`` is the term that was chosen in the search last;
    ``example`` is a name that can be looked up.
    """

    config: GlossaryConfig
    role: Role
    shelves: Shelves
    revised: tuple[Term, ...]
    term_of_the_week: tuple[Term, date] | None
    requested: tuple[TermRequest, ...]
    missing: tuple[Missing, ...]
    suggested: tuple[StewardsView, ...]
    due: Due | None
    example: str = ""
    searched: Term | None = None
    notice: str = ""


def home_view(home: Home) -> View:
    """Return the tab as it opens."""
    count, example = home.shelves.all_terms.count, shown(home.example, _NAME_LIMIT)
    whose = "" if home.role.is_everybody else ", explained in the words of your role"
    return _view(
        [
            header(home.config.name),
            small(f"{terms_words(count)}{whose}. Only you see this."),
            *([small(f"In any channel, type {define_command()} {example}.")] if example else []),
            *([small(home.notice)] if home.notice else []),
            *actions([_search()], block_id=f"find|{TermRef.of(home.searched).to_value()}"),
            *_role(home),
            *(open_suggestions(home.due.undecided, home.due.undecided_count) if home.due else []),
            *_due(home.due),
            *_term_of_the_week(home),
            DividerBlock(),
            header("Browse"),
            *shelves_blocks(home.shelves),
            *_revised(home.revised),
            *_missing(home),
            *my_suggestions(home.suggested),
        ]
    )


def home_page_view(page: ShelfPage) -> View:
    """Return a page of a shelf in the tab, with the way back."""
    back = button("Back to the overview", ActionId.OPEN_HOME, "home")
    return _view([*actions([back]), *page_blocks(page)])


def _view(blocks: Sequence[Block]) -> View:
    return View(type="home", callback_id=CallbackId.HOME, blocks=blocks)


def _search() -> ExternalDataSelectElement:
    return ExternalDataSelectElement(
        action_id=ActionId.FIND_TERM,
        placeholder="Type a term or an abbreviation",
        min_query_length=0,
    )


def _role(home: Home) -> list[Block]:
    role = home.role
    if role.is_everybody:
        return []
    others = [other for other in home.config.roles if other.id != role.id][: ROLES_LIMIT - 1]
    reader = in_sentence(literal(role.title, _NAME_LIMIT))
    select = StaticSelectElement(
        action_id=ActionId.SET_HOME_ROLE,
        placeholder="My role",
        options=[role_option(one) for one in (role, *others)],
        initial_option=role_option(role),
    )
    return [
        SectionBlock(
            text=MarkdownTextObject(
                text=f"*Your role*\nTerms are explained to you for {reader}.", verbatim=True
            ),
            accessory=select,
            block_id=f"role|{TermRef.of(None, role).to_value()}",
        )
    ]


def _due(due: Due | None) -> list[Block]:
    """Return what a steward can decide here, the most pressing first."""
    if due is None:
        return []
    if not due.pressing:
        return [DividerBlock(), header("Due for review"), small("Nothing is due for review.")]
    blocks: list[Block] = [
        DividerBlock(),
        header("Due for review"),
        small("You see this because you are a steward. The most pressing first."),
    ]
    for number, one in enumerate(due.pressing):
        late = one.days_overdue
        remark = f"overdue by {days(late)}" if late else "due today"
        blocks.append(term_row(Row(one.term, remark)))
        blocks += actions(_decisions(one.term, number, writable=one.term.slug in due.writable))
    if due.shelf.count > len(due.pressing):
        blocks.append(_more_due(due.shelf, due.shelf.count - len(due.pressing)))
    return blocks


def _more_due(shelf: Shelf, more: int) -> SectionBlock:
    """Return the way to all that is due, set apart from the buttons of the last term above it."""
    every = button(
        f"See all {shelf.count:,}",
        numbered(ActionId.BROWSE, _ALL_DUE),
        PageRef.of(shelf).to_value(),
        label=f"See all {shelf.count:,} terms that are due for review",
    )
    verb = "is" if more == 1 else "are"
    text = MarkdownTextObject(text=f"{more:,} more {verb} due for review.", verbatim=True)
    return SectionBlock(text=text, accessory=every)


def _decisions(term: Term, number: int, *, writable: bool) -> list[ButtonElement]:
    ref = TermRef.of(term).to_value()
    confirm = button(
        "Still correct",
        numbered(ActionId.CONFIRM_AT_HOME, number),
        ref,
        label=f"Still correct: {term.title}",
    )
    snooze = button(
        "Snooze 2 weeks",
        numbered(ActionId.SNOOZE_AT_HOME, number),
        ref,
        label=f"Snooze 2 weeks: {term.title}",
    )
    return [confirm, snooze] if writable else [snooze]


def _term_of_the_week(home: Home) -> list[Block]:
    if home.term_of_the_week is None:
        return []
    term, posted_on = home.term_of_the_week
    return [
        DividerBlock(),
        header("Term of the week"),
        term_row(Row(term, f"posted on {day(posted_on)}", posted_on)),
    ]


def _revised(terms: Sequence[Term]) -> list[Block]:
    rows = [
        term_row(Row(term, f"reviewed on {day(on)}", on))
        for term in terms
        if (on := term.last_reviewed_on)
    ]
    return [DividerBlock(), header("Recently revised"), *rows] if rows else []


def _missing(home: Home) -> list[Block]:
    lists = [
        (
            "Requested",
            [(one.label, people_asking(one)) for one in home.requested],
        ),
        (
            "Looked up recently, not found",
            [(one.label, counted(one.people, "person", "people")) for one in home.missing],
        ),
    ]
    drawn = [labelled_list(title, items, _TEXT_LIMIT) for title, items in lists if items]
    return [DividerBlock(), header("Missing here"), *drawn] if drawn else []
