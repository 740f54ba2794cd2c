"""``parlance export`` and ``schema``: the glossary for other programs."""

from __future__ import annotations

import re
import sys
from pathlib import Path  # noqa: TC003 -- Typer reads the annotations
from typing import Annotated

import typer

from bot.commands.options import DEFAULT_GLOSSARY, GlossaryOption
from bot.commands.terminal import tell
from bot.exchange.formats import ExportFormat  # noqa: TC001 -- Typer reads the annotations
from bot.glossary.model import Status

app = typer.Typer()

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")  # BCP 47, as far as forms check it


def _language(tag: str) -> str:
    if not _LANGUAGE.fullmatch(tag):
        raise typer.BadParameter(f"{tag!r} is no language tag; write one such as en or pt-BR")
    return tag


@app.command()
def export(  # noqa: PLR0913 -- its options
    *,
    form: Annotated[ExportFormat, typer.Option("--format", help="The form to write.")],
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
    status: Annotated[
        str | None,
        typer.Option(help=f"Terms of these alone, with commas between: {', '.join(Status)}."),
    ] = None,
    category: Annotated[
        list[str] | None, typer.Option(help="Terms of this alone; name several by repeating it.")
    ] = None,
    language: Annotated[
        str,
        typer.Option(
            callback=_language, help="The language of the terms, for skos, jsonld and tbx."
        ),
    ] = "en",
    out: Annotated[
        Path | None, typer.Option(help="The file or directory; without it, standard output.")
    ] = None,
) -> None:
    """Write the glossary, or some of its terms, in a form that other programs read."""
    from bot.exchange.export import save, written_out
    from bot.exchange.selection import select

    selection = select(glossary, _statuses(status), category or ())
    for path in selection.left_out:
        tell(f"parlance: {path} can't be used; parlance check says why.", err=True)
    save(written_out(selection, form, language), form, out, sys.stdout.buffer)
    if out:
        count = len(selection.terms)
        tell(f"{out}: {count} {'term' if count == 1 else 'terms'}", err=True)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a term's file and of an export, for editors and programs."""
    from bot.exchange.schema import schema_text

    typer.echo(schema_text(), nl=False)


def _statuses(text: str | None) -> list[Status]:
    names = [name.strip().lower() for name in (text or "").split(",") if name.strip()]
    try:
        return [Status(name) for name in names]
    except ValueError as error:
        raise typer.BadParameter(
            f"{error}; write some of {', '.join(Status)}", param_hint="--status"
        ) from error
