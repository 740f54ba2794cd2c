"""Rich text: words from files and people, laid out, which Slack shows unchanged.

Slack interprets nothing in it, so nothing needs escaping, and a list is a real
list on a phone. Drawn by hand: slack_sdk's models of it check no limit, and half of
the time that a card takes would go into them.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import Block

from bot.cards.kit.markdown import cut, parts
from bot.cards.kit.mrkdwn import NOTHING_TO_SHOW, shown, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.cards.kit.markdown import Part, Run

_TITLE_LIMIT = 150

Element = dict[str, Any]
Piece = tuple[str, str]  # a text, and its style: "bold", "strike", or none


class RichText(Block):
    """A rich_text block, which slack_sdk's models lack."""

    def __init__(self, elements: list[Element]) -> None:
        super().__init__(type="rich_text")
        self.elements = elements

    def to_dict(self, *args: Any) -> Element:  # noqa: ANN401, ARG002 - slack_sdk's signature
        """Return the block as Slack takes it."""
        return {"type": self.type, "elements": self.elements}


def _run(text: str, **style: bool) -> Element:
    return (
        {"type": "text", "text": text, "style": style} if style else {"type": "text", "text": text}
    )


def _section(*runs: Element) -> Element:
    return {"type": "rich_text_section", "elements": list(runs)}


def _bullets(items: Iterable[Element]) -> Element:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items)}


def _heading(title: str, remark: str = "") -> list[Element]:
    """Return a bold title, followed by a remark in italics."""
    bold = _run(shown(title, _TITLE_LIMIT), bold=True)
    return [bold, _run(f" · {shown(remark, _TITLE_LIMIT)}", italic=True)] if remark else [bold]


def _marked_up(run: Run) -> Element:
    style = {"style": dict.fromkeys(run.styles, True)} if run.styles else {}
    if run.url:
        return {"type": "link", "url": run.url, "text": run.text, **style}
    return {"type": "text", "text": run.text, **style}


def _inline(text: str, limit: int) -> list[Element]:
    """Return a definition's runs where lists and paragraphs can't stand: each on its line."""
    runs: list[Element] = []
    for part in cut(parts(text), limit):
        mark = f"\n{part.mark}" if runs else part.mark
        runs += [*([_run(mark)] if mark else []), *map(_marked_up, part.runs)]
    return runs or [_run(NOTHING_TO_SHOW)]


def _laid_out(all_parts: Iterable[Part]) -> Iterator[Element]:
    """Yield a definition's paragraphs, lists and pieces of code."""
    for kind, group in groupby(all_parts, key=lambda part: part.kind):
        runs = [[_marked_up(run) for run in part.runs] for part in group]
        if kind == "text":
            yield from (_section(*of_part) for of_part in runs)
        elif kind == "code":
            yield from ({"type": "rich_text_preformatted", "elements": one} for one in runs)
        else:
            items = [_section(*item) for item in runs]
            yield {"type": "rich_text_list", "style": kind, "elements": items}


def _on_next_line(runs: list[Element]) -> list[Element]:
    first = runs[0]
    if "style" in first or first["type"] == "link":
        return [_run("\n"), *runs]
    return [_run(f"\n{first['text']}"), *runs[1:]]


def definition(text: str, limit: int, title: str = "", remark: str = "") -> RichText:
    """Return a text of the glossary as it is marked up, under its heading if it has one."""
    elements = _parts_of(text, limit)
    if title and elements[0]["type"] == "rich_text_section":
        elements[0] = _section(*_heading(title, remark), *_on_next_line(elements[0]["elements"]))
    elif title:
        elements.insert(0, _section(*_heading(title, remark)))
    return RichText(_set_apart(elements))


def laid_out(text: str, limit: int) -> list[Element]:
    """Return a text of the glossary as it is marked up: its paragraphs, lists and code."""
    return _set_apart(_parts_of(text, limit))


def _parts_of(text: str, limit: int) -> list[Element]:
    return list(_laid_out(cut(parts(text), limit))) or [_section(_run(NOTHING_TO_SHOW))]


def _set_apart(elements: list[Element]) -> list[Element]:
    """Put an empty line between paragraphs, which stand close together otherwise."""
    for before, after in pairwise(elements):
        if before["type"] == after["type"] == "rich_text_section":
            before["elements"].append(_run("\n\n"))
    return elements


def quote(lines: Iterable[Sequence[Element]]) -> Element:
    """Return lines set off by a bar."""
    runs: list[Element] = []
    for line in lines:
        runs += [*([_run("\n")] if runs else []), *line]
    return {"type": "rich_text_quote", "elements": runs}


def led(label: str, text: str = "", limit: int = 0, *, remark: str = "") -> list[Element]:
    """Return one line: a label in bold, a remark in italics, a text of the glossary."""
    return [
        _run(shown(label, _TITLE_LIMIT), bold=True),
        *([_run(f" {shown(remark, _TITLE_LIMIT)}", italic=True)] if remark else []),
        *([_run(" "), *_inline(text, limit)] if text else []),
    ]


def in_bold(text: str, limit: int) -> list[Element]:
    """Return a text of the glossary on one line, all of it in bold."""
    bold = {"bold": True}
    return [{**run, "style": {**run.get("style", {}), **bold}} for run in _inline(text, limit)]


def with_remark(remark: str, text: str, limit: int) -> list[Element]:
    """Return a remark in italics before a text of the glossary."""
    return [_run(f"{shown(remark, _TITLE_LIMIT)} ", italic=True), *_inline(text, limit)]


def bullets(items: Iterable[Sequence[Element]]) -> Element:
    """Return a bulleted list."""
    return _bullets([_section(*item) for item in items])


def quoted_definition(text: str, limit: int, title: str = "", remark: str = "") -> RichText:
    """Return a text of the glossary as it is marked up, set off by a bar, under its heading."""
    quote = {"type": "rich_text_quote", "elements": _inline(text, limit)}
    return RichText([_section(*_heading(title, remark)), quote])


def heading_line(title: str, remark: str) -> RichText:
    """Return a heading and its remark, under which nothing stands."""
    return RichText([_section(*_heading(title, remark))])


def definition_list(title: str, items: Iterable[str], limit: int) -> RichText:
    """Return texts of the glossary as they are marked up, in a bulleted list under its heading."""
    bullets = [_section(*_inline(item, limit)) for item in items]
    return RichText([_section(*_heading(title)), _bullets(bullets)])


def labelled_definitions(title: str, items: Iterable[tuple[str, str]], limit: int) -> RichText:
    """Return texts of the glossary as they are marked up, in a list, each led by its label."""
    bullets = [
        _section(_run(f"{shown(label, _TITLE_LIMIT)}: ", bold=True), *_inline(text, limit))
        for label, text in items
    ]
    return RichText([_section(*_heading(title)), _bullets(bullets)])


def paragraph(text: str, limit: int) -> RichText:
    """Return a paragraph."""
    return RichText([_section(_run(shown(text, limit)))])


def headed_paragraph(title: str, text: str, limit: int, remark: str = "") -> RichText:
    """Return a paragraph under its heading."""
    return RichText([_section(*_heading(title, remark), _run("\n" + shown(text, limit)))])


def headed_quote(title: str, text: str, limit: int, remark: str = "") -> RichText:
    """Return a paragraph set off by a bar, under its heading."""
    quote = {"type": "rich_text_quote", "elements": [_run(shown(text, limit))]}
    return RichText([_section(*_heading(title, remark)), quote])


def headed_pieces(title: str, pieces: Iterable[Piece]) -> RichText:
    """Return a paragraph set off by a bar, under its heading, in pieces that are marked."""
    runs = [_run(text, **{style: True}) if style else _run(text) for text, style in pieces]
    return RichText(
        [_section(*_heading(title)), {"type": "rich_text_quote", "elements": runs}],
    )


def headed_list(title: str, items: Iterable[str], limit: int) -> RichText:
    """Return a bulleted list under its heading."""
    bullets = [_section(_run(shown(item, limit))) for item in items]
    return RichText([_section(*_heading(title)), _bullets(bullets)])


def labelled_list(title: str, items: Iterable[tuple[str, str]], limit: int) -> RichText:
    """Return a bulleted list under its heading, each item led by its label."""
    bullets = [
        _section(_run(f"{shown(label, _TITLE_LIMIT)}: ", bold=True), _run(shown(text, limit)))
        for label, text in items
    ]
    return RichText([_section(*_heading(title)), _bullets(bullets)])


def headed_links(title: str, links: Iterable[tuple[str, str]], limit: int) -> RichText:
    """Return a bulleted list of links (text, address), or of texts whose address is none."""
    bullets = []
    for text, url in links:
        address, words = web_address(url), shown(text, limit)
        bullets.append(
            _section({"type": "link", "url": address, "text": words} if address else _run(words))
        )
    return RichText([_section(*_heading(title)), _bullets(bullets)])


def typed_list(items: Iterable[tuple[str, str]], limit: int) -> RichText:
    """Return a bulleted list of things to type, each with what it does."""
    bullets = [
        _section(_run(shown(typed, limit), code=True), _run(f"  {shown(meaning, limit)}"))
        for typed, meaning in items
    ]
    return RichText([_bullets(bullets)])
