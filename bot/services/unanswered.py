"""How many people got no answer, although the bot tried: for the log and the health check."""

from __future__ import annotations


class UnansweredCount:
    """A count since the start of the process."""

    def __init__(self) -> None:
        self.count = 0

    def add(self) -> int:
        """Count one more; return how many there are."""
        self.count += 1
        return self.count
