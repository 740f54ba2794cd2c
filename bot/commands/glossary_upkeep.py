"""``parlance check``, ``new``, ``overdue``, ``stats``: for those who keep the glossary up."""

from __future__ import annotations

import asyncio
import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 -- Typer reads the annotations
from typing import Annotated, Any

import typer

from bot.commands.list_format import ListFormat
from bot.commands.options import DEFAULT_GLOSSARY, GlossaryOption
from bot.commands.terminal import say, tell
from bot.errors import OperatorError
from bot.glossary.files.checks import ProblemFormat

app = typer.Typer()

MOST_DAYS = 3650  # as long as counts may be kept


class StatsFormat(StrEnum):
    """How statistics are written out."""

    TABLE = "table"
    JSON = "json"


class PictureTheme(StrEnum):
    """What the picture is shown on."""

    LIGHT = "light"
    DARK = "dark"


@app.command()
def check(
    directory: Annotated[
        Path | None, typer.Argument(help="The glossary's directory; the same as --glossary.")
    ] = None,
    *,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
    form: Annotated[
        ProblemFormat, typer.Option("--format", help="How to write the problems out.")
    ] = ProblemFormat.TEXT,
    list_all: Annotated[
        bool, typer.Option("--all", help="List each problem, of many alike too.")
    ] = False,
) -> None:
    """Print what a glossary has to mend; exit with 1 where one problem is an error."""
    from bot.glossary.files.checks import run_check

    raise typer.Exit(run_check(directory or glossary, form, sys.stdout, list_all=list_all))


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The term's name.")],
    *,
    context: Annotated[
        str | None, typer.Option(help="The words that tell it from another term of that name.")
    ] = None,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
) -> None:
    """Write the file of a new term, with a comment next to each field."""
    from bot.characters import clean_text, direction_fault
    from bot.glossary.files.directory import find_places
    from bot.glossary.files.loader import Loader
    from bot.glossary.files.scaffold import create_term_file

    name, context = clean_text(name), clean_text(context or "") or None
    if turned := direction_fault(f"{name} {context or ''}"):
        raise typer.BadParameter(turned)
    config = Loader(glossary).load().config
    terms = find_places(glossary).terms
    try:
        path = create_term_file(terms, name, context, config)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    except FileExistsError as error:
        raise OperatorError(
            f"{error.filename} is there already: edit it, or tell the two apart with --context."
        ) from error
    except OSError as error:
        raise OperatorError(f"{error.filename} cannot be written: {error.strerror}.") from error
    say(path)
    tell(
        f"Next: fill it in, then run `parlance check {glossary}`. A running bot serves the term "
        "within two seconds.",
        err=True,
    )


@app.command()
def overdue(
    *,
    form: Annotated[
        ListFormat, typer.Option("--format", help="How to write the list.")
    ] = ListFormat.TABLE,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
) -> None:
    """List the terms that are due for review, the most pressing first."""
    from bot.commands.due import list_due, remembered, today, write_out

    day = today()
    due = list_due(glossary, asyncio.run(remembered(day)), day)
    say(write_out(due.terms, form))
    if due.overload:
        tell(due.overload, err=True)


@app.command()
def stats(
    *,
    days: Annotated[
        int, typer.Option(min=1, max=MOST_DAYS, help="Over how many days lookups count.")
    ] = 30,
    form: Annotated[
        StatsFormat, typer.Option("--format", help="How to write the figures out.")
    ] = StatsFormat.TABLE,
    plot: Annotated[
        Path | None,
        typer.Option(help="Draw them on one page instead, into this file: .svg or .png."),
    ] = None,
    theme: Annotated[
        PictureTheme, typer.Option(help="The colors of that page.")
    ] = PictureTheme.LIGHT,
    glossary: Annotated[Path | None, typer.Option(help="The glossary's directory.")] = None,
) -> None:
    """Show what people look up and miss, each role's coverage, and the state of reviews."""
    from bot.cards.stats.picture_theme import Theme
    from bot.commands import statistics
    from bot.settings import Settings

    given: dict[str, Any] = {"glossary": glossary} if glossary else {}
    read = asyncio.run(statistics.read_statistics(Settings(**given), days))
    if plot:
        statistics.save_picture(read, plot, Theme(theme.value))
        say(plot)
    else:
        statistics.write_out(read, sys.stdout, as_json=form is StatsFormat.JSON)


@app.command()
def governance(
    *,
    form: Annotated[
        ListFormat, typer.Option("--format", help="How to write it out.")
    ] = ListFormat.TABLE,
    table: Annotated[
        str | None, typer.Option(help="One table alone, for example functions or reviews.")
    ] = None,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
) -> None:
    """Show coverage by NIST AI RMF, EU AI Act, category and role; gaps; what reviews rest on."""
    from bot.commands import governance as report

    report.write_out(asyncio.run(report.read_report(glossary)), form, table, sys.stdout)
