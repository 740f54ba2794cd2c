from __future__ import annotations

import pytest

from bot.site.words import paragraphs, phrase


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("**bold** and `code`", "<p><strong>bold</strong> and <code>code</code></p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ('[x](javascript:alert(1)) "', "<p>[x](javascript:alert(1)) &#34;</p>"),
        (
            "[docs](https://example.org/?a=1&b=2)",
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener nofollow">docs</a></p>',
        ),
    ],
)
def test_markdown_becomes_html_that_shows_what_was_meant(text: str, html: str) -> None:
    """What is no mark of Markdown is text, whatever it would do in a page."""
    assert str(paragraphs(text)) == html


def test_a_phrase_has_no_blocks() -> None:
    """It stands in a heading or an item of a list."""
    assert str(phrase("one\n\n- *two*")) == "one • <em>two</em>"
