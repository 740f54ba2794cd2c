"""What *Take it back* on a private card is about: the message that shared it, and the answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.kit.term_ref import TermRef

_SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class SharedRef:
    """The shared message's ts, and the term and the role that it shows."""

    ts: str
    ref: TermRef

    @classmethod
    def parse(cls, value: str) -> SharedRef:
        """Read a button's value."""
        ts, _, rest = value.partition(_SEPARATOR)
        return cls(ts, TermRef.parse(rest))

    def to_value(self) -> str:
        """Return what the button carries."""
        return f"{self.ts}{_SEPARATOR}{self.ref.to_value()}"
