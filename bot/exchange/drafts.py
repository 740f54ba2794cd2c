"""Makes terms of entries: cleans them, and gives each meaning a term of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.exchange import cleaning
from bot.exchange.entry import LabelKind, Refusal
from bot.exchange.meanings import meanings_of
from bot.exchange.source_words import part_of_speech_of, status_of
from bot.glossary.files.term_format import LONGEST_LABEL, LONGEST_QUOTE
from bot.glossary.normalize import spelled
from bot.glossary.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.exchange.entry import Advice, Entry, Link, Markup, Reference
    from bot.exchange.meanings import Meaning
    from bot.exchange.term_data import TermData

NOTHING_BUT_A_NAME = "nothing but a name"
_RELATIONS = ("broader", "narrower", "related")
_ADDRESS = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the importing person wants every term to have."""

    categories: tuple[str, ...] = ()
    license: str | None = None
    hides_foreign_names: bool = False


@dataclass(slots=True)
class Draft:
    """A term to be written, before it has a file.

    ``key`` is the source's id for it, or its name and context where the source has none.
    ``slug`` is set for our own exports, which come in as they are; all others say where they came
    from.
    """

    at: str
    key: str
    fields: TermData
    slug: str | None = None
    links: dict[str, tuple[Link, ...]] | None = None

    @property
    def name(self) -> str:
        """The term's name."""
        return str(self.fields["term"])

    @property
    def context(self) -> str | None:
        """What tells it from another term of its name."""
        return self.fields.get("context")

    @property
    def title(self) -> str:
        """The name as people tell it apart."""
        return f"{self.name} ({self.context})" if self.context else self.name

    def written(self, source: str) -> TermData:
        """Return the fields of the term's file."""
        if self.slug or "imported_from" in self.fields:
            return self.fields
        return {**self.fields, "imported_from": {"source": source, "id": self.key}}

    @property
    def meaning(self) -> tuple[str, str | None, str | None, str | None]:
        """What makes two drafts the same term: name, context and definitions."""
        return (
            spelled(self.name),
            self.context,
            self.fields.get("short_def"),
            self.fields.get("long_def"),
        )


def drafts_of(entry: Entry, choices: Choices) -> list[Draft] | Refusal:
    """Return the terms of an entry, one for each meaning, or why the entry has none."""
    if entry.slug is not None:
        return [_own(entry)]
    name = cleaning.label(entry.name, entry.markup)
    if not _is_seen(name):
        reason = "its name has only invisible characters" if entry.name else "it has no name"
        return Refusal(entry.at, entry.name, reason)
    meanings = [*meanings_of(entry)]
    if not meanings:
        return Refusal(entry.at, name, NOTHING_BUT_A_NAME)
    return [_draft(entry, name, meaning, choices) for meaning in meanings]


def _draft(entry: Entry, name: str, meaning: Meaning, choices: Choices) -> Draft:
    markup = entry.markup

    def label(text: str) -> str:
        return cleaning.label(text, markup)

    def prose(text: str) -> str:
        return cleaning.prose(text, markup)

    context = label(meaning.context or entry.context or "") or None
    key = entry.id or (f"{name} ({context})" if context else name)
    aliases, hidden, avoid = _labels(entry, name, meaning.short_def, choices)
    fields: dict[str, Any] = {
        "term": name,
        "context": context,
        "notation": label(entry.notation or ""),
        "aliases": aliases,
        "hidden_labels": hidden,
        "avoid": avoid,
        "categories": _each(map(label, (*entry.categories, *choices.categories))),
        "roles": _each(map(label, entry.roles)),
        "part_of_speech": part_of_speech_of(entry.part_of_speech) or meaning.part_of_speech,
        "short_def": meaning.short_def,
        "long_def": meaning.long_def,
        "audiences": {key: text for key, said in entry.audiences.items() if (text := prose(said))},
        "takeaways": {key: text for key, said in entry.takeaways.items() if (text := prose(said))},
        "examples": _filled({"do": _advice(entry.do, prose), "dont": _advice(entry.dont, prose)}),
        "governance": _filled(
            {
                "nist_rmf_tags": _each(entry.nist_rmf_tags),
                "risk_notes": prose(entry.risk_notes or ""),
            }
        ),
        "citations": _citations((*meaning.citations, *entry.citations), markup),
        "license": label(entry.license or choices.license or ""),
        "status": status_of(entry.status),
        "last_reviewed": _day(entry.last_reviewed),
        "reviewed_by": label(entry.reviewed_by or ""),
        "steward": label(entry.steward or ""),
        "review_every_days": entry.review_every_days,
        "review_on": [_filled({"on": one.on, "because": one.because}) for one in entry.review_on],
        "imported_from": _origin(entry),
    }
    return Draft(entry.at, key, _filled(fields), links=_links(entry))


def _own(entry: Entry) -> Draft:
    """Return the term of our own export, with every field as it is."""
    by_kind: dict[LabelKind, list[Any]] = {kind: [] for kind in LabelKind}
    for one in entry.labels:
        named = {"name": one.name, "because": one.because} if one.because else one.name
        by_kind[one.kind].append(named)
    fields: dict[str, Any] = {
        "term": entry.name,
        "context": entry.context,
        "notation": entry.notation,
        "aliases": by_kind[LabelKind.ALIAS],
        "hidden_labels": by_kind[LabelKind.HIDDEN],
        "avoid": by_kind[LabelKind.AVOID],
        "categories": list(entry.categories),
        "roles": list(entry.roles),
        "part_of_speech": entry.part_of_speech,
        "short_def": entry.short_def,
        "long_def": entry.long_def,
        "audiences": dict(entry.audiences),
        "takeaways": dict(entry.takeaways),
        "examples": _filled({"do": _advice(entry.do, str), "dont": _advice(entry.dont, str)}),
        "governance": _filled(
            {"nist_rmf_tags": list(entry.nist_rmf_tags), "risk_notes": entry.risk_notes}
        ),
        "relationships": _filled(
            {kind: [link.name for link in getattr(entry, kind)] for kind in _RELATIONS}
        ),
        "citations": [_cited(one) for one in entry.citations],
        "license": entry.license,
        "status": entry.status,
        "last_reviewed": entry.last_reviewed,
        "reviewed_by": entry.reviewed_by,
        "steward": entry.steward,
        "review_every_days": entry.review_every_days,
        "review_on": [_filled({"on": one.on, "because": one.because}) for one in entry.review_on],
        "replaced_by": entry.replaced_by.name if entry.replaced_by else None,
        "imported_from": _origin(entry),
    }
    return Draft(entry.at, entry.slug or "", _filled(fields), slug=entry.slug)


def _origin(entry: Entry) -> dict[str, str]:
    return _filled({"source": entry.origin[0], "id": entry.origin[1]}) if entry.origin else {}


def _labels(
    entry: Entry, name: str, short_def: str, choices: Choices
) -> tuple[list[str], list[str], list[Any]]:
    """Return further names by what they are for, each once, and the name itself in none."""
    seen = {spelled(name)}
    found: dict[LabelKind, list[Any]] = {kind: [] for kind in LabelKind}
    for one in entry.labels:
        said = cleaning.label(one.name, entry.markup)
        is_definition = len(said) > LONGEST_LABEL and said == " ".join(short_def.split())
        if not _is_seen(said) or spelled(said) in seen or is_definition:
            continue
        seen.add(spelled(said))
        because = cleaning.prose(one.because or "", entry.markup)
        found[one.kind].append({"name": said, "because": because} if because else said)
    if choices.hides_foreign_names:
        for foreign in entry.foreign_names:
            said = cleaning.label(foreign.name, entry.markup)
            if _is_seen(said) and spelled(said) not in seen:
                seen.add(spelled(said))
                found[LabelKind.HIDDEN].append(said)
    return found[LabelKind.ALIAS], found[LabelKind.HIDDEN], found[LabelKind.AVOID]


def _advice(items: Iterable[Advice], prose: Callable[[str], str]) -> list[Any]:
    return [
        {"text": text, "roles": list(one.roles)} if one.roles else text
        for one in items
        if (text := prose(one.text))
    ]


def _citations(references: Sequence[Reference], markup: Markup) -> list[dict[str, str]]:
    citations: list[dict[str, str]] = []
    for one in references:
        url = (one.url or "").strip()
        is_address = url.startswith(_ADDRESS)
        source = cleaning.label(one.source or ("" if is_address else url), markup)
        cited = {**_cited(one), "source": source or url, "url": url if is_address else ""}
        cited = _filled(cited)
        if cited and cited not in citations:
            citations.append(cited)
    return citations


def _cited(one: Reference) -> dict[str, str]:
    """Return a citation as a file has it. A quote longer than may be quoted is left out."""
    return _filled(
        {
            "source": one.source,
            "url": one.url,
            "locator": one.locator,
            "quote": one.quote if len(one.quote or "") <= LONGEST_QUOTE else None,
            "checked_on": one.checked_on,
            "checked_by": one.checked_by,
            "source_id": one.source_id,
        }
    )


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat((text or "").strip()[:10]).isoformat()
    except ValueError:
        return None


def _links(entry: Entry) -> dict[str, tuple[Link, ...]] | None:
    links = {kind: getattr(entry, kind) for kind in _RELATIONS if getattr(entry, kind)}
    if entry.replaced_by:
        links["replaced_by"] = (entry.replaced_by,)
    return links or None


def _is_seen(name: str) -> bool:
    """Tell whether a name has anything that people see: a letter, a sign, an emoji."""
    return any(map(str.isalnum, name)) or bool(slugify(name))


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, values)))


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}
