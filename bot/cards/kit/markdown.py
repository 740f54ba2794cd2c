"""Definitions are written in Markdown, or come with HTML: what of it people see.

A definition becomes parts (a paragraph, an item of a list, code) of runs, each a text with its
style. Every surface draws these; nothing of them is ever interpreted again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from bot.cards.kit.mrkdwn import ELLIPSIS, UNSHOWABLE, length, shorten, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

BOLD, ITALIC, STRIKE, CODE = "bold", "italic", "strike", "code"

# A text without any of these means what it says.
_MARKS = re.compile(r"[*_`\[<&\\~]|^[ \t]*(?:[-+>]|#{1,6}|\d{1,9}[.)])[ \t]", re.MULTILINE)
# An asterisk within a word is a sign, not emphasis: "f*g and h*k".
_SIGN = re.compile(r"(?<=\w)\*(?=\w)")
_KEPT_SIGN = "\ue000"
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_BREAKS = re.compile(r" *\n *")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^>]*?)/?>\Z", re.IGNORECASE | re.DOTALL)
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_STYLED_BY = {
    "strong": BOLD,
    "b": BOLD,
    "em": ITALIC,
    "i": ITALIC,
    "s": STRIKE,
    "del": STRIKE,
    "strike": STRIKE,
    "code": CODE,
    "kbd": CODE,
    "tt": CODE,
}
_BREAKING = frozenset("br p div ul ol tr dl dt dd blockquote pre hr h1 h2 h3 h4 h5 h6".split())
# Tags that format; any other in angle brackets is what the text is about: List<String>.
_FORMATTING = frozenset(
    [
        *_STYLED_BY,
        *_BREAKING,
        *"a abbr cite font img li mark q small span sub sup table tbody td th thead u".split(),
    ]
)
_ALONE = frozenset("br hr img li p".split())
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_MOVABLE = re.compile(r"[0-9+-]+")

_MARKDOWN = (
    MarkdownIt("commonmark")
    .enable("strikethrough")
    # Of these, the first hides text that is there; the others take lines for what they aren't.
    .disable(["reference", "html_block", "code", "lheading"])
)


class Run(NamedTuple):
    """Some text in one style; ``url`` where it is a link."""

    text: str
    styles: tuple[str, ...] = ()
    url: str | None = None


class Part(NamedTuple):
    """A paragraph, an item of a list, or code; ``mark`` goes before an item."""

    kind: str  # "text", "bullet", "ordered" or "code"
    runs: tuple[Run, ...]
    mark: str = ""


def plain_words(text: str) -> str:
    """Return the readable text on one line, without marks, tags and link addresses."""
    if not _MARKS.search(text):
        return text
    return " ".join(f"{part.mark}{''.join(run.text for run in part.runs)}" for part in parts(text))


@lru_cache(maxsize=512)
def parts(text: str) -> tuple[Part, ...]:
    """Return the parts of a definition; none of a text of nothing."""
    if not _MARKS.search(text):
        words = _clean(text.replace("\n", " ")).strip()
        return (Part("text", (Run(words),)),) if words else ()
    return tuple(part for part in _parts(text) if part.runs)


def cut(all_parts: Iterable[Part], limit: int) -> list[Part]:
    """Return the parts up to a limit in UTF-16 units, the last one shortened to what fits."""
    every, kept = list(all_parts), []
    left = limit - len(ELLIPSIS)
    if (
        sum(length(run.text) for part in every for run in part.runs)
        + sum(len(part.mark) + 1 for part in every[1:])
        <= limit
    ):
        return every
    for part in every:
        runs: list[Run] = []
        for run in part.runs:
            if length(run.text) > left:
                rest = shorten(run.text, left + len(ELLIPSIS)) if left > 0 else ELLIPSIS
                kept.append(part._replace(runs=(*runs, run._replace(text=rest))))
                return kept
            runs.append(run)
            left -= length(run.text)
        kept.append(part._replace(runs=tuple(runs)))
        left -= len(part.mark) + 1
        if left <= 0:
            break
    return kept


def _parts(text: str) -> Iterator[Part]:
    tokens = _MARKDOWN.parse(_SIGN.sub(_KEPT_SIGN, text))
    lists: list[int | None] = []  # the number of the next item; None in a list without numbers
    mark = ""
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                mark = "• " if number is None else f"{number}. "
                lists[-1] = None if number is None else number + 1
            case "inline":
                kind = "text" if not mark else "bullet" if mark == "• " else "ordered"
                yield Part(kind, _tidied(_runs(token.children or [])), mark)
                mark = ""
            case "fence":
                code = UNSHOWABLE.sub("", token.content.replace(_KEPT_SIGN, "*")).rstrip("\n")
                yield Part("code", (Run(code),) if code else ())


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    """Yield the runs of one paragraph."""
    line = _Line()
    paired = _paired(tokens)
    for index, token in enumerate(tokens):
        if token.type == "html_inline":
            words = line.words_of_tag(token.content, is_paired=index in paired)
        else:
            words = line.words_of(token)
        if words:
            code = (CODE,) if token.type == "code_inline" else ()
            styles = (*dict.fromkeys((*line.styles, *code)),)
            yield Run(_clean(words), styles, line.urls[-1] if line.urls else None)


class _Line:
    """The state at a place in a paragraph: styles, links, and tags that raise or lower."""

    def __init__(self) -> None:
        self.styles: list[str] = []
        self.urls: list[str | None] = []
        self._moved: list[str] = []

    def words_of(self, token: Token) -> str:
        """Take a token of Markdown into account, and return its words."""
        kind, _, edge = token.type.rpartition("_")
        if kind in {"strong", "em", "s"}:
            _turn(self.styles, _STYLED_BY[kind], is_on=edge == "open")
        elif token.type == "link_open":
            self.urls.append(web_address(str(token.attrGet("href") or "")))
        elif token.type == "link_close":
            self.urls.pop()
        elif token.type in {"softbreak", "hardbreak"}:
            return " " if token.type == "softbreak" else "\n"
        moved = self._moved and _MOVABLE.fullmatch(token.content)  # m² is not m2
        if moved:
            return token.content.translate(_RAISED if self._moved[-1] == "sup" else _LOWERED)
        return token.content

    def words_of_tag(self, written: str, *, is_paired: bool) -> str:
        """Apply an HTML tag, and return the readable text in its place."""
        tag = _TAG.match(written)
        name = tag[2].lower() if tag else ""
        if tag is None or name not in _FORMATTING or not (is_paired or name in _ALONE):
            return "" if written.startswith("<!--") else written
        opens = not tag[1]
        if name in _STYLED_BY:
            _turn(self.styles, _STYLED_BY[name], is_on=opens)
        elif name in {"sub", "sup"}:
            _turn(self._moved, name, is_on=opens)
        elif name == "a" and opens:
            href = _HREF.search(tag[3])
            self.urls.append(web_address(href[1] or href[2] or "") if href else None)
        elif name == "a" and self.urls:
            self.urls.pop()
        if name == "li":
            return "\n• " if opens else ""
        return "\n" if name in _BREAKING else " " if name in {"td", "th"} else ""


def _paired(tokens: Sequence[Token]) -> set[int]:
    """Return which of the HTML tags have their other half: one alone is text about the tag."""
    opened: dict[str, list[int]] = {}
    paired = set()
    for index, token in enumerate(tokens):
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        if tag is None:
            continue
        name = tag[2].lower()
        if not tag[1]:
            opened.setdefault(name, []).append(index)
        elif opened.get(name):
            paired |= {opened[name].pop(), index}
    return paired


def _turn(styles: list[str], style: str, *, is_on: bool) -> None:
    if is_on:
        styles.append(style)
    elif style in styles:
        styles.remove(style)


def _clean(words: str) -> str:
    return _SPACES.sub(" ", UNSHOWABLE.sub("", words.replace(_KEPT_SIGN, "*")))


def _tidied(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs joined where they are of one style, without space at their edges."""
    joined = [
        Run("".join(run.text for run in group), *style)
        for style, group in groupby(runs, key=lambda run: (run.styles, run.url))
    ]
    tidied: list[Run] = []
    for run in joined:
        text = _AROUND_BREAKS.sub("\n", run.text)
        before = tidied[-1].text[-1:] if tidied else "\n"
        if before.isspace():
            text = text.lstrip() if before == "\n" else text.lstrip(" ")
        if text:
            tidied.append(run._replace(text=text))
    while tidied and not (text := tidied[-1].text.rstrip()):
        tidied.pop()
    if tidied:
        tidied[-1] = tidied[-1]._replace(text=tidied[-1].text.rstrip())
    return tuple(tidied)
