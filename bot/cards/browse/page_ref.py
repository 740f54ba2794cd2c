"""A button's shelf and page, small enough for any element."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards.kit.term_ref import reference
from bot.glossary.browse.shelves import ShelfKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.glossary.browse.shelves import Shelf

_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page of a shelf, which is named by its kind and the reference of its key."""

    kind: str
    page: int
    key: str

    @classmethod
    def of(cls, shelf: Shelf, page: int = 0) -> PageRef:
        """Return the target that names this page, counted from 0."""
        return cls(shelf.kind.value, page, reference(shelf.key))

    @classmethod
    def parse(cls, value: str) -> PageRef:
        """Read a button's value; any text gives a valid target."""
        kind, _, rest = value.partition(_SEPARATOR)
        page, _, key = rest.partition(_SEPARATOR)
        return cls(kind, int(page) if page.isdecimal() and page.isascii() else 0, key)

    def to_value(self) -> str:
        """Return what a button carries."""
        return f"{self.kind}{_SEPARATOR}{self.page}{_SEPARATOR}{self.key}"

    def shelf_among(self, shelves: Iterable[Shelf]) -> Shelf | None:
        """Return the shelf that is meant, or None where it has gone."""
        return next(
            (
                shelf
                for shelf in shelves
                if shelf.kind == self.kind and reference(shelf.key) == self.key
            ),
            None,
        )

    @property
    def is_due(self) -> bool:
        """Whether it names the due reviews."""
        return self.kind == ShelfKind.DUE
