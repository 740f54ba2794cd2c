from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.cleaning import label, prose, repaired
from bot.exchange.entry import Markup


@pytest.mark.parametrize(
    ("mangled", "meant"),
    [
        ("Calcium\x96Aluminum", "Calcium–Aluminum"),  # noqa: RUF001 -- an en dash is meant
        ("Rock \x92n\x92 roll", "Rock ’n’ roll"),  # noqa: RUF001 -- apostrophes are meant
        ("D\xe2\x80\x99\xc3\x89tudes", "D’Études"),  # noqa: RUF001 -- an apostrophe is meant
        ("caf\xe9", "café"),
        ("a\x00b\u200bc\u202ed", "abcd"),
    ],
)
def test_mangled_letters_are_read_as_they_were_meant(mangled: str, meant: str) -> None:
    """C1 controls are Windows-1252, or UTF-8 that somebody read as Latin-1."""
    assert meant == repaired(mangled)


@pytest.mark.parametrize(
    ("text", "markup", "name"),
    [
        ("<b>API</b> &amp; more", Markup.PLAIN, "API & more"),
        ("List<String>", Markup.PLAIN, "List<String>"),
        ("<p>", Markup.PLAIN, "<p>"),
        ("__init__", Markup.PLAIN, "__init__"),
        ("**API**", Markup.MARKDOWN, "API"),
        ("[API](#api)", Markup.MARKDOWN, "API"),
        ("  two\n words ", Markup.PLAIN, "two words"),
    ],
)
def test_a_name_is_what_people_say(text: str, markup: Markup, name: str) -> None:
    """Tags and marks are no part of it, unless it consists of them."""
    assert name == label(text, markup)


@pytest.mark.parametrize(
    ("text", "markup", "said"),
    [
        ("<p>One.</p><p>Two <b>bold</b>.</p>", Markup.HTML, "One.\n\nTwo **bold**."),
        ("a<br>b", Markup.PLAIN, "a\nb"),
        ("<ul><li>x</li><li>y</li></ul>", Markup.PLAIN, "- x\n- y"),
        ("see <a href='https://e.org'>this</a>", Markup.HTML, "see [this](https://e.org)"),
        ("<script>alert(1)</script>safe", Markup.HTML, "safe"),
        ("x < y and y > z", Markup.PLAIN, "x < y and y > z"),
        ("the [mean](#mean), 95%", Markup.MARKDOWN, "the mean, 95%"),
        ("see [it](https://e.org)", Markup.MARKDOWN, "see [it](https://e.org)"),
        ("![a picture](x.png) text", Markup.MARKDOWN, "a picture text"),
        ("caf&eacute;&nbsp;&#8211; a", Markup.PLAIN, "café – a"),  # noqa: RUF001 -- an en dash
    ],
)
def test_a_definition_keeps_what_it_says(text: str, markup: Markup, said: str) -> None:
    """HTML becomes Markdown; a link to somewhere within the source leads nowhere here."""
    assert said == prose(text, markup)


@given(st.text(max_size=200), st.sampled_from(Markup))
def test_cleaning_takes_any_text(text: str, markup: Markup) -> None:
    """No text is too odd, and what is clean stays so."""
    once = prose(text, markup)
    assert prose(once, Markup.PLAIN) is not None
    assert label(text, markup) == label(text, markup).strip()


@pytest.mark.parametrize(
    ("mangled", "text"),
    [
        ("Technische UniversitÃ¤t Berlin", "Technische Universität Berlin"),
        ("Commissariat Ã\xa0 L'Ã©nergie", "Commissariat à L'énergie"),
        ("the firmâ€™s â€œkitâ€\x9d", "the firm’s “kit”"),  # noqa: RUF001 -- an apostrophe
        ("Chamber Â\x80\x93 Test", "Chamber – Test"),  # noqa: RUF001 -- an en dash
        ("Ã\x89cole", "École"),
        ("SÃO PAULO, AMANHÃ À NOITE", "SÃO PAULO, AMANHÃ À NOITE"),
        ("5 Â° and Â£3", "5 ° and £3"),
        ("Â for A, Ã for A, â€ for nothing", "Â for A, Ã for A, â€ for nothing"),
    ],
)
def test_a_letter_that_was_read_as_several_is_one_again(mangled: str, text: str) -> None:
    """UTF-8 that was read as Latin-1 or Windows-1252 comes back, other letters stay."""
    assert text == repaired(mangled)
