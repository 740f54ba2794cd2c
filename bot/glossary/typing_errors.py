"""Typing errors that leave no doubt: few letters off one term, and off nothing else that exists.

The distance alone is never enough: "assignment" is one letter off *alignment*,
"test sat" one off *test set*. So a mistyped word must be no word by itself, and
where it stands alone, no common English word may come as near as the term.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.glossary.english import common_words_near, is_word
from bot.glossary.names import spelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.names import Label, NameIndex

# One edit from six letters on, two from twelve: below, too many names lie as near by chance.
_SHORTEST_FOR_ONE = 6
_SHORTEST_FOR_TWO = 12
# A word this short that differs is another word ("top-k" and "top-p", "F1" and "F2") …
_SHORTEST_MISTYPED = 4
# … and up to this length it is doubtful even beside words that match.
_LONGEST_DOUBTFUL = 5
# A word cut short needs this many letters to say which it was.
_SHORTEST_START = 4


def find_mistyped(words: Sequence[str], names: NameIndex) -> tuple[Label, ...]:
    """Return the label that was surely meant, with its term's others as near; or none."""
    key = spelling(words)
    allowed = _edits_allowed(len(key) + 1)
    if not allowed:
        return ()
    nearest: list[tuple[int, Label]] = []
    for shelf in names.shelves(len(key) - allowed, len(key) + allowed):
        for _, distance, position in process.extract(
            key, shelf.keys, scorer=OSA.distance, score_cutoff=allowed, limit=None
        ):
            label = names.label(shelf.ids[position])
            if label and distance <= _edits_allowed(len(label.key)):
                nearest.append((int(distance), label))
    if not nearest:
        return ()
    least = min(distance for distance, _ in nearest)
    labels = [label for distance, label in nearest if distance == least]
    if len({label.slug for label in labels}) != 1:
        return ()
    return tuple(label for label in labels if _is_plainly_mistyped(words, label, least))


def find_cut_short(words: Sequence[str], names: NameIndex) -> tuple[Label, ...]:
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


def _is_plainly_mistyped(words: Sequence[str], label: Label, distance: int) -> bool:
    if _digits(spelling(words)) != _digits(label.key):
        return False
    if len(words) != len(label.words):
        return not all(is_word(word) for word in words) and not (
            len(words) == 1 and _comes_as_near(words[0], label.key, distance)
        )
    differing = [(word, own) for word, own in zip(words, label.words, strict=True) if word != own]
    return all(
        len(own) >= _SHORTEST_MISTYPED
        and not is_word(word)
        and not (
            (len(words) == 1 or len(own) <= _LONGEST_DOUBTFUL)
            and _comes_as_near(word, own, distance)
        )
        for word, own in differing
    )


def _comes_as_near(word: str, own: str, distance: int) -> bool:
    """Tell whether a common word other than the label's lies as near (one edit) or nearer (two)."""
    return bool(common_words_near(word) - {own}) if distance else False


def _digits(key: str) -> str:
    return "".join(letter for letter in key if letter.isdigit())
