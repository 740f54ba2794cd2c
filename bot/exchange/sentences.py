"""Finds where the first sentence of a text ends, in spite of "e.g.", "U.S." and "i.e."."""

from __future__ import annotations

import re

# A full stop behind these never ends a sentence: something always follows.
_LEADING = frozenset(
    "e.g i.e eg ie vs v cf viz resp approx ca c no nos nr fig figs eq eqs sec sect art ch vol pp p "
    "dr mr mrs ms mx prof st mt rev hon gen col lt capt sgt gov sen rep pres "
    "z.b d.h u.a s.o i.d.r evtl ggf vgl bzw usw. p.ex par.ex min max incl excl esp "
    "vt vi adj adv obs poss var "
    "chirurg theol philos hist geogr engl frz lat griech dt österr "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# Behind these it does where the next word is one that begins sentences.
_TRAILING = frozenset("etc al inc ltd co corp llc jr sr dept est usw plc bros a.m p.m".split())
_INITIALS = re.compile(r"(?:\w\.)*\w", re.UNICODE)
_BEGINNING = frozenset(
    "a an the this that these those it its they their there in on at by for from to of with when "
    "where while if as also see such some many most all each both no not he she we you i his her "
    "our your but and or so then thus however although because since after before during under "
    "used compare der die das ein eine es sie dies diese wird le la les un il el los".split()
)
_END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”）]*)", re.UNICODE)  # noqa: RUF001
# "See mean." before the definition itself.
_ELSEWHERE = re.compile(
    r"(?:see|cf|compare|siehe|vgl|voir|véase|ver|vedi|zie)\b\.?(?: also| auch| aussi)?"
    r"\s[^.\n]{1,60}\.\s+(?:\d{1,2}[.)]\s+)?",
    re.IGNORECASE,
)
# Of a list or a heading, in front of the first sentence.
_MARK = re.compile(r"\A\s*(?:(?:[-*•]|#{1,6})\s+)?")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
_WORD_BEFORE = re.compile(r"[\w.]+\Z", re.UNICODE)
_NEXT = re.compile(r"\s*[\"'“«(\[*_]*(\w+)", re.UNICODE)
_OPENING, _CLOSING = "([{“«", ")]}”»"


def opening(text: str) -> tuple[int, int]:
    """Return where the first sentence that says something begins and ends.

    That is the first one; but not one that only leads elsewhere ("See mean.") while another
    follows, and not one word of several that stand alone ("Quality. Timeliness. Service.").
    """
    start = len(text) - len(_MARK.sub("", text))
    elsewhere = _ELSEWHERE.match(text, start)
    if elsewhere and text[elsewhere.end() :].strip() and _begins_sentence(text[elsewhere.end() :]):
        start = elsewhere.end()
    end = start + len(first_sentence(text[start:]))
    if _is_one_word(text[start:end]):
        second = _next_sentence(text, end)
        while _is_one_word(text[end:second]):
            end, second = second, _next_sentence(text, second)
            if not _is_one_word(text[end:second]):
                end = second
    return start, end


def _next_sentence(text: str, start: int) -> int:
    """Return where the sentence ends that begins here, in the same paragraph; else the start."""
    rest = text[start:]
    if not rest.strip() or "\n" in rest[: len(rest) - len(rest.lstrip())]:
        return start
    return start + len(rest) - len(rest.lstrip()) + len(first_sentence(rest))


def _is_one_word(text: str) -> bool:
    return len(text.split()) == 1 and text.rstrip().endswith(".")


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, or the whole of one that has no other."""
    text = text.strip()
    paragraph = _PARAGRAPH.search(text)
    first = text[: paragraph.start()].rstrip() if paragraph else text
    for end in _END.finditer(first):
        if _ends(first, end):
            return first[: end.end()].rstrip()
    return first


def _ends(text: str, end: re.Match[str]) -> bool:
    """Tell whether a sentence ends with these marks."""
    before, after = text[: end.start()], text[end.end() :]
    if not after.strip():
        return True
    if _is_open(text[: end.end()]):
        return False
    if not end[0].startswith("."):
        return _begins_sentence(after)
    word = _WORD_BEFORE.search(before)
    token = word[0].strip(".").casefold() if word else ""
    if len(end[0]) == 1 and token in _LEADING:
        return False
    if token in _TRAILING or (token and _INITIALS.fullmatch(token) and not token.isdigit()):
        follows = _NEXT.match(after)
        word_after = follows[1] if follows else ""
        return word_after.casefold() in _BEGINNING and _is_capital(word_after)
    return _begins_sentence(after)


def _begins_sentence(after: str) -> bool:
    """Tell whether what follows may begin a sentence: a small letter never does."""
    follows = _NEXT.match(after)
    return follows is None or _is_capital(follows[1])


def _is_capital(word: str) -> bool:
    return not word[0].islower()


def _is_open(text: str) -> bool:
    """Tell whether a bracket or a quotation is still open."""
    return any(
        text.count(opening) > text.count(closing)
        for opening, closing in zip(_OPENING, _CLOSING, strict=True)
    )
