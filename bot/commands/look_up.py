"""``parlance define`` and ``parlance lookup``: terms looked up without Slack."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from bot.commands.options import DEFAULT_GLOSSARY, GlossaryOption
from bot.commands.terminal import say

app = typer.Typer()

NO_SUCH_TERM = 1


@app.command()
def define(
    term: Annotated[list[str], typer.Argument(help='What to look up: "rag", "kv cache as legal".')],
    *,
    role: Annotated[str | None, typer.Option(help="In whose words, for example legal.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
) -> None:
    """Print the answer to a term, as /define gives it in Slack; exit with 1 unless it is sure."""
    import asyncio

    from bot.cards.answers.data import lookup_data
    from bot.cards.answers.terminal import lookup_drawing
    from bot.cards.kit.phrases import unknown_role_words
    from bot.characters import for_terminal
    from bot.commands.ask import lookup_in, open_glossary
    from bot.glossary.search.result import Found, Nearest
    from bot.glossary.search.roles import named_role
    from bot.services.viewer import ANONYMOUS

    if not " ".join(term).strip():
        raise typer.BadParameter("write what to look up", param_hint="term")
    opened = open_glossary(glossary)
    chosen = (opened.config.role(role) or named_role(role, opened.config)) if role else None
    if role and chosen is None:
        known = ", ".join(known.id for known in opened.config.roles)
        raise typer.BadParameter(
            f"no role {role!r}; there are: {for_terminal(known)}", param_hint="--role"
        )
    lookups = lookup_in(opened)
    looked_up = asyncio.run(lookups.look_up(" ".join(term), ANONYMOUS, role=chosen))
    result, unknown_role = looked_up.result, looked_up.unknown_role
    answer = (
        lookups.answer_found(result, looked_up) if isinstance(result, Found | Nearest) else None
    )
    if as_json:
        import json

        say(json.dumps(lookup_data(result, answer), ensure_ascii=False, indent=2))
    else:
        from bot.commands.drawing import Terminal

        remark = unknown_role_words(unknown_role, looked_up.role) if unknown_role else ""
        Terminal().print(lookup_drawing(result, answer, remark))
    if not isinstance(result, Found):
        raise typer.Exit(NO_SUCH_TERM)


@app.command()
def lookup(
    *,
    glossary: GlossaryOption = DEFAULT_GLOSSARY,
    as_json: Annotated[bool, typer.Option("--json", help="The only form there is.")] = False,  # noqa: ARG001 -- stated by the caller, who may count on it
) -> None:
    """Read queries from standard input, one a line, and write one JSON object a line."""
    from bot.commands.ask import answer_lines, lookup_in, open_glossary

    lookups = lookup_in(open_glossary(glossary))
    if isinstance(sys.stdin, TextIOWrapper):  # None where it is closed
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")
        answer_lines(lookups, sys.stdin, sys.stdout)
