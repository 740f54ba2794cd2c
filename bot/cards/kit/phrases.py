"""The phrases for facts about a term, the same on every surface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from bot.cards.kit.counting import counted
from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import shorten, shown
from bot.glossary.abbreviation import other_form
from bot.glossary.model import Status
from bot.glossary.search.result import Found, MatchedBy
from bot.glossary.wording import WordingSource

if TYPE_CHECKING:
    from datetime import date

    from bot.cards.answers.answer import Answer, Relation
    from bot.glossary.model import GlossaryConfig, PartOfSpeech, Role, Term
    from bot.glossary.search.result import Nearest, Several, Suggestions
    from bot.glossary.wording import Takeaway, Wording

_QUERY_LIMIT = 100
_NEAREST_QUERY_LIMIT = 60  # the heading has to have room for the term too
_ROLE_LIMIT = 60
_HEADING_LIMIT = 145  # with the bracket's own signs, as long as Slack lets a header be
_SHORTEST_NAME = 40

_STATUS_WORDS = {
    Status.DRAFT: "Draft, may still change",
    Status.APPROVED: "Approved",
    Status.DEPRECATED: "Deprecated",
}
_NOT_YET_APPROVED = "Reviewed, not yet approved"
# The audiences of the public format that are no roles.
_AUDIENCE_WORDS = {"exec": "executives", "engineer": "engineers"}


def in_sentence(title: str) -> str:
    """Return a title for the middle of a sentence: ``Data Science`` in lower case, not ``R&D``."""
    return " ".join(
        word.lower() if word.istitle() and word.isalpha() else word for word in title.split()
    )


def day(date_: date) -> str:
    """Return a date in an unambiguous form: 9 October 2025."""
    return f"{date_.day} {date_:%B %Y}"


def days(count: int) -> str:
    """Return a number of days in words."""
    return counted(count, "day")


_NO_WORD = re.compile(r"[\W_]+")


def is_repeated(text: str, in_text: str) -> bool:
    """Whether a text says the same words as another."""
    return _words_alone(text) == _words_alone(in_text)


def _words_alone(text: str) -> str:
    return _NO_WORD.sub(" ", plain_words(text)).strip().casefold()


_BRACKET_AT_THE_END = re.compile(r"(?<=\S)\s+\(([^()]+)\)\Z")  # not that of "8(a)"


def heading(term: Term) -> str:
    """Return the name, with its abbreviation or full form and its context in one bracket.

    Without a context or a full form that the definition below repeats.
    """
    context = term.context or ""
    if context and is_repeated(context, term.definition):
        context = ""
    written = _BRACKET_AT_THE_END.search(term.name)
    name = term.name[: written.start()] if written else term.name
    form = written[1] if written else other_form(term)
    if not written and is_repeated(form, term.definition):
        form = ""
    if len(name) + len(form) + len(context) > _HEADING_LIMIT:
        form = ""
    aside = ", ".join(dict.fromkeys(filter(None, (form, context))))
    if not aside:
        return term.name
    return f"{shorten(name, max(_HEADING_LIMIT - len(aside), _SHORTEST_NAME))} ({aside})"


def part_of_speech_words(part: PartOfSpeech) -> str:
    """Return what kind of word a term is, in plain words."""
    return part.replace("_", " ")


def reviewed_words(last_reviewed_on: date | None) -> str:
    """Return when a term was last reviewed, in words."""
    return f"last reviewed {day(last_reviewed_on)}" if last_reviewed_on else "never reviewed"


def trust_words(
    status: Status,
    last_reviewed_on: date | None,
    days_overdue: int,
    *,
    tells_approval: bool = True,
) -> list[str]:
    """Return how far a term may be trusted: its status, its last review, what is overdue.

    Without ``tells_approval`` no term of the glossary is approved, or all are: that a term isn't
    yet tells nobody anything.
    """
    facts = [f"reviewed {day(last_reviewed_on)}" if last_reviewed_on else "never reviewed"]
    if status in _STATUS_WORDS:
        facts.insert(0, _STATUS_WORDS[status])
    elif tells_approval and last_reviewed_on:
        facts = [_NOT_YET_APPROVED, day(last_reviewed_on)]
    elif tells_approval:
        facts.append("not yet approved")
    if days_overdue:
        facts.append(f"overdue by {days(days_overdue)}")
    facts[0] = facts[0][0].upper() + facts[0][1:]
    return facts


def audience_words(audience: str | None, config: GlossaryConfig) -> str:
    """Return who a wording is for, in words."""
    role = config.role(audience or "")
    if role:
        return in_sentence(role.title)
    return _AUDIENCE_WORDS.get(audience or "", (audience or "others").replace("_", " "))


def wording_label(wording: Wording, role: Role, config: GlossaryConfig) -> tuple[str, str]:
    """Return whose words these are: the heading, and an honest remark to go with it."""
    heading = f"For {in_sentence(role.title)}"
    match wording.source:
        case WordingSource.OWN:
            return heading, ""
        case WordingSource.AUDIENCE:
            return heading, f"in the words for {audience_words(wording.audience, config)}"
        case WordingSource.GENERAL:
            return heading, "no wording of its own yet"
    assert_never(wording.source)


def takeaway_label(takeaway: Takeaway) -> str:
    """Return what a takeaway is: the term's own for this role, or what every term asks of it."""
    return "Takeaway" if takeaway.is_own else "General advice"


def match_words(found: Found) -> str | None:
    """Return how what was typed led to this term, or None where the heading says so already."""
    match found.by:
        case MatchedBy.NAME:
            return None
        case MatchedBy.ALIAS:
            is_shown = found.label.casefold() == other_form(found.term).casefold()
            return None if is_shown else f"“{found.label}” is another name for this term."
        case MatchedBy.SPELLING | MatchedBy.INFLECTION | MatchedBy.TYPO | MatchedBy.HIDDEN:
            return f"Showing “{found.label}”."
        case MatchedBy.AVOIDED:
            return avoided_words(found.term.name, found.label, found.because)
    assert_never(found.by)


def how_found(answer: Answer) -> list[str]:
    """Return the sentences on how what was typed led here, and what else it may mean."""
    found = answer.found
    sentences = []
    if isinstance(found, Found):
        sentences.append(match_words(found) or "")
    if answer.unknown_role:
        sentences.append(unknown_role_words(answer.unknown_role, answer.role))
    if isinstance(found, Found) and found.also:
        others = ", ".join(term.title for term in found.also)
        sentences.append(f"{also_words(found)} {others}.")
    return [sentence for sentence in sentences if sentence]


def reader_words(answer: Answer) -> str:
    """Return for whom this is, where the reader may want to change that; else ""."""
    reader = in_sentence(answer.role.title)
    if not answer.is_for_roles:
        return ""
    if answer.offers_role:
        return f"Shown for {reader}, this once."
    if not answer.asks_role:
        return ""
    why = "because you haven't said what you do."
    if not answer.has_wordings or answer.wording.source is WordingSource.GENERAL:
        return f"Shown for {reader}, {why}"
    return f"In {reader}'s words, {why}"


def avoided_words(name: str, avoided: str, because: str | None) -> str:
    """Return what to say in place of a name to avoid, and why."""
    why = f" {plain_words(because)}" if because else ""
    return f"Say “{name}”, not “{avoided}”.{why}"


def also_words(found: Found) -> str:
    """Return the words before other terms with this name, or nearly this name."""
    return f"“{shown(found.label, _QUERY_LIMIT)}” can also mean:"


def unknown_role_words(typed: str, role: Role) -> str:
    """Return that the glossary has no words for these people, and whose words it uses instead."""
    reader = in_sentence(shown(role.title, _QUERY_LIMIT))
    return f"There's no role “{shown(typed, _ROLE_LIMIT)}” here. Shown for {reader}."


def deprecation_words(replaced_by: Relation | None) -> str:
    """Return what to use in place of a term that is no longer to be used."""
    if not replaced_by:
        return "No longer in use; nothing replaces it."
    if not replaced_by.terms:
        return f"No longer in use. Its replacement, “{replaced_by.title}”, is not in this glossary."
    return f"No longer in use. Use “{replaced_by.title}” instead."


def several_words(several: Several) -> str:
    """Return the question that a label with several meanings is answered with."""
    label = shown(several.label, _QUERY_LIMIT)
    meanings = len(several.terms) + several.left_out
    if several.is_avoided:
        return f"“{label}” isn't a name to use here. Say one of these instead:"
    if not several.left_out:
        return f"“{label}” has {meanings} meanings here. Which one?"
    hidden = "1 can't" if several.left_out == 1 else f"{several.left_out} can't"
    why = "its file has" if several.left_out == 1 else "their files have"
    return (
        f"“{label}” has {meanings} meanings here. {hidden} be shown, because {why} an error. "
        f"Is it {'this one' if len(several.terms) == 1 else 'one of these'}?"
    )


def nearest_words(nearest: Nearest) -> str:
    """Return the heading of the nearest term: that it's no exact match, and which one it is."""
    query = shown(nearest.query, _NEAREST_QUERY_LIMIT)
    return f"No exact match for “{query}”. Nearest: {nearest.term.title}"


def suggestions_words(suggestions: Suggestions) -> str:
    """Return how near hits are offered: as guesses."""
    query = shown(suggestions.query, _QUERY_LIMIT)
    which = "this one" if len(suggestions.terms) == 1 else "one of these"
    return f"No term is called “{query}”. Did you mean {which}?"


def nothing_words(query: str) -> tuple[str, str]:
    """Return that nothing comes near, and what to try."""
    return (
        f"Nothing in this glossary comes near “{shown(query, _QUERY_LIMIT)}”.",
        "Try a shorter name, the words an abbreviation stands for, or another spelling.",
    )


# What ends the name of who wrote a source: "Lewis et al., Retrieval-Augmented Generation". A
# bracket does at the end alone: "Regulation (EU) 2024/1689 (EU AI Act)".
_AFTER_AUTHOR = re.compile(r",\s|\s[\u2013\u2014-]\s|:\s|\s\((?=[^)]*\)(?:$|[,:;.]))")
_SHORTEST_AUTHOR = 3


def source_words(title: str) -> str:
    """Return what a source is called in brief: who wrote it, or the beginning."""
    author = _AFTER_AUTHOR.split(title.strip(), maxsplit=1)[0]
    return author if len(author) >= _SHORTEST_AUTHOR else title


def facts(answer: Answer) -> str:
    """Return how far to trust a term."""
    return " · ".join(fact_words(answer))


def fact_words(answer: Answer) -> list[str]:
    """Return how far to trust a term, a fact each."""
    term = answer.term
    return trust_words(
        term.status,
        term.last_reviewed_on,
        answer.days_overdue,
        tells_approval=answer.tells_approval,
    )
