"""Options that several subcommands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.environment import trimmed

GlossaryOption = Annotated[
    Path,
    typer.Option(
        "--glossary",
        envvar="PARLANCE_GLOSSARY",
        parser=lambda given: Path(trimmed(str(given))),
        metavar="PATH",
        help="The glossary: a directory of terms, or one that holds terms/.",
    ),
]
DEFAULT_GLOSSARY = Path("data")
