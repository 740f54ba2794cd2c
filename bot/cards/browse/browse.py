"""Leafing through the glossary: the shelves that there are, and a page of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock

from bot.cards.answers.choices import search_button
from bot.cards.browse.page_ref import PageRef
from bot.cards.kit.blocks import actions, button, header, small
from bot.cards.kit.card import Card
from bot.cards.kit.counting import counted
from bot.cards.kit.dates import dated
from bot.cards.kit.ids import ActionId, numbered
from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import literal, shown
from bot.cards.kit.phrases import heading
from bot.cards.kit.rich_text import paragraph
from bot.cards.kit.size import most_that_fit
from bot.cards.kit.term_ref import TermRef

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from slack_sdk.models.blocks import Block

    from bot.glossary.browse.shelves import Shelf
    from bot.glossary.model import Term

_TITLE_LIMIT = 150
_NAME_LIMIT = 50
_DEFINITION_LIMIT = 170
_DESCRIPTION_LIMIT = 300
_SPOKEN_LIMIT = 3000
# Slack takes 25 buttons in a row; with more than three rows of shelves, people type a name.
_SHELVES_IN_A_ROW = 20
_MOST_SHELVES = 60
# The numbers of the buttons that lead to shelves, by their place.
_CATEGORIES, _ROLES, _ALL, _TURN = 0, 100, 200, 300


@dataclass(frozen=True, slots=True)
class Row:
    """One term of a page, and the remark next to its name; ``day`` is a day in that remark."""

    term: Term
    remark: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """A page of a shelf; ``number`` counts from 0."""

    shelf: Shelf
    rows: tuple[Row, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Shelves:
    """Every shelf that people can go to."""

    all_terms: Shelf
    categories: tuple[Shelf, ...]
    roles: tuple[Shelf, ...]


def terms_words(count: int) -> str:
    """Return a number of terms in words."""
    return counted(count, "term")


def term_row(row: Row) -> SectionBlock:
    """Return a term with its definition in brief, and the button that opens it."""
    term = row.term
    remark = f" · {literal(row.remark, _TITLE_LIMIT)}" if row.remark else ""
    remark = dated(remark, row.day) if row.day else remark
    words = literal(plain_words(term.definition), _DEFINITION_LIMIT)
    return SectionBlock(
        text=MarkdownTextObject(
            text=f"*{literal(heading(term), _TITLE_LIMIT)}*{remark}\n{words}", verbatim=True
        ),
        accessory=button(
            "Read", ActionId.READ_TERM, TermRef.of(term).to_value(), label=f"Read {term.title}"
        ),
    )


def shelves_blocks(shelves: Shelves, most: int = _MOST_SHELVES) -> list[Block]:
    """Return the ways into the glossary: by category, by role, this many of each; all of it."""
    whole = _shelf_buttons((shelves.all_terms,), _ALL)
    return [
        *_headed("By category", _shelf_buttons(shelves.categories[:most], _CATEGORIES)),
        *(
            [small("More categories: type /glossary browse and the name of one.")]
            if len(shelves.categories) > most
            else []
        ),
        *_headed("By role", _shelf_buttons(shelves.roles[:most], _ROLES)),
        *_headed("In alphabetical order", whole),
    ]


def shelves_card(shelves: Shelves, notice: str = "") -> Card:
    """Return what there is to browse; ``notice`` says why, if the reader didn't ask for it."""
    listed = ", ".join(f"{shelf.title} ({shelf.count:,})" for shelf in shelves.categories)
    spoken = f"{notice} Browse {terms_words(shelves.all_terms.count)}. Categories: {listed}."

    def draw(most: int) -> Card:
        return Card(
            literal(spoken, _SPOKEN_LIMIT),
            [
                *([paragraph(notice, _DESCRIPTION_LIMIT)] if notice else []),
                header("Browse the glossary"),
                *shelves_blocks(shelves, most),
                *actions([search_button()]),
            ],
        )

    return most_that_fit(draw, _MOST_SHELVES)


def page_blocks(page: ShelfPage) -> list[Block]:
    """Return a page with its heading, its terms and the buttons that turn it."""
    shelf = page.shelf
    return [
        header(shelf.title),
        *([paragraph(shelf.description, _DESCRIPTION_LIMIT)] if shelf.description else []),
        small(_place(page)),
        *(term_row(row) for row in page.rows),
        *_locks(page),
    ]


def page_card(page: ShelfPage) -> Card:
    """Return a page as a message of its own."""
    names = ", ".join(row.term.title for row in page.rows)
    return Card(
        literal(f"{page.shelf.title}, {_place(page)}: {names}", _SPOKEN_LIMIT), page_blocks(page)
    )


def _place(page: ShelfPage) -> str:
    count = terms_words(page.shelf.count)
    return f"{count} · page {page.number + 1} of {page.pages}" if page.pages > 1 else count


def _locks(page: ShelfPage) -> list[Block]:
    locks = (("Previous", page.number - 1), ("Next", page.number + 1))
    return actions(
        [
            button(
                text,
                numbered(ActionId.BROWSE, _TURN + place),
                PageRef.of(page.shelf, number).to_value(),
                label=f"{text} page of {page.shelf.title}",
            )
            for place, (text, number) in enumerate(locks)
            if 0 <= number < page.pages
        ]
    )


def _headed(title: str, blocks: list[Block]) -> list[Block]:
    return [small(title), *blocks] if blocks else []


def _shelf_buttons(shelves: Sequence[Shelf], first: int) -> list[Block]:
    """Return a button for each shelf that holds anything, in rows."""
    buttons = [
        button(
            f"{shown(shelf.title, _NAME_LIMIT)} · {shelf.count:,}",
            numbered(ActionId.BROWSE, number),
            PageRef.of(shelf).to_value(),
            label=f"Browse {shown(shelf.title, _NAME_LIMIT)}: {terms_words(shelf.count)}",
        )
        for number, shelf in enumerate(shelves, first)
        if shelf.count
    ]
    return [
        block
        for start in range(0, len(buttons), _SHELVES_IN_A_ROW)
        for block in actions(buttons[start : start + _SHELVES_IN_A_ROW])
    ]
