"""Commands about stored data: the audit trail, and one person's data."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import moment
from bot.commands.terminal import say, tell
from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.storage.database import Database

app = typer.Typer()

UserArgument = Annotated[str, typer.Argument(metavar="USER", help="A Slack user id: U0123456789.")]

BEYOND_REACH = """\
Delete these yourself; the bot can't reach them:
  - messages in Slack, among them the cards that named the person: delete them there
  - what people wrote themselves, in suggestions, reasons and files of the glossary
  - files of the glossary that name the person as a steward: data/glossary.yml, `steward` of a term
  - names and ids in git's history and in pull requests
  - logs and backups of the database"""


@app.command()
def audit(
    *,
    since: Annotated[
        str | None,
        typer.Option(
            help="From then on, in UTC; all by default: 2026-11-01, yesterday, or 7d (seven days)."
        ),
    ] = None,
) -> None:
    """Print who did what, when, before and after: one JSON object a line, oldest first."""
    from bot.clock import now
    from bot.storage.audit import AuditTrail

    start = moment(since, now(), "--since") if since else datetime.fromtimestamp(0, UTC)

    async def print_all(database: Database) -> None:
        async for entry in AuditTrail(database).since(start):
            say(json.dumps(entry.to_data(), ensure_ascii=False))

    _with_database(print_all)


@app.command()
@app.command("export-user", hidden=True)  # its name while nothing else was exported
def personal_data(user: UserArgument) -> None:
    """Print everything that is held on one person, as JSON."""
    from bot.storage.personal_data import PersonalData

    found = _with_database(lambda database: PersonalData(database).export(_user_id(user)))
    say(json.dumps({"user": _user_id(user), "held": found}, ensure_ascii=False, indent=2))


@app.command()
def forget(user: UserArgument) -> None:
    """Put a random pseudonym in place of a person in every row; print what that can't reach."""
    from bot.clock import now
    from bot.storage.personal_data import PersonalData

    user_id, at = _user_id(user), now()
    forgotten = _with_database(lambda database: PersonalData(database).forget(user_id, at))
    tell(f"{user_id} is {forgotten.pseudonym} from now on.")
    for table, count in forgotten.rows.items():
        tell(f"  {table}: {count} {'row' if count == 1 else 'rows'}")
    if not forgotten.rows:
        tell("  Nothing was held.")
    tell(BEYOND_REACH)


def _user_id(text: str) -> str:
    from bot.glossary.files.config import SLACK_USER_ID

    user_id = text.strip("<@>").partition("|")[0]
    if not SLACK_USER_ID.fullmatch(user_id):
        raise typer.BadParameter(
            f"{text!r} isn't a Slack user id: open the person's profile in Slack, ⋮, Copy member "
            "ID.",
            param_hint="USER",
        )
    return user_id


def _with_database(work: Callable[[Database], Awaitable[Any]]) -> Any:  # noqa: ANN401 -- its result
    """Do something with the bot's database, brought to the newest schema."""
    from bot.commands.used_database import used_database
    from bot.logs import set_up_logs
    from bot.settings import LogLevel, Settings

    async def run() -> Any:  # noqa: ANN401 -- its result
        async with used_database(Settings()) as database:
            await database.open()
            return await work(database)

    set_up_logs(LogLevel.WARNING)
    try:
        return asyncio.run(run())
    except OSError as error:
        raise OperatorError(f"The database cannot be used: {error}") from error
