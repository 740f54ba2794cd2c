from __future__ import annotations

from bot.cards.answers.choices import nothing_card, several_card, several_modal, suggestions_card
from bot.cards.kit.ids import CallbackId
from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.search.result import Several, Suggestions
from tests.builders import a_term
from tests.reading import buttons, options, texts

ROLE = DEFAULT_CONFIG.roles[0]
TOKENS = (a_term("token", context="Security"), a_term("token", context="Finance"))


def test_meanings_are_told_apart_by_their_context() -> None:
    """Each meaning has its definition, and a button with its context."""
    card = several_card(Several("token", "token", TOKENS), ROLE).to_message()

    assert texts(card)[0] == "“token” has 2 meanings here. Which one?"
    assert list(buttons(card)) == ["token (Security)", "token (Finance)"]
    assert TOKENS[0].short_def in texts(card)


def test_the_choice_is_heard_too() -> None:
    """The text names the meanings that can be chosen."""
    card = several_card(Several("token", "token", TOKENS), ROLE)

    assert card.text == (
        "“token” has 2 meanings here. Which one? token (Security), token (Finance)"
    )


def test_more_meanings_than_fit_are_left_to_the_search() -> None:
    """A select holds as many as Slack takes, and the card says how many it leaves out."""
    terms = tuple(a_term("token", context=f"Team {n:03}") for n in range(114))
    card = several_card(Several("token", "token", terms), ROLE).to_message()

    assert "4 more under the search." in texts(card)
    assert "Search the glossary" in buttons(card)


def test_many_meanings_are_ten_to_press_and_a_select() -> None:
    """Meanings tell equal names apart; those of one category are together."""
    terms = tuple(
        a_term(
            "BVA",
            slug=f"bva-{n}",
            short_def=f"Meaning {n}",
            categories=("Boards",) if n % 2 else (),
        )
        for n in range(36)
    )
    card = several_card(Several("BVA", "BVA", terms), ROLE).to_message()
    further = options(card, "open_term:10")

    assert [f"Meaning {n}" for n in range(1, 20, 2)] == list(buttons(card))
    assert 26 == len(further)
    assert "product|bva-0" == further["Meaning 0"]


def test_what_people_look_up_most_comes_first() -> None:
    """The others follow by category, the one with the most of them first."""
    shelves = ("Law", "Boards", "Law", "Eyes", "Boards", "Boards")
    terms = tuple(
        a_term("BVA", slug=f"bva-{n}", short_def=f"Meaning {n}", categories=(shelf,))
        for n, shelf in enumerate(shelves)
    )
    asked = Several("BVA", "BVA", terms, lookups={"bva-3": 5, "bva-2": 2})

    card = several_card(asked, ROLE).to_message()

    assert [f"Meaning {n}" for n in (3, 2, 1, 4, 5, 0)] == list(buttons(card))


def test_a_context_that_repeats_the_definition_is_said_once() -> None:
    """The button says it all."""
    term = a_term("BVA", context="Board of Appeals", short_def="Board of Appeals.")
    card = several_card(Several("BVA", "BVA", (term, a_term("BVA"))), ROLE).to_message()

    assert 1 == str(card["blocks"]).count("'text': 'BVA (Board of Appeals)'")
    assert "Board of Appeals." not in texts(card)


def test_in_a_modal_the_choice_stays_in_that_modal() -> None:
    """A choice in the search form looks as that form shows terms."""
    view = several_modal(Several("token", "token", TOKENS), ROLE, CallbackId.SEARCH).to_dict()

    assert view["callback_id"] == "search"
    assert list(buttons(view)) == ["token (Security)", "token (Finance)"]


def test_suggestions_are_offered_as_guesses() -> None:
    """The card asks about near hits; it never shows them as answers."""
    terms = (a_term("embedding"), a_term("bedding"))
    card = suggestions_card(Suggestions("*embeddding*", terms), ROLE).to_message()

    assert texts(card)[0] == "No term is called “*embeddding*”. Did you mean one of these?"
    assert list(buttons(card)) == [
        "embedding",
        "bedding",
        "Search the glossary",
        "Request this term",
    ]


def test_nothing_says_so_and_what_to_try() -> None:
    """A dead end leads on: advice and the search."""
    card = nothing_card("<!channel> & co").to_message()

    assert texts(card)[0] == "Nothing in this glossary comes near “<!channel> & co”."
    assert card["text"].startswith(
        "Nothing in this glossary comes near “&lt;!channel&gt; &amp; co”. Try "
    )
    assert list(buttons(card)) == ["Search the glossary", "Request this term"]


def test_a_pasted_page_is_quoted_in_part() -> None:
    """A pasted text gets a short answer."""
    assert len(texts(nothing_card("word " * 600).to_message())[0]) < 150


def test_a_meaning_that_cannot_be_shown_is_told() -> None:
    """The other one is not offered as if it were the only one."""
    several = Several("token", "token", TOKENS[:1], left_out=1)
    card = several_card(several, ROLE).to_message()

    assert texts(card)[0] == (
        "“token” has 2 meanings here. 1 can't be shown, because its file has an error. "
        "Is it this one?"
    )
    assert list(buttons(card)) == ["token (Security)"]


def test_people_without_a_role_are_told_with_the_choice_too() -> None:
    """In a line above it, and in the text that is heard."""
    card = several_card(Several("token", "token", TOKENS), ROLE, "CTO")

    assert texts(card.to_message())[0] == "There's no role “CTO” here. Shown for product."
    assert card.text.startswith("There's no role “CTO” here. Shown for product. “token” has")
