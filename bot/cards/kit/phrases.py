"""The phrases for facts about a term, the same on every surface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from bot.cards.kit.counting import counted
from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import shown
from bot.glossary.model import Status
from bot.glossary.search.result import MatchedBy
from bot.glossary.wording import WordingSource

if TYPE_CHECKING:
    from datetime import date

    from bot.cards.answers.answer import Answer, Relation
    from bot.glossary.model import GlossaryConfig, PartOfSpeech, Role, Term
    from bot.glossary.search.result import Found, Nearest, Several, Suggestions
    from bot.glossary.wording import Takeaway, Wording

_QUERY_LIMIT = 100
_NEAREST_QUERY_LIMIT = 60  # the heading has to have room for the term too
_ROLE_LIMIT = 60

_STATUS_WORDS = {
    Status.DRAFT: "Draft, may still change",
    Status.REVIEWED: "Reviewed, not yet approved",
    Status.APPROVED: "Approved",
    Status.DEPRECATED: "Deprecated",
}
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


def heading(term: Term) -> str:
    """Return a term's title, without a context that the definition below repeats."""
    repeats = term.context and is_repeated(term.context, term.definition)
    return term.name if repeats else term.title


def part_of_speech_words(part: PartOfSpeech) -> str:
    """Return what kind of word a term is, in plain words."""
    return part.replace("_", " ")


def reviewed_words(last_reviewed_on: date | None) -> str:
    """Return when a term was last reviewed, in words."""
    return f"last reviewed {day(last_reviewed_on)}" if last_reviewed_on else "never reviewed"


def trust_words(status: Status, last_reviewed_on: date | None, days_overdue: int) -> list[str]:
    """Return how far to trust a term: its status, its last review, and whether that is overdue."""
    facts = [_STATUS_WORDS[status], reviewed_words(last_reviewed_on)]
    if days_overdue:
        facts.append(f"review overdue by {days(days_overdue)}")
    return facts


def audience_words(audience: str | None, config: GlossaryConfig) -> str:
    """Return who a wording is for, in words."""
    role = config.role(audience or "")
    if role:
        return in_sentence(role.title)
    return _AUDIENCE_WORDS.get(audience or "", (audience or "others").replace("_", " "))


def wording_label(wording: Wording, role: Role, config: GlossaryConfig) -> tuple[str, str]:
    """Return whose words these are: the heading, and an honest remark to go with it."""
    reader = in_sentence(role.title)
    heading = f"For {reader}"
    match wording.source:
        case WordingSource.OWN:
            return heading, ""
        case WordingSource.AUDIENCE:
            whose = f"the wording for {audience_words(wording.audience, config)}"
            if role.id.startswith(wording.audience or role.id):  # engineers are engineering
                return heading, whose
            return heading, f"{whose}; this term has none of {reader}'s own"
        case WordingSource.GENERAL:
            return heading, f"no wording for {reader} yet; this is the general definition"
    assert_never(wording.source)


def takeaway_label(takeaway: Takeaway, role: Role) -> tuple[str, str]:
    """Return the heading of a takeaway, and a remark if it is general advice."""
    heading = f"Takeaway for {in_sentence(role.title)}"
    return heading, "" if takeaway.is_own else "general advice"


def match_words(found: Found) -> str | None:
    """Return how the query led to this term, or None if it is the term's own name."""
    match found.by:
        case MatchedBy.NAME:
            return None
        case MatchedBy.ALIAS:
            return f"“{found.label}” is another name for this term."
        case MatchedBy.SPELLING | MatchedBy.INFLECTION | MatchedBy.TYPO | MatchedBy.HIDDEN:
            return f"Showing “{found.label}”."
        case MatchedBy.AVOIDED:
            return avoided_words(found.term.name, found.label, found.because)
    assert_never(found.by)


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
    return f"There's no role “{shown(typed, _ROLE_LIMIT)}” here, so this is for {reader}."


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


def facts(answer: Answer) -> str:
    """Return the line under the name: what kind of word it is and how far to trust it."""
    return " · ".join(fact_words(answer))


def fact_words(answer: Answer) -> list[str]:
    """Return what kind of word a term is, as far as it says so, and how far to trust it."""
    term = answer.term
    trust = trust_words(term.status, term.last_reviewed_on, answer.days_overdue)
    return [*([part_of_speech_words(term.part_of_speech)] if term.part_of_speech else []), *trust]
