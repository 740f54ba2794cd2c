from __future__ import annotations

import pytest

from bot.cards.kit.markdown import BOLD, CODE, Run, cut, parts, plain_words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**bold**, *it*, ~~no~~, `a<b>`", "bold, it, no, a<b>"),
        ("[RAG](https://a.b/c) of <https://a.b>", "RAG of https://a.b"),
        ("- one\n- two", "• one • two"),
        ("3. Third meaning", "3. Third meaning"),
        ("<b>Board</b> of<br/>Appeals &amp; &eacute;", "Board of Appeals & é"),
        ("m<sup>2</sup>, H<sub>2</sub>O", "m², H₂O"),
        # Text that only looks like Markdown or HTML stays as it is.
        ("List<String>, the <thead> of it", "List<String>, the <thead> of it"),
        ("f*g and h*k, A*, 2 * 3 * 4", "f*g and h*k, A*, 2 * 3 * 4"),
        ("snake_case_name, C:\\new, AT&T", "snake_case_name, C:\\new, AT&T"),
        ("[foo]: bar baz", "[foo]: bar baz"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("<!channel> &lt;!here&gt; <@U123>", "<!channel> <!here> <@U123>"),
    ],
)
def test_what_is_read_of_it(written: str, read: str) -> None:
    """Marks and tags go, entities become letters, and no word is lost."""
    assert read == " ".join(plain_words(written).split())


def test_runs_have_their_styles() -> None:
    """Text with two marks gets both styles, and a link has its address."""
    (part,) = parts("**a `b`** [c](https://a.b/c)")

    assert (
        Run("a ", (BOLD,)),
        Run("b", (BOLD, CODE)),
        Run(" "),
        Run("c", (), "https://a.b/c"),
    ) == part.runs


def test_a_long_text_is_cut_within_its_runs() -> None:
    """The limit holds for all runs together."""
    cut_parts = cut(parts("**word** " * 100), 60)

    text = "".join(run.text for part in cut_parts for run in part.runs)
    assert len(text) <= 60
    assert text.endswith("…")
