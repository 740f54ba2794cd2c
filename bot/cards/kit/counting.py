"""Numbers with the right form of what they count."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with what it counts; ``many`` is the plural, by itself with an s.

    >>> counted(1, "day"), counted(1200, "day"), counted(0, "person", "people")
    ('1 day', '1,200 days', '0 people')
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
