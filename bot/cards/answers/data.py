"""The answer to a lookup as plain data, for programs: the same values that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.glossary.search.result import Found, Nearest, Nothing, Several, Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.cards.answers.answer import Answer, Relation
    from bot.glossary.model import Term
    from bot.glossary.search.result import Result


def lookup_data(lookup: Result, answer: Answer | None) -> dict[str, Any]:
    """Return what a lookup came to; ``answer`` is needed where a term is shown."""
    match lookup:
        case Found():
            data = {
                "match": "found",
                "query": lookup.query,
                "matched_by": lookup.by.value,
                "label": lookup.label,
                "also": _names(lookup.also),
                "because": lookup.because,
            }
            return data | (_answer(answer) if answer else _name(lookup.term))
        case Several():
            return {
                "match": "several",
                "query": lookup.query,
                "label": lookup.label,
                "terms": _names(lookup.terms),
                "left_out": lookup.left_out,
            }
        case Nearest():
            return {
                "match": "nearest",
                "query": lookup.query,
                "others": _names(lookup.others),
                **(_answer(answer) if answer else _name(lookup.term)),
            }
        case Suggestions():
            return {"match": "suggestions", "query": lookup.query, "terms": _names(lookup.terms)}
        case Nothing():
            return {"match": "nothing", "query": lookup.query, "terms": []}


def _name(term: Term) -> dict[str, Any]:
    return {
        "slug": term.slug,
        "term": term.name,
        "context": term.context,
        "short_def": term.short_def,
    }


def _names(terms: Iterable[Term]) -> list[dict[str, Any]]:
    return [_name(term) for term in terms]


def _relations(relations: Iterable[Relation]) -> list[dict[str, Any]]:
    return [
        {"label": relation.label, "slugs": [term.slug for term in relation.terms]}
        for relation in relations
    ]


def _answer(answer: Answer) -> dict[str, Any]:
    term, wording, takeaway = answer.term, answer.wording, answer.takeaway
    return {
        **_name(term),
        "aliases": list(term.aliases),
        "categories": list(term.categories),
        "part_of_speech": term.part_of_speech.value if term.part_of_speech else None,
        "status": term.status.value,
        "last_reviewed": term.last_reviewed_on.isoformat() if term.last_reviewed_on else None,
        "days_overdue": answer.days_overdue,
        "replaced_by": _relations([answer.replaced_by])[0] if answer.replaced_by else None,
        "role": answer.role.id or None,
        "unknown_role": answer.unknown_role or None,
        "wording": {
            "text": wording.text,
            "source": wording.source.value,
            "audience": wording.audience,
        },
        "takeaway": {"text": takeaway.text, "is_own": takeaway.is_own} if takeaway else None,
        "do": list(answer.do),
        "dont": list(answer.dont),
        "long_def": term.long_def,
        "broader": _relations(answer.broader),
        "narrower": _relations(answer.narrower),
        "related": _relations(answer.related),
        "citations": [{"source": words, "url": url} for words, url in answer.sources],
        "license": term.license,
    }
