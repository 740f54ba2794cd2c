"""The ``parlance`` command; what a subcommand needs is imported when it runs."""

from __future__ import annotations

import asyncio
import os
import sys
from io import TextIOWrapper
from pathlib import Path  # noqa: TC003 -- Typer reads the annotations
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.commands import exchange, glossary_upkeep, importing, look_up, post, records, site
from bot.commands.options import DEFAULT_GLOSSARY, GlossaryOption
from bot.commands.terminal import tell
from bot.errors import OperatorError, UserFacingError

SANDBOX_PORT = 8065


class _Commands(TyperGroup):
    """The subcommands; what is wrong with an option is said in our words alone."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the library's own classes
        """Run the subcommand, without what the library puts before its complaints."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A glossary bot for Slack that answers in the words of the asker's role.",
)

for commands in (look_up.app, glossary_upkeep.app, importing.app, exchange.app, records.app):
    app.add_typer(commands)
app.add_typer(post.app, name="post")
app.add_typer(site.app, name="site")


def main() -> None:
    """Run the command line; a fault that people can fix ends in a sentence, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None where it is closed
            stream.reconfigure(errors="replace")  # what a terminal's encoding lacks is a "?" there
    try:
        app()
    except (OperatorError, UserFacingError) as error:
        tell(f"parlance: {error}", err=True)
        sys.exit(1)
    except OSError as error:  # a full disk, a file that may not be read
        tell(f"parlance: {error.filename or 'The output'}: {error.strerror}.", err=True)
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
    """Options that come before a command."""


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
            imported=None,
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
    imported: Annotated[
        str | None,
        typer.Option("--import", metavar="FILE", help="Serve a glossary of another form."),
    ] = None,
    host: Annotated[str, typer.Option(help="The address of the page.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port of the page.")
    ] = SANDBOX_PORT,
) -> None:
    """Open a Slack workspace on this machine, with the bot in it."""
    from bot.commands.drawing import Terminal
    from bot.commands.sandbox.run import Served, run_sandbox
    from bot.logs import set_up_logs
    from bot.settings import LogLevel

    def announce(address: str, served: Served) -> None:
        console = Terminal(highlight=False, soft_wrap=True)
        console.print(f"\n  The sandbox is open: [bold]{address}[/bold]")
        console.print(f"  {served.sentence}", markup=False)
        console.print("  Nothing leaves this machine. Ctrl-C closes it.\n")

    if imported:
        from bot.commands.importing import import_for_sandbox

        glossary, in_place = import_for_sandbox(imported), True
    set_up_logs(LogLevel.WARNING)
    asyncio.run(run_sandbox(glossary, in_place=in_place, host=host, port=port, announce=announce))


@app.command()
def doctor(
    *, glossary: Annotated[Path | None, typer.Option(help="The glossary's directory.")] = None
) -> None:
    """Check tokens, scopes, channels, stewards, clock, database, files; exit with 1 on a fault."""
    from bot.doctor.examination import examine
    from bot.doctor.finding import Level
    from bot.settings import Settings

    given: dict[str, Any] = {"glossary": glossary} if glossary else {}

    async def look() -> bool:
        is_well = True
        async for finding in examine(Settings(**given)):
            colour = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}[finding.level]
            level = typer.style(f"{finding.level:4}", fg=colour)
            typer.echo(f"{level}  ", nl=False)
            tell(f"{finding.subject}: {finding.message}", after=6)
            for line in finding.remedy.splitlines():
                tell(f"      {line}")
            is_well = is_well and finding.level is not Level.FAIL
        return is_well

    raise typer.Exit(0 if asyncio.run(look()) else 1)


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema, as the bot does by itself when it starts."""
    from bot.logs import set_up_logs
    from bot.settings import LogLevel, Settings
    from bot.storage.migrate import migrate as migrate_database

    set_up_logs(LogLevel.WARNING)
    migrate_database(Settings().database_url.get_secret_value())
    typer.echo("The database is up to date.")
