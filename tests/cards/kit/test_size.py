"""What Slack would refuse as too long is shortened until it is taken, and says so."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.browse.browse import Shelves, shelves_card
from bot.cards.browse.help import help_card
from bot.cards.kit.blocks import actions, button, header, said_mrkdwn, small
from bot.cards.kit.card import Card
from bot.cards.kit.rich_text import paragraph
from bot.cards.kit.size import MOST_BYTES, fitted, most_that_fit, size_of
from bot.glossary.browse.shelves import Shelf, ShelfKind
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.model import Role
from bot.sandbox.rules.messages import faults_in_message, is_blocks_too_long
from tests.builders import a_glossary, a_term
from tests.reading import words

LONG = "word " * 4000


def card(*texts: str, buttons: int = 0) -> Card:
    pressed = [button("Press", f"press:{n}", "v" * 1900) for n in range(buttons)]
    return Card(
        "text", [header("Title"), *(paragraph(one, 3000) for one in texts), *actions(pressed)]
    )


def test_what_fits_is_left_as_it_is() -> None:
    """To the byte."""
    drawn = card("A sentence.")

    assert [block.to_dict() for block in drawn.blocks] == drawn.to_message()["blocks"]


@pytest.mark.parametrize("text", [LONG, "語" * 3000, "👩🏽‍💻" * 500, "<&>" * 900])
def test_the_longest_texts_are_shortened(text: str) -> None:
    """As little as need be; short ones stay whole, and a line says that it was done."""
    message = card(text, "A short one.", *[text] * 8).to_message()

    assert MOST_BYTES * 0.9 < size_of(message["blocks"]) < MOST_BYTES
    assert "A short one." in words(message)
    assert "Some of this is shortened" in words(message)
    assert faults_in_message(message) == []


def test_it_says_where_the_whole_is_to_be_read() -> None:
    """A person who decides has to read all of it."""
    drawn = replace(card(*[LONG] * 9), whole="“Edit and accept” shows the whole text.")

    assert "“Edit and accept” shows the whole text." in words(drawn.to_message())


@pytest.mark.parametrize("what", ["<@U0123456789>", "<https://example.org/a|a link>", "&amp;"])
def test_a_mention_a_link_and_an_entity_are_cut_whole_or_not_at_all(what: str) -> None:
    """Slack would show half of one as plain text."""
    message = Card("text", [said_mrkdwn(f"{what} " * 90) for _ in range(9)]).to_message()

    assert not is_blocks_too_long(message["blocks"])
    for block in message["blocks"][:-1]:
        assert block["text"]["text"].removesuffix("…").replace(what, "").strip() == ""


def test_what_is_pressed_is_never_shortened() -> None:
    """The bot needs a button's words and value to know its meaning."""
    message = card(*[LONG] * 9, buttons=2).to_message()
    pressed = next(block for block in message["blocks"] if block["type"] == "actions")

    assert ["v" * 1900] * 2 == [one["value"] for one in pressed["elements"]]


def test_buttons_for_which_there_is_no_room_are_left_out() -> None:
    """Without the message nothing could be pressed either."""
    message = card("A short one.", buttons=9).to_message()

    assert not is_blocks_too_long(message["blocks"])
    assert "A short one." in words(message)


@given(st.lists(st.text(max_size=3000), min_size=1, max_size=45), st.integers(0, 5))
def test_whatever_is_said_fits(texts: list[str], buttons: int) -> None:
    """In JSON as Python writes it, which is the longest, and so in any other."""
    message = card(*(text * 3 for text in texts), buttons=buttons).to_message()
    blocks = message["blocks"]

    assert len(json.dumps(blocks, separators=(",", ":")).encode()) <= MOST_BYTES
    assert faults_in_message(message) == []


@pytest.mark.parametrize("count", [0, 1, 5, 500])
def test_as_many_rows_as_fit_are_drawn(count: int) -> None:
    """One more would be too many."""

    def draw(rows: int) -> Card:
        return Card("text", [header("Title"), *[small("row " * 50)] * rows])

    drawn = most_that_fit(draw, count)
    shown = len(drawn.blocks) - 1

    assert size_of([block.to_dict() for block in drawn.blocks]) < MOST_BYTES
    assert shown == count or size_of([b.to_dict() for b in draw(shown + 1).blocks]) >= MOST_BYTES


def test_very_many_roles_and_categories_leave_room_for_the_rest() -> None:
    """A glossary may have a hundred roles, with names in any script."""
    roles = tuple(Role(f"role-{n}" * 5, f"役割 {n} " * 9, "", "exec", "") for n in range(100))
    config = replace(DEFAULT_CONFIG, roles=roles)
    shelf = Shelf(ShelfKind.CATEGORY, "名前 " * 20, "名前 " * 20, 5, "")
    shelves = Shelves(shelf, (shelf,) * 99, (shelf,) * 99)
    browsed = shelves_card(shelves).to_message()
    helped: dict[str, Any] = help_card(a_glossary(a_term(), config=config), roles[0]).to_message()

    for message in (browsed, helped):
        assert not is_blocks_too_long(message["blocks"])
        assert "shortened" not in words(message)
    assert "More categories: type /glossary browse" in words(browsed)


def test_blocks_are_copied_not_changed() -> None:
    """A card is drawn once and sent often."""
    drawn = [block.to_dict() for block in card(*[LONG] * 9).blocks]
    before = json.dumps(drawn)
    fitted(drawn)

    assert before == json.dumps(drawn)
