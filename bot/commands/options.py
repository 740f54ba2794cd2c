"""Options that several subcommands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GlossaryOption = Annotated[
    Path,
    typer.Option(
        "--glossary",
        envvar="PARLANCE_GLOSSARY",
        help="The glossary: a directory of terms, or one that holds terms/.",
    ),
]
DEFAULT_GLOSSARY = Path("data")
