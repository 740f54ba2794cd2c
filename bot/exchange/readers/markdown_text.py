"""Shared by the Markdown readers: a file's text, its blocks, and names as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from bot.exchange.readers.encoding import in_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown", ".mdx", ".mkd")
_ANCHOR = re.compile(r"\s*\{[#:.][^}]*\}\s*$")
_NUMBER = re.compile(r"^\d+(\.\d+)*[.)]\s+")
_TEMPLATE = re.compile(r"\{\{[<%].*?[%>]\}\}", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ASIDE = re.compile(r"^(?P<name>.*\S)\s*\((?P<aside>[^()]+)\)$")
_SHORT_BEHIND = re.compile(r"^(?P<name>.*\S),\s+(?P<short>[A-Z][A-Z0-9&/-]{1,9}s?)$")
_ACRONYM = re.compile(r"[A-Z0-9][A-Za-z0-9&./-]{0,9}")
_FEWEST_CAPITALS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level part of a text: its kind, its tokens, and the lines that it stands on."""

    kind: str
    tokens: Sequence[Token]
    start: int
    end: int

    @property
    def level(self) -> int:
        """The level of a heading."""
        return int(self.tokens[0].tag[1])

    @property
    def inline(self) -> str:
        """The Markdown of a heading or a paragraph, without its marks."""
        return next((token.content for token in self.tokens if token.type == "inline"), "")


def text_in(path: Path) -> str:
    """Return a file's text, its line breaks all of one kind.

    Raises Unreadable for what is no text.
    """
    text = in_utf8(path).decode()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


@cache
def parser() -> MarkdownIt:
    """Return the parser: CommonMark with tables and definition lists."""
    return MarkdownIt("commonmark").enable("table").use(deflist_plugin)


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the top-level blocks of a text."""
    tokens = parser().parse(text)
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting != 1:
            first = tokens[start]
            lines = first.map or [0, 0]
            yield Block(first.type.removesuffix("_open"), tokens[start : index + 1], *lines)
            start = index + 1


def source_of(lines: Sequence[str], blocks: Sequence[Block]) -> str:
    """Return the Markdown of some blocks that follow each other, a quotation's without its mark."""
    parts = []
    for block in blocks:
        part = "\n".join(lines[block.start : block.end]).strip("\n")
        if block.kind == "blockquote":
            part = re.sub(r"^\s{0,3}> ?", "", part, flags=re.MULTILINE)
        elif block.kind == "paragraph":
            part = " ".join(part.split())
        elif block.kind == "heading":
            part = f"**{block.inline}**"
        parts.append(part)
    return cleaned("\n\n".join(parts))


def cleaned(text: str) -> str:
    """Return a text without templates of site generators and comments."""
    return _COMMENT.sub("", _TEMPLATE.sub("", text)).strip()


def plain(markdown: str) -> str:
    """Return what an inline Markdown text says, without any markup."""
    (inline,) = parser().parseInline(_ANCHOR.sub("", cleaned(markdown)))
    return " ".join("".join(map(_said, inline.children or ())).split())


def _said(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name as people write it: "token (Security)", "MP / Multiproduct", "service, API"."""

    name: str
    aliases: tuple[str, ...] = ()
    context: str | None = None


def named(markdown: str) -> Named:
    """Return the name in a heading, a cell or a bold text.

    What stands in brackets is an alias where one of the two shortens the other, else the context.
    """
    text = _NUMBER.sub("", plain(markdown)).strip().rstrip(":").strip()
    parts = [part.strip() for part in re.split(r"\s+/\s+", text) if part.strip()]
    if len(parts) > 1:
        first = named_plainly(parts[0])
        return Named(first.name, (*first.aliases, *parts[1:]), first.context)
    return named_plainly(text)


def named_plainly(text: str) -> Named:
    """Return the name in a text without markup."""
    if found := _SHORT_BEHIND.match(text):
        return Named(found["name"], (found["short"],))
    if found := _ASIDE.match(text):
        name, aside = found["name"], found["aside"].strip()
        if is_short(aside) or is_short(name):
            return Named(name, (aside,))
        return Named(name, context=aside)
    return Named(text)


def is_short(text: str) -> bool:
    """Tell whether a text is an acronym: "API", "LoRA", "DevOps"."""
    capitals = sum(sign.isupper() for sign in text)
    return bool(_ACRONYM.fullmatch(text)) and capitals >= _FEWEST_CAPITALS


def slug_of_heading(text: str) -> str:
    """Return the anchor that web sites give a heading."""
    return re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-")
