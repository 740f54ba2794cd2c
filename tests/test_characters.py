# ruff: noqa: RUF001 -- letters that look alike are what is tested
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.characters import (
    clean_text,
    control_in,
    differing_letters,
    direction_fault,
    for_terminal,
    is_blank,
    odd_letters,
    skeleton,
)

NEEDED = [
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: a non-joiner within the word
    "\u0915\u094d\u200d\u0937 \u0d15\u0d4d\u200d",  # Indic scripts: joiners
    "\U0001f469\U0001f3fd\u200d\U0001f680 \u2764\ufe0f",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England's flag
    "\u200f\u05e9\u05dc\u05d5\u05dd, world\u200e",  # Hebrew with its marks
    "\u0645\u0631\u062d\u0628\u0627 RAG \u061c1",  # Arabic
    "line\n\tindented\n\nline",
    "日本語 é ﬁ ½ ™",
]


@pytest.mark.parametrize("text", NEEDED)
def test_what_scripts_and_emoji_need_stays(text: str):
    """Nothing is taken out of it, and no form refuses it."""
    assert (text, None) == (clean_text(text), direction_fault(text))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a\x00b\x1b[31mc\x7fd\x9be", "ab[31mcde"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("RA\u200bG\ufeff \u00adx\u2060y\u3164\u2063", "RAG xy"),
        ("a\ud800b\udfff\ufffe\uffff", "ab"),
        ("x\U000e0049\U000e0067\U000e006e", "x"),
    ],
)
def test_what_nobody_sees_is_removed(typed: str, stored: str):
    """Line breaks become plain ones."""
    assert stored == clean_text(typed)


@given(st.text())
def test_what_is_clean_stays_so_and_can_be_stored(text: str):
    """UTF-8 takes it, no terminal obeys it, and cleaning it again changes nothing."""
    cleaned = clean_text(text)

    cleaned.encode()
    assert control_in(cleaned) is None
    assert clean_text(cleaned) == cleaned


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_control_of_direction_is_named(sign: str):
    """The sentence says which, since it is invisible."""
    assert f"U+{ord(sign):04X}" in (direction_fault(f"abc{sign}def") or "")


@pytest.mark.parametrize(
    "text", ["", " \n", "\u2800", "\u3164\uffa0", "\u200d", "\u200f\u200e", "\ufe0f \u061c"]
)
def test_nothing_to_see_is_nothing(text: str):
    """A form that holds no more is empty."""
    assert is_blank(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RAG", "R\u0410G"),  # Cyrillic A
        ("RAG", "ＲＡＧ"),
        ("RAG", "rag"),
        ("NLP", "\u039dLP"),  # Greek Nu
        ("\u0441op", "cop"),
        ("\u0410\u0420\u0406", "API"),
        ("\u0410\u0399", "AI"),
        ("fine-tuning", "ﬁne-tuning"),
        ("cafe\u0301", "café"),
        ("RA\u200dG", "RAG"),
        ("to\u212aen", "token"),
        ("\U0001d411\U0001d400\U0001d406", "rag"),
        ("α-channel", "a-channel"),
    ],
)
def test_what_looks_alike_has_one_skeleton(one: str, other: str):
    """Whichever script, width, case or composition it is written in."""
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rag", "rug"),
        ("µs", "ms"),
        ("C", "C#"),
        ("резюме", "resume"),
        ("naïve", "naive"),
        ("O", "0"),
    ],
)
def test_what_looks_different_has_two(one: str, other: str):
    """Also where it means the same, or where only a digit looks like a letter."""
    assert skeleton(one) != skeleton(other)


@given(st.text())
def test_a_skeleton_is_its_own(text: str):
    """What is looked up by it is found by it."""
    assert skeleton(text) == skeleton(skeleton(text))


def test_letters_that_are_out_of_place_are_named():
    """So that advice about what looks right can be followed."""
    assert "“\u0410” is U+0410 CYRILLIC CAPITAL LETTER A" == odd_letters("R\u0410G model")
    assert "“\u0410” is U+0410 CYRILLIC CAPITAL LETTER A" == differing_letters("R\u0410G", "RAG")
    assert "" == odd_letters("μTransfer, β-VAE, токен, ﬁne, naïve")


def test_a_terminal_obeys_nothing_of_it():
    """It is spelled out as JSON does, so that data stay data."""
    assert r"a\u001b[2J\u009b\u202eb" + "\n\tü" == for_terminal("a\x1b[2J\x9b\u202eb\n\tü")
