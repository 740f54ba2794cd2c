"""A readable change: removed words are struck through, new words are bold."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.cards.kit.mrkdwn import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cards.kit.rich_text import Piece

_WORD = re.compile(r"\S+\s*")
# Two texts that share less than this are read one after the other, not word against word.
_ALIKE = 0.4
# Beyond this, comparing would keep people waiting.
_WORDS = 600


def marked(before: str, after: str, limit: int) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, each with how it is marked."""
    old, new = shown(before, limit), shown(after, limit)
    old_words, new_words = _WORD.findall(old), _WORD.findall(new)
    plain: tuple[list[Piece], list[Piece]] = ([(old, "")], [(new, "")])
    if max(len(old_words), len(new_words)) > _WORDS:
        return plain
    matcher = SequenceMatcher(None, _bare(old_words), _bare(new_words), autojunk=False)
    if matcher.ratio() < _ALIKE:
        return plain
    removed: list[Piece] = []
    added: list[Piece] = []
    for what, i, j, k, m in matcher.get_opcodes():
        same = what == "equal"
        _append(removed, old_words[i:j], "" if same else "strike")
        _append(added, new_words[k:m], "" if same else "bold")
    return removed, added


def _bare(words: Sequence[str]) -> list[str]:
    return [word.rstrip() for word in words]


def _append(pieces: list[Piece], words: Sequence[str], style: str) -> None:
    text = "".join(words)
    marked_text = text.rstrip() if style else text
    pieces += [(marked_text, style)] if marked_text else []
    pieces += [(text[len(marked_text) :], "")] if text != marked_text else []
