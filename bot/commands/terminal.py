"""Output for the terminal, without anything that a terminal would obey.

Files and people supply most of it. Colours are the only control sequences, and ours.
"""

from __future__ import annotations

import shutil
import sys
import textwrap

import typer

from bot.characters import for_terminal


def say(text: object, *, err: bool = False) -> None:
    """Write data unchanged: a line, or several."""
    typer.echo(for_terminal(str(text)), err=err)


def tell(text: object, *, err: bool = False, after: int = 0) -> None:
    """Write sentences; at a terminal, each line ends between two words.

    Into a file or a pipe they go unchanged, so that other programs find whole lines.
    ``after`` is how many columns the first line already has; further lines are indented as far.
    """
    stream = sys.stderr if err else sys.stdout
    lines = for_terminal(str(text))
    if stream is not None and stream.isatty():
        lines = wrapped(" " * after + lines, shutil.get_terminal_size().columns)[after:]
    typer.echo(lines, err=err)


def wrapped(text: str, width: int) -> str:
    """Return a text whose lines fit, with what is longer than a line left whole.

    What continues a line stands under its beginning.
    """
    return "\n".join(
        textwrap.fill(
            line,
            width,
            subsequent_indent=line[: len(line) - len(line.lstrip())],
            break_long_words=False,  # an address or a path stays one to copy
            break_on_hyphens=False,
            replace_whitespace=False,
        )
        for line in text.split("\n")
    )
