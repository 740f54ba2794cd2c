"""Chooses the terms to export: all usable ones, or some of them, in a stable order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.errors import OperatorError
from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import errors_in
from bot.glossary.glossary import Glossary
from bot.glossary.normalize import fold_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from bot.glossary.model import Citation, GlossaryConfig, Status, Term


@dataclass(frozen=True)
class Selection:
    """The terms to write, ordered by name, with what the glossary says of itself.

    ``left_out`` names the files that hold no usable term.
    """

    config: GlossaryConfig
    terms: tuple[Term, ...]
    left_out: tuple[Path, ...]
    everything: tuple[Term, ...]

    @property
    def licenses(self) -> list[str]:
        """The licences of the terms, each once."""
        return sorted({term.license for term in self.terms if term.license})

    @property
    def sources(self) -> list[str]:
        """The terms' origins, each once."""
        return sorted({one.imported_from.source for one in self.terms if one.imported_from})

    def named(self, labels: Iterable[str]) -> list[Term]:
        """Return the terms that relations surely name, of those that are written; each once."""
        found = (self._meanings.resolve(label) for label in labels)
        slugs = dict.fromkeys(terms[0].slug for terms in found if len(terms) == 1)
        return [self._written[slug] for slug in slugs if slug in self._written]

    def cited(self, citation: Citation) -> tuple[str, str]:
        """Return what a citation is called and its address, as far as one of two places says.

        The other place is the bibliography.
        """
        entry = self.config.sources.get(citation.source_id or "")
        title = citation.source or (entry.title if entry else citation.source_id or "")
        return title, citation.url or (entry.url if entry else None) or ""

    @cached_property
    def _written(self) -> dict[str, Term]:
        return {term.slug: term for term in self.terms}

    @cached_property
    def _meanings(self) -> Glossary:
        """All terms, since what a label means doesn't depend on what is written."""
        return Glossary(self.config, self.everything)


def select(
    directory: Path, statuses: Collection[Status] = (), categories: Collection[str] = ()
) -> Selection:
    """Read a glossary and return the terms of these statuses and categories; all without any.

    Raises GlossaryError where there is no glossary, OperatorError where no term is left.
    """
    loaded = Loader(directory).load()
    wanted = {fold_label(name) for name in categories}
    terms = [
        term
        for term in loaded.terms.values()
        if (not statuses or term.status in statuses)
        and (not wanted or wanted & {fold_label(name) for name in term.categories})
    ]
    if not terms:
        raise OperatorError(_nothing(directory, statuses, categories))
    in_order = sorted(terms, key=lambda term: (fold_label(term.title), term.slug))
    left_out = sorted({problem.path for problem in errors_in(loaded.problems)})
    return Selection(loaded.config, tuple(in_order), tuple(left_out), tuple(loaded.terms.values()))


def _nothing(directory: Path, statuses: Collection[Status], categories: Collection[str]) -> str:
    wanted = [f"the status {' or '.join(sorted(statuses))}"] if statuses else []
    wanted += [f"the category {' or '.join(sorted(categories))}"] if categories else []
    if not wanted:
        return f"No term of {directory} can be used, so nothing was written. Run parlance check."
    return f"No term of {directory} has {' and '.join(wanted)}, so nothing was written."
