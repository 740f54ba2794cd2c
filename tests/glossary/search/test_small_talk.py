"""Tells texts that ask for no term from those that do."""

from __future__ import annotations

import pytest

from bot.glossary.search.small_talk import is_small_talk
from tests.builders import a_glossary, a_term


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "Thank you!",
        "ok",
        "ok, thanks a lot :pray:",
        "hi there",
        "help me",
        ":pray:",
        "🙏🏽",
        "",
        "?!",
        "thx",
        "ty!",
        "Good morning everyone!",
        "ok great",
        "ok great, thanks",
        "thank you so much",
        "thanks for the help!",
        "thanks for explaining",
        "many thanks in advance",
        "cheers mate",
        "much appreciated",
        "got it, thanks",
        "perfect, that helps a lot",
        "great :+1:",
        "thx :)",
        "thanks <3",
        "Hey! How are you?",
        "what\u2019s up?",
        "you're welcome",
        "hi <@U123>",
        "thanks @Bob",
        "Hello :wave:",
        "what can you do?",
        "no thanks",
    ],
)
def test_small_talk_asks_for_nothing(text: str):
    """People greet, thank and answer in many words, with marks and emoji around them."""
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "hi-res",
        "ok, what is RAG",
        "C#",
        "thanks RAG",
        "hello world",
        "for the team",
        "bot",
        "million",
        "good faith",
        "attention please",
        "NP",
        "right to be forgotten",
        "great language model",
        "morning star",
        "no free lunch",
        "help desk",
        "super resolution",
        "x",
    ],
)
def test_a_name_is_no_small_talk(text: str):
    """A polite word in a name, or before a question, takes nothing from what is asked."""
    assert not is_small_talk(text)


@pytest.mark.parametrize("text", ["HI", "hi!", "Thanks", ":rocket:"])
def test_a_term_may_be_called_like_small_talk(text: str):
    """The glossary's own names come first."""
    glossary = a_glossary(a_term("human intelligence", aliases=("HI", "🚀")), a_term("thanks"))

    assert not glossary.asks_nothing(text)


@pytest.mark.parametrize("text", ["hi there", "hello", "thx"])
def test_a_name_that_is_only_alike_is_not_meant(text: str):
    """Nobody who says hello asks for a cello."""
    assert a_glossary(a_term("HI"), a_term("cello"), a_term("thanks")).asks_nothing(text)
