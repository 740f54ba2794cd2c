"""Output for the terminal, without anything that a terminal would obey.

Files and people supply most of it. Colours are the only control sequences, and ours.
"""

from __future__ import annotations

import typer

from bot.characters import for_terminal


def say(text: object, *, err: bool = False) -> None:
    """Write a line, or several."""
    typer.echo(for_terminal(str(text)), err=err)
