"""Terms that cannot be shown, since their files have errors: they are meanings all the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.glossary.normalize import fold_label, spelled
from bot.glossary.search.result import Found, Several

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class LeftOut:
    """The labels of files that cannot be used; the first of each is its term's name."""

    def __init__(self, labels_by_file: Mapping[str, Sequence[str]]) -> None:
        self._names: Counter[str] = Counter()
        self._aliases: Counter[str] = Counter()
        for name, *aliases in labels_by_file.values():
            self._names.update({spelled(name), fold_label(name)})
            self._aliases.update(
                {form for one in aliases for form in (spelled(one), fold_label(one))}
            )

    def beside(self, answer: Found | Several) -> Found | Several:
        """Return the answer; a choice, where what it names has a meaning that cannot be shown.

        A preferred name wins over the alias of another term here, too.
        """
        if not self._names:
            return answer
        is_exact = spelled(answer.query) == spelled(answer.label)
        label = spelled(answer.label) if is_exact else fold_label(answer.label)
        if isinstance(answer, Several):
            count = self._names[label] + self._aliases[label]
            return replace(answer, left_out=count)
        count = self._names[label]
        if not count and fold_label(answer.term.name) != fold_label(answer.label):
            count = self._aliases[label]
        return (
            Several(answer.query, answer.label, (answer.term, *answer.also), count)
            if count
            else answer
        )
