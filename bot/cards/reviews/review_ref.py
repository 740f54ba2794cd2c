"""The review that a press is about; the block carries it, since a menu of people has no value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards.kit.term_ref import TermRef, reference

if TYPE_CHECKING:
    from bot.glossary.glossary import Glossary

_KIND = "review"
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class ReviewRef:
    """A card, and the reference of one of its terms."""

    card: str
    term: str

    @classmethod
    def of(cls, card: str, slug: str) -> ReviewRef:
        """Return the target that names this term on this card."""
        return cls(card, reference(slug))

    @classmethod
    def parse(cls, block_id: str) -> ReviewRef:
        """Read a block's id; any text gives a valid target."""
        _, _, rest = block_id.partition(_SEPARATOR)
        card, _, rest = rest.partition(_SEPARATOR)
        term, _, _ = rest.partition(_SEPARATOR)
        return cls(card, term)

    @staticmethod
    def is_of(block_id: str) -> bool:
        """Tell whether the block asks for a review."""
        return block_id.startswith(f"{_KIND}{_SEPARATOR}")

    def to_block_id(self, state: str) -> str:
        """Return the block's id; with another state Slack forgets the choice in the block."""
        return _SEPARATOR.join((_KIND, self.card, self.term, state))

    def slug_in(self, glossary: Glossary) -> str:
        """Return the slug that is meant; what the reference says where the term has gone."""
        term = TermRef(term=self.term).term_in(glossary)
        return term.slug if term else self.term
