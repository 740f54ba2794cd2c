"""Reading a message's words as Slack stores it: without its code, links and mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import accumulate

from bot.glossary.language.en.inflection import singular
from bot.glossary.normalize import plain_signs, words_of

# Everything that isn't running text. Slack writes links, mentions and dates between angle brackets.
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_REFERENCE = re.compile(r"<[^<>\n]+>")
_EMOJI = re.compile(r":(?<!\w:)[a-z0-9_+'-]+:(?!\w)")
# Addresses, names of variables, files, options and commands: bot@example.org, rag_index,
# SKILL.md, --top-p, temperature=0. A word with one of these isn't part of the text;
# recall@k, which is no address, is.
# Each alternative begins with a literal, which is what makes a search through plain text fast.
_IN_IDENTIFIER = re.compile(
    r"_(?<=\w_)\w|\.(?<=\w\.)[a-zA-Z]{2}|://|@(?<=\w@)[^\s@]+\.\w"
    r"|\(\)|=|\\\w|-(?<!\S-)-?\w|/(?<!\S/)\w"
)
_TOO_LONG = 40_000  # what Slack takes in one message

_WORD = re.compile(
    r"((?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W_]+(?:'[^\W_]+)*(?:(?:\+\+?|#)(?!\w))?"  # model's, C++
    r"|&)"
)
_SPACE = re.compile(r"[^\S\n]*[*_~]*[^\S\n]*|/")
_MARKS = "\"'*_~"
_LONGEST_WORD = 60
_SHOUTED_WORDS = 2
_AROUND = 100
_FEWEST_CAPITALS = 2


class Joint(Enum):
    """The separator between a word and the one before it."""

    SPACE = auto()
    HYPHEN = auto()
    BREAK = auto()  # a comma, the end of a sentence, omitted text


@dataclass(frozen=True, slots=True)
class Token:
    """A word's forms: as written, folded, and the singular that finds it."""

    written: str
    folded: str
    key: str
    is_capital: bool  # not of its first letter alone


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a message in order, with its text.

    ``keys`` are the words' lookup forms, ``joints`` the separators before them, ``edges`` their
    beginnings and ends in turn.
    """

    text: str
    words: tuple[Token, ...]
    keys: tuple[str, ...]
    joints: tuple[Joint, ...]
    edges: tuple[int, ...]

    def written(self, first: int, last: int) -> str:
        """Return the words from one to the other as they are written."""
        return self.text[self.edges[2 * first] : self.edges[2 * last + 1]]

    def is_marked(self, first: int, last: int) -> bool:
        """Tell whether the words from one to the other, and no more, are quoted or set off."""
        start, end = self.edges[2 * first], self.edges[2 * last + 1]
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        return bool(before) and before == after and before in _MARKS

    def sign_before(self, place: int) -> str:
        """Return the sign that a word begins with, as in ".NET" and "+1", or nothing."""
        start = self.edges[2 * place]
        sign, further = self.text[start - 1 : start], self.text[max(0, start - 2) : start - 1]
        if further.strip(" \n\"'(") or sign not in {".", "+"}:
            return ""
        return sign if sign == "." or self.text[start].isdigit() else ""

    def is_shouted(self, place: int) -> bool:
        """Tell whether all around a word is in capitals, so that its own say nothing of it."""
        start, end = self.edges[2 * place : 2 * place + 2]
        around = self.text[max(0, start - _AROUND) : start].rpartition("\n")[2]
        line = around + self.text[start : end + _AROUND].partition("\n")[0]
        return line.isupper() and len(line.split()) > _SHOUTED_WORDS


def read_message(text: str) -> Tokens:
    """Return the words of a message as Slack stores it."""
    text = text[:_TOO_LONG]
    for left_out in (_CODE, _REFERENCE, _EMOJI):
        text = left_out.sub(" | ", text)
    return read_words(_without_identifiers(plain_signs(text)))


def _without_identifiers(text: str) -> str:
    kept, end = [], 0
    for found in _IN_IDENTIFIER.finditer(text):
        if found.start() < end:
            continue
        start = found.start()
        while start > end and not text[start - 1].isspace():
            start -= 1
        kept.append(text[end:start])
        end = found.end()
        while end < len(text) and not text[end].isspace():
            end += 1
    return " | ".join((*kept, text[end:]))


def read_words(text: str) -> Tokens:
    """Return the words of a text that holds nothing else.

    A long message has hundreds, so results for each are cached, or computed for all in one call.
    """
    pieces = _WORD.split(text)  # separators and words, in turn
    words = tuple([_word(written[:_LONGEST_WORD]) for written in pieces[1::2]])
    keys = tuple([word.key for word in words])
    joints = tuple([Joint.SPACE if gap == " " else _joint(gap) for gap in pieces[:-1:2]])
    return Tokens(text, words, keys, joints, tuple(accumulate(map(len, pieces))))


def _joint(gap: str) -> Joint:
    if gap == "-":
        return Joint.HYPHEN
    return Joint.SPACE if _SPACE.fullmatch(gap) else Joint.BREAK


@lru_cache(maxsize=20_000)
def _word(written: str) -> Token:
    """Return what a word says of itself, without its possessive ending."""
    folded = "".join(words_of(written))
    if written.endswith(("'s", "'S")):
        written = written[:-2]
    capitals = sum(letter.isupper() for letter in written)
    return Token(written.replace(".", ""), folded, singular(folded), capitals >= _FEWEST_CAPITALS)
