"""Looking terms up without Slack: one for a person at a terminal, many for another program."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from bot.clock import now
from bot.commands.terminal import tell
from bot.glossary.files.loader import Loader
from bot.glossary.files.problems import errors_in, summary
from bot.glossary.glossary import Glossary
from bot.glossary.search.result import (
    Found,
    MatchedBy,
    Nearest,
    Nothing,
    Several,
    Suggestions,
)
from bot.services.lookup import LookupService
from bot.services.viewer import ANONYMOUS, Viewers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import TextIO

    from bot.glossary.model import Term
    from bot.glossary.search.result import Result

MOST_TERMS = 5


def open_glossary(directory: Path) -> Glossary:
    """Return the glossary of a directory, without its broken files; say that this is so."""
    loaded = Loader(directory).load()
    if errors_in(loaded.problems):
        told = summary(loaded.problems, len(loaded.terms))
        tell(f"parlance: {told}; `parlance check {directory}` lists them.", err=True)
    return Glossary(loaded.config, loaded.terms.values(), loaded.left_out)


def lookup_in(glossary: Glossary) -> LookupService:
    """Return the lookup for the terminal, where nothing about the person is known or stored."""
    return LookupService(glossary, Viewers(glossary), counts=None, clock=now)


def answer_lines(lookup: LookupService, lines: Iterable[str], out: TextIO) -> None:
    """Write one JSON object for each line that is read, as soon as it is read."""
    with asyncio.Runner() as runner:
        for line in lines:
            text = line.removesuffix("\n").removesuffix("\r")
            looked_up = runner.run(lookup.look_up(text, ANONYMOUS, reads_role=False))
            match, terms = _judged(looked_up.result)
            names = list(dict.fromkeys(term.title for term in terms))[:MOST_TERMS]
            answer = {"query": text, "match": match, "terms": names, **_avoided(looked_up.result)}
            # In ASCII: some that read lines take U+2028 and its like for the end of one, too.
            print(json.dumps(answer), file=out, flush=True)


def _avoided(result: Result) -> dict[str, str | None]:
    """Return that what was asked for is a name to avoid, and why."""
    if isinstance(result, Found) and result.by is MatchedBy.AVOIDED:
        return {"avoided": result.label, "because": result.because}
    return {}


def _judged(result: Result) -> tuple[str, tuple[Term, ...]]:
    match result:
        case Found():
            return "confident", (result.term, *result.also)
        case Nearest():
            return "nearest", (result.term, *result.others)
        case Several():
            return "several", result.terms
        case Suggestions():
            return "suggest", result.terms
        case Nothing():
            return "none", ()
