"""Looking terms up without Slack: one for a person at a terminal, many for another program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.cards.answers.answer import build_answer
from bot.clock import now
from bot.commands.terminal import say
from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import errors_in, summary
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import Found, Nothing, Several, Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import TextIO

    from bot.cards.answers.answer import Answer
    from bot.glossary.model import Role, Term
    from bot.glossary.search.result import Result

MOST_TERMS = 5


def open_glossary(directory: Path) -> Glossary:
    """Return the glossary of a directory, without what is broken in it; say that this is so."""
    loaded = Loader(directory).load()
    if errors_in(loaded.problems):
        told = summary(loaded.problems, len(loaded.terms))
        say(f"parlance: {told}; `parlance check {directory}` lists them.", err=True)
    return Glossary(loaded.config, loaded.terms.values(), loaded.left_out)


def ask(glossary: Glossary, text: str, role: Role | None) -> tuple[Result, Role, str]:
    """Return what the text asks for and in whose words: "rag for engineers" names both.

    Last comes whom the text names though the glossary has no such role, or "".
    """
    default = glossary.config.usual_role
    query = glossary.read_query(text)
    lookup = glossary.look_up(query.text)
    return lookup, role or query.role or default, query.unknown_role


def answer_in(glossary: Glossary, found: Found, role: Role, unknown_role: str) -> Answer:
    """Return the answer in the words of a role, as of today."""
    today = now().date()
    return build_answer(glossary, found.term, role, today, found=found, unknown_role=unknown_role)


def answer_lines(glossary: Glossary, lines: Iterable[str], out: TextIO) -> None:
    """Write one JSON object for each line that is read, as soon as it is read."""
    for line in lines:
        query = line.removesuffix("\n").removesuffix("\r")
        match, terms = _judged(glossary.look_up(query))
        names = list(dict.fromkeys(term.title for term in terms))[:MOST_TERMS]
        answer = {"query": query, "match": match, "terms": names}
        # In ASCII: some that read lines take U+2028 and its like for the end of one, too.
        print(json.dumps(answer), file=out, flush=True)


def _judged(lookup: Result) -> tuple[str, tuple[Term, ...]]:
    match lookup:
        case Found():
            return "confident", (lookup.term, *lookup.also)
        case Several() | Suggestions():
            return "suggest", lookup.terms
        case Nothing():
            return "none", ()
