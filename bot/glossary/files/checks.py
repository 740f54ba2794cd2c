"""Checks a whole directory and writes out every problem it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.characters import for_terminal
from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import ProblemFormat, errors_in, write_out

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO


def run_check(directory: Path, form: ProblemFormat, out: TextIO) -> int:
    """Write every problem to ``out``; return 1 where one is an error, else 0.

    Raises GlossaryError where there is no such directory.
    """
    loaded = Loader(directory).load()
    written = write_out(loaded.problems, len(loaded.terms), form)
    print(for_terminal(written), file=out)  # the files supply much of it
    return 1 if errors_in(loaded.problems) else 0
