"""Terms that can't be shown, since their files have errors: they are meanings all the same.

Each has a stand-in among the labels that lookup searches, so that the same rules choose between
meanings. No answer ever shows one.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.glossary.model import Term
from bot.glossary.search.result import Found, Several
from bot.glossary.slugs import is_slug_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class LeftOut:
    """The stand-ins for files that can't be used, by the file's name, which is no slug."""

    def __init__(self, labels_by_file: Mapping[str, Sequence[str]]) -> None:
        """Take the labels of each file; the first is its term's name."""
        self.terms = {
            file: _stand_in(file, name, tuple(aliases))
            for file, (name, *aliases) in labels_by_file.items()
        }
        # If nothing could be read, only the file's name is left, and that has no case.
        self._nameless = [term for term in self.terms.values() if term.name == term.path.stem]

    def without(self, answer: Found | Several | None) -> Found | Several | None:
        """Return the answer without stand-ins: a choice, if one of them may have been meant."""
        if not self.terms or answer is None:
            return answer
        also = answer.also if isinstance(answer, Found) else ()
        meant = (answer.term,) if isinstance(answer, Found) else answer.terms
        hidden = {term.slug for term in meant if term.slug in self.terms}
        hidden.update(
            term.slug
            for term in self._nameless
            if is_slug_of(term.name.lower(), answer.label, context=None)
        )
        if isinstance(answer, Found) and not hidden:
            return replace(answer, also=self._shown(also))
        shown = self._shown((*meant, *also))
        is_avoided = isinstance(answer, Several) and answer.is_avoided
        left_out = len(hidden)
        several = Several(answer.query, answer.label, shown, left_out, is_avoided=is_avoided)
        return several if shown else None

    def _shown(self, terms: Sequence[Term]) -> tuple[Term, ...]:
        return tuple(term for term in terms if term.slug not in self.terms)


def _stand_in(file: str, name: str, aliases: tuple[str, ...]) -> Term:
    return Term(
        slug=file,
        name=name,
        aliases=aliases,
        path=Path(file),
    )
