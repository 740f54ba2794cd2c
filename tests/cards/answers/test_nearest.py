from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.cards.answers.answer import build_answer
from bot.cards.answers.data import lookup_data
from bot.cards.answers.definition import definition_card
from bot.cards.answers.terminal import lookup_drawing
from bot.cards.kit.nearest_ref import NearestRef
from bot.glossary.search.result import Nearest, Nothing, Suggestions
from tests.builders import a_glossary, a_term
from tests.cards.answers.test_terminal import printed
from tests.reading import buttons, select, texts

if TYPE_CHECKING:
    from bot.cards.kit.card import Card
    from bot.glossary.model import Term

GROUNDING = a_term("grounding")
OTHERS = (a_term("ground truth"), a_term("groundwork"))
GLOSSARY = a_glossary(GROUNDING, *OTHERS)
ROLE = GLOSSARY.config.roles[0]
ANSWER = build_answer(GLOSSARY, GROUNDING, ROLE, date(2026, 10, 1))


def drawn(*, query: str = "groundedness", others: tuple[Term, ...] = OTHERS) -> Card:
    return definition_card(replace(ANSWER, found=Nearest(query, GROUNDING, others)))


def test_the_heading_says_that_it_is_no_exact_match() -> None:
    """Seen first, and heard first; the card follows at once."""
    card = drawn()

    assert texts(card.to_message())[0] == "No exact match for “groundedness”. Nearest: grounding"
    assert card.text.startswith(
        "No exact match for “groundedness”. Nearest: grounding. "
        "Also near: ground truth, groundwork. What grounding means"
    )
    assert GROUNDING.audiences["exec"] in str(card.to_message())


def test_the_others_are_a_choice_and_it_can_be_wrong() -> None:
    """Both stand among the controls; what isn't sure can't be shared in one press."""
    card = drawn().to_message()
    group = select(card, "choose_next")["option_groups"][0]

    assert "Other near terms" == group["label"]["text"]
    assert ["ground truth", "groundwork"] == [o["text"]["text"] for o in group["options"]]
    ref = NearestRef.parse(buttons(card)["Not what I meant"]["value"])
    assert NearestRef("grounding", "groundedness") == ref
    assert not any("Share" in name for name in buttons(card))


def test_without_others_there_is_no_group_of_them() -> None:
    """A group with no option is one that Slack refuses."""
    (group,) = select(drawn(others=()).to_message(), "choose_next")["option_groups"]

    assert "In another role's words" == group["label"]["text"]


def test_a_pasted_page_leaves_room_for_the_term() -> None:
    """The heading has to say which term it is, and a button carries so much and no more."""
    card = drawn(query="<!channel> " * 400).to_message()

    assert texts(card)[0].endswith("Nearest: grounding")
    assert len(texts(card)[0]) <= 150
    assert len(buttons(card)["Not what I meant"]["value"]) <= 2000
    assert "<!channel>" not in card["text"]


def test_a_program_reads_the_same() -> None:
    """The term with all its fields, and what else is near."""
    data = lookup_data(Nearest("groundedness", GROUNDING, OTHERS), ANSWER)

    assert ("nearest", "groundedness", "grounding") == (data["match"], data["query"], data["slug"])
    assert ["ground-truth", "groundwork"] == [other["slug"] for other in data["others"]]


def test_a_terminal_shows_the_same() -> None:
    """The heading, then the answer."""
    told = printed(lookup_drawing(Nearest("groundedness", GROUNDING), ANSWER))

    assert told.startswith("No exact match for “groundedness”. Nearest: grounding\n\ngrounding\n")
    assert GROUNDING.do[0].text in told


def test_without_the_term_the_others_are_left() -> None:
    """Or nothing is."""
    assert Suggestions("x", OTHERS) == Nearest("x", GROUNDING, OTHERS).without("grounding")
    assert Nothing("x") == Nearest("x", GROUNDING).without("grounding")
    left = (GROUNDING, *OTHERS[1:])
    assert Suggestions("x", left) == Nearest("x", GROUNDING, OTHERS).without(OTHERS[0].slug)
