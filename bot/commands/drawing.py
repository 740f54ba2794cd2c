"""Drawings for the terminal; apart from lines, since Rich takes long to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment

from bot.characters import for_terminal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import ConsoleOptions, RenderableType


class Terminal(Console):
    """Draws what files and people supply with its control characters spelled out."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Yield the pieces of a drawing; the controls that Rich itself needs stay."""
        for segment in super().render(renderable, options):
            yield (
                segment if segment.control else Segment(for_terminal(segment.text), segment.style)
            )
