"""The answer to a lookup in a terminal, drawn with Rich; the serving process never imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cards.kit.markdown import BOLD, CODE, ITALIC, STRIKE, cut, parts
from bot.cards.kit.mrkdwn import shown, web_address
from bot.cards.kit.phrases import (
    deprecation_words,
    facts,
    heading,
    how_found,
    in_sentence,
    nearest_words,
    nothing_words,
    several_words,
    suggestions_words,
    takeaway_label,
    wording_label,
)
from bot.characters import for_terminal
from bot.glossary.search.result import Found, Nearest, Nothing, Several, Suggestions
from bot.glossary.wording import WordingSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from bot.cards.answers.answer import Answer
    from bot.glossary.model import Term
    from bot.glossary.search.result import Result

_LIMIT = 4000
_STYLES = {BOLD: "bold", ITALIC: "italic", STRIKE: "strike", CODE: "cyan"}


def lookup_drawing(lookup: Result, answer: Answer | None, remark: str = "") -> Group:
    """Return what a lookup came to; ``answer`` is needed where a term is shown.

    ``remark`` comes above a choice.
    """
    match lookup:
        case Found():
            return Group(*(_shown_term(answer) if answer else _terms([lookup.term])))
        case Several():
            remarks = [Text(remark, style="dim")] if remark else []
            return Group(*remarks, Text(several_words(lookup)), *_terms(lookup.terms))
        case Nearest():
            words = Text(nearest_words(lookup), style="bold")
            return Group(words, Text(), *(_shown_term(answer) if answer else _terms([lookup.term])))
        case Suggestions():
            return Group(Text(suggestions_words(lookup)), *_terms(lookup.terms))
        case Nothing():
            return Group(*map(Text, nothing_words(lookup.query)))


def _shown_term(answer: Answer) -> Iterator[RenderableType]:
    """Yield the definition card's parts in its order, and all of them."""
    term, wording, takeaway = answer.term, answer.wording, answer.takeaway
    yield Text(shown(heading(term), _LIMIT), style="bold")
    if answer.is_deprecated:
        yield from _part("Deprecated", deprecation_words(answer.replaced_by))
    yield from (Text(shown(line, _LIMIT), style="dim") for line in how_found(answer))
    yield from _part("", term.definition)
    if answer.has_wordings:
        title, remark = wording_label(wording, answer.role, answer.config)
        is_general = wording.source is WordingSource.GENERAL
        yield from _part(title, "" if is_general else wording.text, remark)
    if takeaway:
        title = f"{takeaway_label(takeaway)} for {in_sentence(answer.role.title)}"
        yield from _part(title, takeaway.text)
    yield from _bullets("Do", map(_marked_up, answer.do))
    yield from _bullets("Don't", map(_marked_up, answer.dont))
    yield Text()
    yield Text(facts(answer), style="dim")
    if answer.page:
        yield Text(f"Web page: {web_address(answer.page)}", style="dim")
    yield from _bullets("Sources", map(_source, answer.sources))
    yield from _bullets("Related", (Text(one.title) for one in answer.relations))


def _source(source: tuple[str, str]) -> Text:
    words, url = source
    address = web_address(url)
    return Text(f"{shown(words, _LIMIT)}{f'  {address}' if address else ''}")


def _marked_up(text: str) -> Text:
    """Return a text of the glossary with its styles; a link's address follows it."""
    drawn = Text()
    for number, part in enumerate(cut(parts(text), _LIMIT)):
        drawn.append("\n" if number else "").append(part.mark)
        for run in part.runs:
            drawn.append(for_terminal(run.text), " ".join(map(_STYLES.__getitem__, run.styles)))
            if run.url and run.url != run.text:
                drawn.append(f" ({run.url})", "dim")
    return drawn


def _part(title: str, text: str, remark: str = "") -> Iterator[RenderableType]:
    yield Text()
    if title:
        heading = Text(title, style="bold")
        yield heading.append(f" · {remark}", style="not bold italic") if remark else heading
    if text:
        yield _marked_up(text)


def _bullets(title: str, items: Iterable[Text]) -> Iterator[RenderableType]:
    lines = [_hanging("- ", item) for item in items]
    if lines:
        yield Text()
        yield Text(title, style="bold")
        yield from lines


def _terms(terms: Iterable[Term]) -> Iterator[RenderableType]:
    for term in terms:
        yield Text()
        yield Text(shown(term.title, _LIMIT), style="bold")
        yield Padding(_marked_up(term.definition), (0, 0, 0, 2))


def _hanging(mark: str, text: Text) -> RenderableType:
    """Return a line that continues under its own beginning."""
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(mark), text)
    return grid
