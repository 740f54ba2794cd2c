"""A term as plain data: the fields of its file, in the format's order, without empty ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.glossary.model import AvoidedName, Citation, Example, Term

TermData = dict[str, Any]


def term_data(term: Term) -> TermData:
    """Return what a file of the format says to make this term; docs/format.md has the fields.

    Dates are ISO texts. The slug is the file's name and no field.
    """
    origin = term.imported_from
    return _filled(
        {
            "term": term.name,
            "context": term.context,
            "notation": term.notation,
            "aliases": list(term.aliases),
            "hidden_labels": list(term.hidden_labels),
            "avoid": [_avoided(one) for one in term.avoid],
            "categories": list(term.categories),
            "roles": list(term.roles),
            "part_of_speech": term.part_of_speech and term.part_of_speech.value,
            "short_def": term.short_def,
            "long_def": term.long_def,
            "audiences": dict(term.audiences),
            "takeaways": dict(term.takeaways),
            "examples": _filled({"do": _examples(term.do), "dont": _examples(term.dont)}),
            "governance": _filled(
                {"nist_rmf_tags": list(term.nist_rmf_tags), "risk_notes": term.risk_notes}
            ),
            "relationships": _filled(
                {
                    "broader": list(term.broader),
                    "narrower": list(term.narrower),
                    "related": list(term.related),
                }
            ),
            "citations": [_citation(one) for one in term.citations],
            "license": term.license,
            "status": term.status.value,
            "last_reviewed": _day(term.last_reviewed_on),
            "reviewed_by": term.reviewed_by,
            "steward": term.steward,
            "review_every_days": term.review_every_days,
            "review_on": [
                _filled({"on": _day(one.on), "because": one.because}) for one in term.review_on
            ],
            "replaced_by": term.replaced_by,
            "imported_from": _filled({"source": origin.source, "id": origin.id}) if origin else {},
        }
    )


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _avoided(one: AvoidedName) -> str | dict[str, str]:
    return {"name": one.name, "because": one.because} if one.because else one.name


def _examples(examples: tuple[Example, ...]) -> list[str | dict[str, Any]]:
    return [
        {"text": one.text, "roles": list(one.roles)} if one.roles else one.text for one in examples
    ]


def _citation(one: Citation) -> dict[str, str]:
    return _filled(
        {
            "source": one.source,
            "url": one.url,
            "locator": one.locator,
            "quote": one.quote,
            "checked_on": _day(one.checked_on),
            "checked_by": one.checked_by,
            "source_id": one.source_id,
        }
    )
