"""What *Not what I meant* is about: the term that was shown as the nearest, and the question."""

from __future__ import annotations

from dataclasses import dataclass

_SEPARATOR = "\n"  # neither a file's name nor a question has one
_QUERY_LIMIT = 1000  # Slack takes 2,000 in all, and a file's name has 255 at most


@dataclass(frozen=True, slots=True)
class NearestRef:
    """The slug of the shown term, and what was asked."""

    slug: str
    query: str

    @classmethod
    def parse(cls, value: str) -> NearestRef:
        """Read a button's value; an older card's has no slug."""
        query, _, slug = value.partition(_SEPARATOR)
        return cls(slug, query)

    def to_value(self) -> str:
        """Return what the button carries."""
        return f"{self.query[:_QUERY_LIMIT]}{_SEPARATOR}{self.slug}"
