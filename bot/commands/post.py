"""``parlance post``: posts of the schedule, made by hand."""

from __future__ import annotations

import asyncio
from pathlib import Path  # noqa: TC003 -- Typer reads the annotations
from typing import Annotated, Any

import typer

from bot.commands.terminal import tell

app = typer.Typer(no_args_is_help=True, help="Make a post of the schedule now.")


@app.command("term-of-the-week")
def post_term_of_the_week(
    *,
    entry: Annotated[
        str | None, typer.Option(help="The id of one entry of schedule.yml; all by default.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what comes next where, and why that term.")
    ] = False,
    glossary: Annotated[Path | None, typer.Option(help="The glossary's directory.")] = None,
) -> None:
    """Post the term of the week now where this week's was not posted; exit with 1 on a failure."""
    from bot.clock import now
    from bot.commands import post_now
    from bot.commands.post_lines import plan_lines, post_line
    from bot.logs import set_up_logs
    from bot.settings import LogLevel, Settings
    from bot.storage.posts.ledger_row import PostState

    given: dict[str, Any] = {"glossary": glossary} if glossary else {}
    settings = Settings(**given)
    set_up_logs(LogLevel.WARNING)
    if dry_run:
        for plan in asyncio.run(post_now.plan(settings, entry, now)):
            tell("\n".join(plan_lines(plan.slot, plan.choice)))
        return
    made = asyncio.run(post_now.post(settings, entry, now))
    for of, row in made:
        tell(post_line(of, row))
    if any(row is None or row.state is not PostState.POSTED for _, row in made):
        raise typer.Exit(1)
