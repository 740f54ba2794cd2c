from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.kit.mrkdwn import (
    escape,
    length,
    link,
    literal,
    shorten,
    shown,
    unescape,
    web_address,
)

ODD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("<>&!@#*_~`|\n\t \u202e\u200f\u2066\u200d\ufe0f👩🏽‍💻é́"),
    ),
    max_size=300,
)


def as_slack_reads(mrkdwn: str) -> str:
    """Return the visible text after Slack has decoded the entities."""
    return unescape(mrkdwn).replace("\u200b", "")


def test_text_within_the_limit_is_left_alone() -> None:
    """A text that fits is the text."""
    assert shorten("a few words", 11) == "a few words"


def test_long_text_ends_after_a_word_with_an_ellipsis() -> None:
    """Texts are cut between words, with a sign that they are."""
    assert shorten("one two three four", 12) == "one two…"


def test_a_long_single_word_is_cut_where_it_must_be() -> None:
    """Without a space to cut at, the limit decides."""
    assert shorten("x" * 50, 10) == "x" * 9 + "…"


@given(ODD, st.integers(min_value=1, max_value=100))
def test_no_text_is_longer_than_its_limit(text: str, limit: int) -> None:
    """The limit holds in code points and in UTF-16 units, for emoji too."""
    assert 1 <= length(shown(text, limit)) <= limit
    assert 1 <= length(literal(text, limit)) <= limit


@given(ODD)
def test_shown_text_is_one_line_without_control_characters(text: str) -> None:
    """No line break, and no mark that turns the direction of the rest of the line."""
    assert not re.search("[\n\r\x00-\x08\u202a-\u202e\u2066-\u2069]", shown(text, 500))


def test_nothing_to_show_is_shown_as_a_dash() -> None:
    """Slack refuses an empty text, so there is none."""
    assert shown(" \u202e\n ", 10) == "-"


@given(ODD)
@example("<!channel> <@U0001> <https://example.org|x> &lt;!here&gt;")
def test_no_mention_or_link_survives_in_mrkdwn(text: str) -> None:
    """Whatever was typed, Slack finds no control sequence in it."""
    drawn = literal(text, 400)

    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", drawn.removesuffix("…"))


@given(st.text(alphabet="ab <>&*_~`.", min_size=1, max_size=60))
def test_mrkdwn_reads_as_it_was_typed(text: str) -> None:
    """Escaping and disarming change nothing that the eye sees."""
    assert as_slack_reads(literal(text, 1000)) == shown(text, 1000)


def test_formatting_marks_before_a_word_are_disarmed() -> None:
    """Typed asterisks stay asterisks instead of making the line bold."""
    assert literal("*args and _x_", 50) == "*\u200bargs and _\u200bx_"


def test_a_name_with_underscores_needs_no_disarming() -> None:
    """Marks inside a word format nothing, so the word can be copied as it is."""
    assert literal("snake_case_name", 50) == "snake_case_name"


def test_a_typed_quote_mark_does_not_make_a_quote() -> None:
    """Slack reads an escaped > at the start of a line as a quote."""
    assert literal("> quoted", 50) == "\u200b&gt; quoted"


def test_cutting_leaves_no_half_an_entity() -> None:
    """A limit inside an escaped character drops the whole character."""
    assert literal("ab&&&&", 10) == "ab&amp;…"


def test_unescape_undoes_escape() -> None:
    """Slack's escapes decode to the typed text."""
    assert unescape(escape("Q&A <b> &lt;")) == "Q&A <b> &lt;"


def test_a_source_is_linked() -> None:
    """A citation's address is behind its name."""
    assert link("A & B", "https://example.org/a?b=c&d", 200) == (
        "<https://example.org/a?b=c&amp;d|A &amp; B>"
    )


def test_an_address_that_no_browser_opens_is_no_link() -> None:
    """A script, a bare word or a broken address leaves the source's name alone."""
    for url in ("javascript:alert(1)", "see the wiki", "https://", "https://[", ""):
        assert link("A source", url, 200) == "A source"


def test_an_address_too_long_for_the_line_is_no_link() -> None:
    """The name of the source is worth more than half an address."""
    assert link("A source", "https://example.org/" + "x" * 600, 60) == "A source"


@given(ODD, ODD)
def test_no_address_breaks_out_of_its_link(text: str, path: str) -> None:
    """A link is one link, with any address."""
    drawn = link(text, f"https://example.org/{path}", 900)

    assert drawn.count("<") == drawn.count(">") <= 1
    assert not drawn.startswith("<") or drawn.startswith("<https://example.org/")


@given(ODD)
def test_an_address_is_plain_ascii_or_none(path: str) -> None:
    """Spaces and other letters are percent-encoded, as Slack asks of addresses."""
    address = web_address(f"https://example.org/{path}")

    assert address is None or re.fullmatch(r"[!-~]+", address)


def test_an_address_of_ampersands_is_as_long_as_slack_is_sent_it() -> None:
    """Each of them takes five characters of the links' line."""
    assert "A source" == link("A source", f"https://example.org/?{'&' * 500}", 60)
