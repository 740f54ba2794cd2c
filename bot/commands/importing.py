"""``parlance import``: a glossary of another form becomes one of ours."""

from __future__ import annotations

import contextlib
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import DEFAULT_GLOSSARY
from bot.commands.terminal import say, tell
from bot.environment import trimmed
from bot.errors import OperatorError
from bot.exchange.forms import Form  # noqa: TC001 -- Typer reads the annotations
from bot.exchange.outcomes import Prefer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.exchange.importing import Order, Preview

app = typer.Typer()

STANDARD_INPUT = "-"
REFUSED_SOME = 1
STOPPED = 130  # as a shell reports Ctrl-C


class OtherLanguages(StrEnum):
    """The handling of names in languages that are not read."""

    NONE = "none"
    HIDDEN = "hidden"


@app.command("import")
def import_glossary(  # noqa: PLR0913 -- its options
    source: Annotated[
        str, typer.Argument(help="A file or a folder; - is standard input, and needs --format.")
    ],
    *,
    into: Annotated[
        Path,
        typer.Option(
            envvar="PARLANCE_GLOSSARY",
            parser=lambda given: Path(trimmed(str(given))),
            metavar="PATH",
            help="The glossary's directory. A missing one is created.",
        ),
    ] = DEFAULT_GLOSSARY,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")
    ] = False,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="The form, if it isn't recognized by itself."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="COLUMN=FIELD", help="What a column holds. COLUMN=- leaves it out."
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Which of several languages to read, for example en.")
    ] = None,
    other_languages: Annotated[
        OtherLanguages, typer.Option(help="Whether names in the others find the terms too.")
    ] = OtherLanguages.NONE,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a spreadsheet to read.")] = None,
    category: Annotated[
        list[str] | None, typer.Option(help="A category for every term. May be repeated.")
    ] = None,
    license_: Annotated[
        str | None, typer.Option("--license", help="The license of terms that name none.")
    ] = None,
    source_name: Annotated[
        str | None,
        typer.Option(help="What to call the source if its file has another name each time."),
    ] = None,
    prefer: Annotated[
        Prefer, typer.Option(help="Whose words stay if people here changed a field.")
    ] = Prefer.OURS,
    deprecate_missing: Annotated[
        bool,
        typer.Option("--deprecate-missing", help="Deprecate terms that the source had before."),
    ] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write the result of each row here.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking first.")] = False,
) -> None:
    """Bring in a glossary of another form, or what changed in it; exit with 1 if a row is refused.

    It first says what it saw. In a terminal it asks before it writes.
    """
    from bot.exchange.drafts import Choices
    from bot.exchange.entry import Options
    from bot.exchange.importing import Order
    from bot.exchange.outcomes import Outcome

    with _as_file(source, form) as path, _stoppable() as written:
        order = Order(
            path=path,
            form=form,
            options=Options(language, sheet, _pairs(columns or ())),
            choices=Choices(
                tuple(category or ()),
                license_,
                hides_foreign_names=other_languages is OtherLanguages.HIDDEN,
            ),
            into=into,
            source=source_name or (path.name if source != STANDARD_INPUT else "standard input"),
            prefer=prefer,
            deprecates_missing=deprecate_missing,
        )
        preview = run_import(
            order,
            is_dry=dry_run,
            report=report,
            may_ask=not yes and source != STANDARD_INPUT,
            written=written,
        )
        if preview.counts()[Outcome.REFUSED]:
            raise typer.Exit(REFUSED_SOME)


def run_import(
    order: Order,
    *,
    is_dry: bool = False,
    report: Path | None = None,
    may_ask: bool = False,
    written: list[Path] | None = None,
) -> Preview:
    """Look, say what was seen, and write it unless it's a dry run or somebody says no.

    ``written`` hears of the directory once it is written.
    """
    from bot.clock import latest_today
    from bot.exchange import report as reporting
    from bot.exchange.importing import interrupted, look, repair, write

    if interrupted(order.into):
        if is_dry:
            raise OperatorError(
                f"An import into {order.into} was interrupted. Import once without --dry-run: that "
                "finishes it or takes it back."
            )
        say(repair(order.into))
    with _progress("Reading") as advance:
        preview = look(order, latest_today(), advance)
    for line in reporting.lines(preview):
        say(line)
    if is_dry:
        say("Nothing is written: this is a dry run.")
    elif not preview.has_work:
        say("There is nothing to write.")
    elif may_ask and _is_terminal() and not typer.confirm(f"Write this into {order.into}?"):
        say("Nothing is written.")
        raise typer.Exit
    else:
        with _progress("Writing", len(preview.plan.planned)) as advance:
            write(preview, advance)
            if written is not None:
                written.append(order.into)
        tell(f"Written into {order.into}. Try: parlance define --glossary {order.into} …")
    if report:
        reporting.write_report(preview.results(), report)
        tell(f"{report} has the result of each row.")
    return preview


def import_for_sandbox(source: str) -> Path:
    """Import a source for the sandbox and return the directory; a second time, its changes.

    Raises OperatorError where nothing in it can be served.
    """
    import hashlib

    from bot.commands.sandbox.run import DIRECTORY
    from bot.exchange.drafts import Choices
    from bot.exchange.entry import Options
    from bot.exchange.importing import Order

    with _as_file(source, None) as path:
        digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:6]
        into = DIRECTORY / f"imported-{path.resolve().name}-{digest}"
        order = Order(path, None, Options(), Choices(), into, path.name)
        preview = run_import(order)
        if preview.existing.is_empty and not preview.has_work:
            raise OperatorError(f"No entry of {path} can be served. The report above says why.")
    return into


def _pairs(given: list[str] | tuple[()]) -> dict[str, str]:
    """Return what ``--map`` says of columns."""
    pairs = {}
    for one in given:
        column, sign, field = one.rpartition("=")
        if not sign or not column.strip():
            raise typer.BadParameter(f"write COLUMN=FIELD, not {one!r}", param_hint="--map")
        pairs[column.strip()] = field.strip()
    return pairs


@contextlib.contextmanager
def _as_file(source: str, form: Form | None) -> Iterator[Path]:
    """Give the source as a file that can be read twice, standard input too."""
    import tempfile

    from bot.exchange.limits import LARGEST_SOURCE, MEBIBYTE

    if source != STANDARD_INPUT:
        path = Path(source)
        _refuse_odd(path, LARGEST_SOURCE, MEBIBYTE)
        yield path
        return
    if form is None:
        raise typer.BadParameter("name the form that standard input has", param_hint="--format")
    with tempfile.TemporaryDirectory(prefix="parlance-") as directory:
        path = Path(directory) / f"standard input.{form}"
        with path.open("wb") as file:
            while chunk := sys.stdin.buffer.read(MEBIBYTE):
                if file.tell() + len(chunk) > LARGEST_SOURCE:
                    raise OperatorError(
                        "Standard input is larger than any glossary. Check what is written to it."
                    )
                file.write(chunk)
        yield path


def _refuse_odd(path: Path, largest: int, unit: int) -> None:
    """Refuse a path that doesn't exist, isn't a file, or is larger than any glossary."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise OperatorError(
            f"There is no {path}. Check the path; it counts from {Path.cwd()}."
        ) from None
    if path.is_dir():
        return
    if not path.is_file():
        raise OperatorError(f"{path} is neither a file nor a folder. Save it as a file first.")
    if status.st_size > largest:
        raise OperatorError(
            f"{path} has {status.st_size // unit:,} MiB, and at most {largest // unit} can come "
            "in. Divide it, or leave out what isn't a term."
        )


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


@contextlib.contextmanager
def _stoppable() -> Iterator[list[Path]]:
    """End on Ctrl-C or SIGTERM with a sentence; what was begun is taken back by then.

    Gives a list for the directory that was written: from then on there is nothing to take back.
    """
    import signal

    written: list[Path] = []
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield written
    except KeyboardInterrupt:
        was = "was written before" if written else "is as it was"
        say(f"Stopped. The glossary {was}.", err=True)
        raise typer.Exit(STOPPED) from None
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show a bar in a terminal, and give what moves it on."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)
