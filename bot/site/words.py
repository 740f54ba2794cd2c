"""Turns words of the glossary into safe HTML: what Markdown in a definition means, no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bot.cards.kit.markdown import BOLD, CODE, ITALIC, STRIKE, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.cards.kit.markdown import Part, Run

_FENCE = "```"
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TAGS = {BOLD: "strong", ITALIC: "em", STRIKE: "s", CODE: "code"}


def paragraphs(text: str) -> Markup:
    """Return a text as paragraphs, lists and code blocks."""
    pieces: list[Markup] = []
    items: list[Part] = []
    # Without a mark of Markdown, a text is one part to a message; a page keeps its paragraphs.
    texts = [text] if _FENCE in text else _BLANK_LINE.split(text)
    for part in (part for one in texts for part in parts(one)):
        if items and part.kind != items[-1].kind:
            pieces.append(_list(items))
            items = []
        if part.kind in {"bullet", "ordered"}:
            items.append(part)
        elif part.kind == "code":
            pieces.append(Markup("<pre><code>{}</code></pre>").format(part.runs[0].text))
        else:
            pieces.append(Markup("<p>{}</p>").format(_line(part.runs)))
    if items:
        pieces.append(_list(items))
    return Markup("\n").join(pieces)


def phrase(text: str) -> Markup:
    """Return a text within a line: the marks of all its parts, none of its blocks."""
    return Markup(" ").join(
        Markup("{}{}").format(part.mark, _line(part.runs)) for part in parts(text)
    )


def _list(items: list[Part]) -> Markup:
    rows = Markup("").join(Markup("<li>{}</li>").format(_line(item.runs)) for item in items)
    if items[0].kind == "bullet":
        return Markup("<ul>{}</ul>").format(rows)
    return Markup('<ol start="{}">{}</ol>').format(items[0].mark.rstrip(". "), rows)


def _line(runs: Iterable[Run]) -> Markup:
    return Markup("").join(map(_run, runs))


def _run(run: Run) -> Markup:
    text = Markup("<br>").join(map(escape, run.text.split("\n")))
    for style in reversed(run.styles):
        tag = _TAGS[style]
        text = Markup(f"<{tag}>{{}}</{tag}>").format(text)  # noqa: S704 -- a tag of ours
    if run.url:
        text = Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(run.url, text)
    return text
