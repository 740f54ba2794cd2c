"""The ``parlance`` command; what a subcommand needs is imported when it runs."""

from __future__ import annotations

import asyncio
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import cli_post, cli_records
from bot.errors import OperatorError, UserFacingError
from bot.glossary.problems import ProblemFormat
from bot.list_format import ListFormat

SANDBOX_PORT = 8065
NO_SUCH_TERM = 1

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A glossary bot for Slack that answers in the words of the asker's role.",
)

app.add_typer(cli_post.app, name="post")
app.add_typer(cli_records.app)

GlossaryOption = Annotated[
    Path,
    typer.Option(
        "--glossary",
        envvar="PARLANCE_GLOSSARY",
        help="The glossary: a directory of terms, or one that holds terms/.",
    ),
]
DEFAULT_GLOSSARY = Path("data")


class StatsFormat(StrEnum):
    """How statistics are written out."""

    TABLE = "table"
    JSON = "json"


def main() -> None:
    """Run the command line; a fault that somebody can mend is told without a traceback."""
    try:
        app()
    except (OperatorError, UserFacingError) as error:
        sys.stderr.write(f"parlance: {error}\n")
        sys.exit(1)
    except OSError as error:  # a full disk, a file that may not be read
        sys.stderr.write(f"parlance: {error.filename or 'The output'}: {error.strerror}.\n")
        sys.stdout = None  # not to be written once more while the interpreter ends
        sys.exit(1)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 -- Typer's callback takes it so
    if wanted:
        from importlib.metadata import version

        typer.echo(f"parlance {version('parlance')}")
        raise typer.Exit


@app.callback()
def _parlance(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Options that stand before a command."""


@app.command()
def run(
    *,
    http: Annotated[
        bool, typer.Option("--http", help="Be reached over HTTP instead of Socket Mode.")
    ] = False,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port to listen on.")
    ] = None,
    glossary: Annotated[Path | None, typer.Option(help="The glossary's directory.")] = None,
) -> None:
    """Start the bot: in your Slack with tokens set, in the sandbox without."""
    from bot.settings import Connection, Settings, variable_of

    given: dict[str, Any] = {"http": http or None, "host": host, "port": port, "glossary": glossary}
    given = {field: value for field, value in given.items() if value is not None}
    settings = Settings(**given)
    if settings.connection is Connection.SANDBOX:
        sandbox(
            glossary=settings.glossary,
            in_place=False,
            host=settings.host,
            port=SANDBOX_PORT if settings.port is None else settings.port,
        )
        return
    # From here on the bot is a process of its own, without what a command line needs.
    environment = {variable_of(field): str(value) for field, value in given.items()}
    os.execve(  # noqa: S606 -- our own interpreter
        sys.executable, [sys.executable, "-P", "-m", "bot"], {**os.environ, **environment}
    )


@app.command()
def sandbox(
    *,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Serve and edit the glossary itself, not a copy.")
    ] = False,
    host: Annotated[str, typer.Option(help="The address of the page.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port of the page.")
    ] = SANDBOX_PORT,
) -> None:
    """Open a Slack workspace on this machine, with the bot in it."""
    from rich.console import Console

    from bot.logs import set_up_logs
    from bot.sandbox_run import Served, run_sandbox
    from bot.settings import LogLevel

    def announce(address: str, served: Served) -> None:
        console = Console(highlight=False, soft_wrap=True)
        console.print(f"\n  The sandbox is open: [bold]{address}[/bold]")
        console.print(f"  {served.sentence}", markup=False)
        console.print("  Nothing leaves this machine. Ctrl-C closes it.\n")

    set_up_logs(LogLevel.WARNING)
    asyncio.run(run_sandbox(glossary, in_place=in_place, host=host, port=port, announce=announce))


@app.command()
def define(
    term: Annotated[list[str], typer.Argument(help='What to look up: "rag", "kv cache as legal".')],
    *,
    role: Annotated[str | None, typer.Option(help="In whose words, for example legal.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
) -> None:
    """Print the answer to a term, as /define gives it in Slack; exit with 1 where there is none."""
    from bot.ask import answer_in, ask, open_glossary
    from bot.cards.data import lookup_data
    from bot.cards.terminal import lookup_drawing
    from bot.glossary.matches import Found

    if not " ".join(term).strip():
        raise typer.BadParameter("write what to look up", param_hint="term")
    opened = open_glossary(glossary)
    chosen = opened.config.role(role) if role else None
    if role and chosen is None:
        known = ", ".join(known.id for known in opened.config.roles)
        raise typer.BadParameter(f"no role {role!r}; there are: {known}", param_hint="--role")
    lookup, for_role = ask(opened, " ".join(term), chosen)
    answer = answer_in(opened, lookup, for_role) if isinstance(lookup, Found) else None
    if as_json:
        import json

        typer.echo(json.dumps(lookup_data(lookup, answer), ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        Console().print(lookup_drawing(lookup, answer))
    if answer is None:
        raise typer.Exit(NO_SUCH_TERM)


@app.command()
def check(
    directory: Annotated[Path, typer.Argument(help="The glossary's directory.")] = DEFAULT_GLOSSARY,
    *,
    form: Annotated[
        ProblemFormat, typer.Option("--format", help="How to write the problems out.")
    ] = ProblemFormat.TEXT,
) -> None:
    """Print every problem of a glossary; exit with 1 where one is an error."""
    from bot.glossary.checks import run_check

    raise typer.Exit(run_check(directory, form, sys.stdout))


@app.command()
def overdue(
    *,
    form: Annotated[
        ListFormat, typer.Option("--format", help="How to write the list.")
    ] = ListFormat.TABLE,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
) -> None:
    """List the terms that are due for review, the most pressing first."""
    from bot.overdue import counted_lookups, list_due, today, write_out

    day = today()
    lookups = asyncio.run(counted_lookups(day))
    typer.echo(write_out(list_due(glossary, lookups, day), form))


@app.command()
def lookup(
    *,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
    as_json: Annotated[bool, typer.Option("--json", help="The only form there is.")] = False,  # noqa: ARG001 -- stated by the caller, who may count on it
) -> None:
    """Read queries from standard input, one a line, and write one JSON object a line."""
    from bot.ask import answer_lines, open_glossary

    opened = open_glossary(glossary)
    sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    answer_lines(opened, sys.stdin, sys.stdout)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The term's name.")],
    *,
    context: Annotated[
        str | None, typer.Option(help="What tells it from another term of that name.")
    ] = None,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
) -> None:
    """Write the file of a new term, with a comment beside each field."""
    from datetime import UTC, datetime

    from bot.glossary.directory import find_places
    from bot.glossary.loader import Loader
    from bot.glossary.scaffold import create_term_file

    config = Loader(glossary).load().config
    terms = find_places(glossary).terms
    try:
        path = create_term_file(terms, name, context, config, datetime.now(UTC).date())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    except FileExistsError as error:
        raise OperatorError(
            f"{error.filename} is there already: edit it, or tell the two apart with --context."
        ) from error
    except OSError as error:
        raise OperatorError(f"{error.filename} cannot be written: {error.strerror}.") from error
    typer.echo(path)


@app.command()
def stats(
    *,
    days: Annotated[int, typer.Option(min=1, help="Over how many days lookups count.")] = 30,
    form: Annotated[
        StatsFormat, typer.Option("--format", help="How to write the figures out.")
    ] = StatsFormat.TABLE,
    plot: Annotated[
        Path | None, typer.Option(help="Write them as a picture into this SVG file instead.")
    ] = None,
    glossary: Annotated[Path | None, typer.Option(help="The glossary's directory.")] = None,
) -> None:
    """Show what people look up and miss, what is covered for whom, and how reviews stand."""
    from bot import stats as statistics
    from bot.settings import Settings

    given: dict[str, Any] = {"glossary": glossary} if glossary else {}
    read = asyncio.run(statistics.read_statistics(Settings(**given), days))
    if plot:
        statistics.save_picture(read, plot)
        typer.echo(plot)
    else:
        statistics.write_out(read, sys.stdout, as_json=form is StatsFormat.JSON)


@app.command()
def doctor() -> None:
    """Check tokens, scopes, channels, stewards, clock, database, files; exit with 1 on a fault."""
    from bot.doctor.examination import examine
    from bot.doctor.finding import Level
    from bot.settings import Settings

    async def look() -> bool:
        is_well = True
        async for finding in examine(Settings()):
            colour = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}[finding.level]
            level = typer.style(f"{finding.level:4}", fg=colour)
            typer.echo(f"{level}  {finding.subject}: {finding.message}")
            for line in finding.remedy.splitlines():
                typer.echo(f"      {line}")
            is_well = is_well and finding.level is not Level.FAIL
        return is_well

    raise typer.Exit(0 if asyncio.run(look()) else 1)


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema, as the bot does by itself when it starts."""
    from bot.settings import Settings
    from bot.storage.migrate import migrate as migrate_database

    migrate_database(Settings().database_url.get_secret_value())
    typer.echo("The database is up to date.")
