"""The middle of a definition card: what is read in one glance, as much as a phone shows at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bot.cards.kit.height import height_of_element
from bot.cards.kit.phrases import in_sentence, takeaway_label, wording_label
from bot.cards.kit.rich_text import RichText, bullets, in_bold, laid_out, led, quote, with_remark
from bot.glossary.wording import WordingSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cards.answers.answer import Answer
    from bot.cards.kit.rich_text import Element

_ITEM_LIMIT = 300
_ITEMS = 2
_LIMITS = (900, 450, 300, 200, 100)  # of a paragraph, in characters


class _Plan(NamedTuple):
    """How much is shown. A default takeaway is the first thing to give way."""

    do: int
    dont: int
    default_takeaway: bool = False
    own_takeaway: bool = True


_PLANS = (
    _Plan(2, 2, default_takeaway=True),
    _Plan(2, 2),
    _Plan(2, 1),
    _Plan(1, 2),
    _Plan(1, 1),
    _Plan(1, 0),
)
_LEAST = _Plan(0, 0, own_takeaway=False)


class _Pieces:
    """An answer's parts, each drawn once, with paragraphs up to this many characters."""

    def __init__(self, answer: Answer, limit: int) -> None:
        self.answer = answer
        self.limit = limit
        self.has_wording = (
            answer.has_wordings and answer.wording.source is not WordingSource.GENERAL
        )

    @cached_property
    def definition(self) -> list[Element]:
        return laid_out(self.answer.term.definition, self.limit)

    @cached_property
    def definition_height(self) -> int:
        return sum(map(height_of_element, self.definition))

    @cached_property
    def wording(self) -> list[Element]:
        """The role's words, labelled honestly; or whose the takeaway below is."""
        answer = self.answer
        if not answer.has_wordings:
            return led(f"For {in_sentence(answer.role.title)}:")
        heading, remark = wording_label(answer.wording, answer.role, answer.config)
        if self.has_wording and remark:
            return led(f"{heading},", answer.wording.text, self.limit, remark=f"{remark}:")
        text = answer.wording.text if self.has_wording else ""
        return led(f"{heading}:", text, self.limit, remark=remark)

    @cached_property
    def takeaway(self) -> list[Element]:
        takeaway = self.answer.takeaway
        if takeaway is None:
            return []
        if takeaway.is_own:
            return in_bold(takeaway.text, self.limit)
        return with_remark(f"{takeaway_label(takeaway)}:", takeaway.text, self.limit)

    @cached_property
    def do(self) -> list[Sequence[Element]]:
        return [led("Do:", item, _ITEM_LIMIT) for item in self.answer.do[:_ITEMS]]

    @cached_property
    def dont(self) -> list[Sequence[Element]]:
        return [led("Don't:", item, _ITEM_LIMIT) for item in self.answer.dont[:_ITEMS]]


@dataclass(frozen=True, slots=True)
class Glance:
    """What a card shows between its name and its facts."""

    pieces: _Pieces
    plan: _Plan

    @property
    def answer(self) -> Answer:
        """The answer that this shows."""
        return self.pieces.answer

    @property
    def has_wording(self) -> bool:
        """Whether the role's wording says more than the definition above it."""
        return self.pieces.has_wording

    @property
    def has_takeaway(self) -> bool:
        """Whether a takeaway is shown."""
        takeaway = self.answer.takeaway
        if takeaway is None:
            return False
        return self.plan.own_takeaway if takeaway.is_own else self.plan.default_takeaway

    @property
    def do(self) -> tuple[str, ...]:
        """What to do, as much as is shown."""
        return self.answer.do[: self.plan.do]

    @property
    def dont(self) -> tuple[str, ...]:
        """What not to do, as much as is shown."""
        return self.answer.dont[: self.plan.dont]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out or cut."""
        answer, limit = self.answer, self.pieces.limit
        takeaway = answer.takeaway.text if answer.takeaway else ""
        return (
            len(self.do + self.dont) == len(answer.do + answer.dont)
            and self.has_takeaway == bool(takeaway)
            and max(map(len, (answer.term.definition, answer.wording.text, takeaway))) <= limit
            and all(len(item) <= _ITEM_LIMIT for item in self.do + self.dont)
        )

    def block(self) -> RichText:
        """Return all of it as one rich text."""
        return RichText([*self.pieces.definition, *self._quote(), *self._list()])

    def height(self) -> int:
        """Return the pixels that it takes, as far as they can be estimated."""
        below = sum(map(height_of_element, (*self._quote(), *self._list())))
        return self.pieces.definition_height + below

    def _quote(self) -> list[Element]:
        takeaway = [self.pieces.takeaway] if self.has_takeaway else []
        if not takeaway and not self.answer.has_wordings:
            return []
        return [quote([self.pieces.wording, *takeaway])]

    def _list(self) -> list[Element]:
        items = [*self.pieces.do[: self.plan.do], *self.pieces.dont[: self.plan.dont]]
        return [bullets(items)] if items else []


def fit(answer: Answer, room: int) -> Glance:
    """Return as much as fits into this many pixels; where even the least doesn't, that."""
    for limit in _LIMITS:
        pieces = _Pieces(answer, limit)
        for plan in _PLANS:
            glance = Glance(pieces, plan)
            if glance.height() <= room:
                return glance
    return Glance(_Pieces(answer, _LIMITS[-1]), _LEAST)
