"""Typing errors that leave no doubt: few letters off one term, and off nothing else that exists.

The distance alone is never enough: "assignment" is one letter off *alignment*,
"test sat" one off *test set*. So a mistyped word must not be a word itself, and if it is alone, no
common English word may be as near as the term.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bot.glossary.language.en.word_list import common_words_near, is_word
from bot.glossary.search.label_index import spelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.search.label_index import Label, LabelIndex

# One edit from six letters on, two from twelve: below, too many names lie as near by chance.
_SHORTEST_FOR_ONE = 6
_SHORTEST_FOR_TWO = 12
# Two within one word from seven letters of it, as its neighbours confirm it.
_LONGER_BESIDE = 5
# A word this short that differs is another word ("top-k" and "top-p", "F1" and "F2"); up to the
# second length it may be a typing error of another, unless this many letters beside it match.
_SHORTEST_MISTYPED = 4
_LONGEST_DOUBTFUL = 5
_ENOUGH_BESIDE = 6
# A word cut short needs this many letters to say which it was.
_SHORTEST_START = 4


def find_mistyped(words: Sequence[str], names: LabelIndex) -> tuple[Label, ...]:
    """Return the label that was surely meant, with its term's others as near; or none."""
    key = spelling(words)
    allowed = _edits_allowed(len(key) + 1)
    # Texts of known words alone have no typing error, and most missing queries are like that.
    if not allowed or all(_is_known(word, names) for word in words):
        return ()
    nearest: list[tuple[int, Label]] = []
    for label_id, distance in names.spellings.within(allowed, key):
        label = names.label(label_id)
        if label and distance <= _edits_allowed(len(label.key)):
            nearest.append((distance, label))
    if not nearest:
        return ()
    least = min(distance for distance, _ in nearest)
    labels = [label for distance, label in nearest if distance == least]
    if len({label.slug for label in labels}) != 1:
        return ()
    return tuple(label for label in labels if _is_plainly_mistyped(words, label, names))


def find_cut_short(words: Sequence[str], names: LabelIndex) -> tuple[Label, ...]:
    """Return the only label that begins with these words, the last of them cut off in its midst."""
    *whole, start = words or ("",)
    if not whole or len(start) < _SHORTEST_START or is_word(start):
        return ()
    labels = [
        label
        for label_id in names.with_word(whole[0])
        if (label := names.label(label_id))
        and label.words[: len(whole)] == tuple(whole)
        and len(label.words) == len(words)
        and label.words[-1].startswith(start)
    ]
    return tuple(labels) if len({label.slug for label in labels}) == 1 else ()


def _edits_allowed(length: int) -> int:
    return (length >= _SHORTEST_FOR_ONE) + (length >= _SHORTEST_FOR_TWO)


def _is_plainly_mistyped(words: Sequence[str], label: Label, names: LabelIndex) -> bool:
    if _digits(spelling(words)) != _digits(label.key):
        return False
    if len(words) == len(label.words):
        pairs = zip(words, label.words, strict=True)
        differing = [(word, own) for word, own in pairs if word != own]
    else:
        # Joined or split as well: the pieces cannot be told apart, so they count as one, and each
        # must be long enough to be mistyped ("zscore" is no F-score).
        if any(len(own) < _SHORTEST_MISTYPED for own in label.words):
            return False
        differing = [(spelling(words), label.key)]
    beside = len(label.key) - sum(len(own) for _, own in differing)
    return all(
        len(own) >= _SHORTEST_MISTYPED
        and OSA.distance(word, own) <= max(1, _edits_allowed(len(own) + _LONGER_BESIDE))
        and not _is_known(word, names)
        and not (
            (len(words) == 1 or (len(own) <= _LONGEST_DOUBTFUL and beside < _ENOUGH_BESIDE))
            and common_words_near(word) - {own}
        )
        for word, own in differing
    )


def _is_known(word: str, names: LabelIndex) -> bool:
    """Tell whether the word is one already: too short to be mistyped, English, or of a label."""
    return len(word) < _SHORTEST_MISTYPED or is_word(word) or bool(names.with_word(word))


def _digits(key: str) -> str:
    return "".join(letter for letter in key if letter.isdigit())
