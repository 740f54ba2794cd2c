from __future__ import annotations

from bot.cards.browse.help import help_card
from bot.glossary.files.config import DEFAULT_CONFIG
from tests.builders import a_glossary, a_term
from tests.reading import buttons, options, texts

ROLE = DEFAULT_CONFIG.roles[0]


def test_examples_are_typed_as_people_type() -> None:
    """An abbreviation, a question and another role's words; each one works."""
    glossary = a_glossary(
        a_term("a thing with so long a name that nobody would ever type it"),
        a_term("retrieval-augmented generation", aliases=("retrieval augmented", "RAG")),
        a_term("kv cache"),
    )
    said = texts(help_card(glossary, ROLE).to_message())

    assert "/define RAG" in said
    assert "/define what is kv cache?" in said
    assert "/define RAG for engineering" in said
    assert "term" not in [word for one in said if one.startswith("/") for word in one.split()]


def test_in_the_conversation_with_the_bot_no_command_is_needed() -> None:
    """The message there is the question itself."""
    said = texts(help_card(a_glossary(a_term("kv cache")), ROLE, is_direct=True).to_message())

    assert "kv cache" in said
    assert "kv cache for engineering" in said
    assert "role engineering" in said
    assert "/define" not in str(said)


def test_an_empty_glossary_still_has_help() -> None:
    """A bot without terms says how it is used, and that it has none."""
    said = texts(help_card(a_glossary(), ROLE).to_message())

    assert ["/define help"] == [one for one in said if one.startswith("/")]
    assert "0 terms in Glossary. Terms are explained to you for product." in said


def test_the_role_can_be_changed_here() -> None:
    """The help shows the reader's role, and lets them choose it."""
    card = help_card(a_glossary(a_term()), ROLE, notice="Kept.").to_message()

    assert "Product" not in options(card, "set_role")
    assert options(card, "set_role")["Legal"] == "legal|"
    assert texts(card)[-1] == "Kept."
    assert "Search the glossary" in buttons(card)
