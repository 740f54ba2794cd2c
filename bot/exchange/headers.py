"""Which field of ours a column of a foreign table is, by the words that people use for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.exchange.columns import is_column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The field, and what columns that hold it are called, the surest first. Of two columns for a
# field that takes one value, the surer gets it; the other is a note, an alias or has no place.
_WORDS: dict[str, str] = {
    "term": "term, preferred term, preferred name, preferred label, preflabel, term name, "
    "business term, name, entry, headword, word, phrase, concept, label, title, key, acronym, "
    "abbreviation, abbr, acronyms, begriff, benennung, fachbegriff, abkürzung, terme, término, "
    "termino, termine, termo, sigle",
    "expansion": "expansion, expanded, expanded form, full form, fullform, full name, long form, "
    "longform, long name, stands for, spelled out, spelt out, written out, full text, "
    "acronym meaning, abbreviation meaning, ausgeschrieben, bedeutet",
    "short_def": "short definition, short description, short def, summary, one liner, in brief",
    "definition": "definition, definitions, def, defs, description, descr, desc, meaning, "
    "meanings, explanation, gloss, what it means, definition text, text, bedeutung, beschreibung, "
    "erklärung, définition, signification, definición, significado, definizione, definição",
    "long_def": "long definition, long description, long def, full definition, details, detail",
    "note": "note, notes, comment, comments, remark, remarks, additional information, "
    "additional info, more information, usage note, usage notes, scope note, scopenote, "
    "anmerkung, anmerkungen, bemerkung, hinweis, remarque, nota, notas",
    "example": "example, examples, usage example, example sentence, usage, beispiel, beispiele, "
    "exemple, ejemplo",
    "do": "do, dos, do's",
    "dont": "dont, don't, donts, don'ts, do not",
    "context": "context, sense, disambiguation, qualifier, kontext, contexte, contexto",
    "aliases": "aliases, alias, synonym, synonyms, synonym(s), also known as, aka, a k a, "
    "alternative names, alternative name, alternate names, alternate name, alternative terms, "
    "alternative label, altlabel, alt labels, other names, other name, other terms, variants, "
    "variant, short form, short name, initialism, synonyme, sinónimos, sinonimi",
    "hidden_labels": "hidden labels, hidden label, hiddenlabel, misspellings, misspelling, "
    "search terms, keywords",
    "avoid": "avoid, names to avoid, do not use, don't use, deprecated names, deprecated name, "
    "deprecated terms, deprecated synonyms, deprecated synonym, forbidden terms, forbidden, "
    "not recommended, non preferred, non preferred terms, rejected terms",
    "id": "id, identifier, term id, termid, concept id, uid, uuid, guid, uri, iri, slug",
    "notation": "notation, code, term code, classification",
    "categories": "categories, category, topic, topics, tag, tags, domain, domains, subject, "
    "subject area, subject field, area, theme, group, section, department, field, discipline, "
    "kategorie, kategorien, thema, bereich, fachgebiet, catégorie, categoría, categoria",
    "roles": "roles, role, audience, for whom",
    "part_of_speech": "part of speech, pos, word class, grammar, wortart",
    "broader": "broader, broader term, broader terms, parent, parent term, hypernym, oberbegriff",
    "narrower": "narrower, narrower term, narrower terms, children, child terms, hyponym, "
    "unterbegriffe",
    "related": "related, related term, related terms, see also, see, relatedterms, "
    "cross reference, cross references, cross_references, siehe auch, voir aussi, ver también",
    "source": "source, sources, reference, references, citation, citations, bibliography, "
    "source name, quelle, quellen, fuente, référence",
    "url": "url, urls, link, links, website, web address, source url, reference url, hyperlink",
    "license": "license, licence, lizenz",
    "status": "status, state, approval status, term status, lifecycle",
    "last_reviewed": "last reviewed, last review, reviewed on, review date",
    "steward": "steward, data steward",
    "replaced_by": "replaced by, superseded by, use instead, use",
}
FIELDS = tuple(_WORDS)
_RANKED = {
    word: (field, rank)
    for field, words in _WORDS.items()
    for rank, word in enumerate(words.split(", "))
}
# Of these several columns may hold some; of any other field one does.
_SHARED = (
    "note",
    "example",
    "aliases",
    "hidden_labels",
    "avoid",
    "categories",
    "related",
    "source",
)
# What a further column of such a field is. An acronym next to a term is an alias of it.
_SECOND = {"term": "aliases", "definition": "note", "expansion": "note", "short_def": "note"}
_SHORT_NAMES = frozenset("acronym, acronyms, abbreviation, abbr, abkürzung, sigle".split(", "))
_LANGUAGES = {
    "en": "english en eng englisch anglais inglés",
    "de": "german de deu ger deutsch allemand alemán",
    "fr": "french fr fra fre français francais französisch",
    "es": "spanish es spa español espanol spanisch",
    "it": "italian it ita italiano italienisch",
    "pt": "portuguese pt por português portugues",
    "nl": "dutch nl nld nederlands",
    "ja": "japanese ja jpn 日本語",
    "ko": "korean ko kor 한국어",
    "zh": "chinese zh zho chi 中文",
    "ru": "russian ru rus русский",
    "uk": "ukrainian uk ukr українська",
    "pl": "polish pl pol polski",
    "sv": "swedish sv swe svenska",
    "da": "danish da dan dansk",
    "no": "norwegian no nor nb nn norsk",
    "fi": "finnish fi fin suomi",
    "cs": "czech cs ces čeština",
    "hu": "hungarian hu hun magyar",
    "tr": "turkish tr tur türkçe",
    "ar": "arabic ar ara العربية",
    "he": "hebrew he heb עברית",
    "el": "greek el ell ελληνικά",
    "hi": "hindi hi hin हिन्दी",
}
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words.split()}
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?")
_BETWEEN = re.compile(r"[\s_()\[\]:.@/]+")
_NO_LETTERS = re.compile(r"[^\w' ()]+|_+")


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a source holds; no field where it has no place.

    ``language`` is that of a name or text in a table of several languages.
    """

    name: str
    field: str | None
    language: str | None = None
    is_text: bool = True  # whether the language is that of a text, not of a name


class UnknownFieldError(ValueError):
    """A column was to be mapped to what is no field."""


def columns_of(
    header: Sequence[str], chosen: Mapping[str, str], language: str | None
) -> list[Column]:
    """Return what each column holds. ``chosen`` names fields for columns, and goes first.

    Raises UnknownFieldError for an unknown field, and for a missing column.
    """
    by_key = {key_of(name): field for name, field in chosen.items()}
    if missing := [name for name in chosen if key_of(name) not in map(key_of, header)]:
        there = ", ".join(filter(None, header))
        raise UnknownFieldError(f"There is no column “{missing[0]}”. The columns are: {there}.")
    for field in by_key.values():
        if field not in ("", "-") and field not in FIELDS and not is_column(field):
            known = ", ".join(FIELDS)
            raise UnknownFieldError(
                f"There is no field “{field}” to map a column to. Write one of {known}; or a "
                "minus, to leave a column out."
            )
    columns = [_column(name, by_key) for name in header]
    columns = _in_one_language(columns, language)
    return _each_once(columns, set(by_key))


def is_header(row: Sequence[str]) -> bool:
    """Tell whether a row names columns: a term, and a word for what is said of it."""
    columns = [_column(name, {}) for name in row if name]
    fields = {column.field for column in columns if column.field}
    named = len([column for column in columns if column.field])
    return "term" in fields and (len(fields) > 1 or named == len([name for name in row if name]))


def key_of(name: str) -> str:
    """Return a column's name as it is compared: "Term_Name*" is "term name"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(_NO_LETTERS.sub(" ", spaced).casefold().split())


def _column(name: str, chosen: Mapping[str, str]) -> Column:
    key = key_of(name)
    if key in chosen:
        field = chosen[key]
        return Column(name, None if field in ("", "-") else field)
    found = _RANKED.get(key) or _RANKED.get(key.replace(" ", ""))
    if found:
        return Column(name, found[0])
    if is_column(name):
        return Column(name, name)
    words = [word for word in _BETWEEN.split(name.casefold()) if word]
    for place, word in enumerate(words):
        rest = " ".join(words[:place] + words[place + 1 :])
        language = _LANGUAGE_OF.get(word) or (word if _CODE.fullmatch(word) else None)
        ranked = _RANKED.get(rest) if rest else ("term", 0)
        said = ranked[0] if ranked else None
        if (
            language
            and (rest or word in _LANGUAGE_OF)
            and said in ("term", "definition", "short_def", "aliases")
        ):
            return Column(name, said, language)
    return Column(name, None)


def _in_one_language(columns: list[Column], wanted: str | None) -> list[Column]:
    """Keep the names and texts of one language; names in others are foreign names."""
    there = [column.language for column in columns if column.language and column.field == "term"]
    if not there:
        return [Column(column.name, None) if column.language else column for column in columns]
    language = (wanted or ("en" if "en" in there else there[0])).lower()
    return [_of_language(column, language) for column in columns]


def _of_language(column: Column, language: str) -> Column:
    if column.language is None:
        return column
    if column.language == language or column.language.startswith(f"{language}-"):
        return Column(column.name, column.field)
    field = "foreign_name" if column.field in ("term", "aliases") else None
    return Column(column.name, field, column.language)


def _each_once(columns: list[Column], chosen: set[str]) -> list[Column]:
    """Give each field that takes one value the surest of its columns."""
    best: dict[str, int] = {}
    for place, column in enumerate(columns):
        field = column.field
        if field is None or field in _SHARED or field == "foreign_name":
            continue
        if field not in best or _rank(column, chosen) < _rank(columns[best[field]], chosen):
            best[field] = place
    result = []
    for place, column in enumerate(columns):
        is_second = column.field in best and best[column.field] != place
        result.append(Column(column.name, _second_place(column)) if is_second else column)
    return result


def _second_place(column: Column) -> str | None:
    """Return what a column holds whose field another column is surer of."""
    if column.field == "term" and key_of(column.name) not in _SHORT_NAMES:
        return None
    return _SECOND.get(column.field or "")


def _rank(column: Column, chosen: set[str]) -> int:
    key = key_of(column.name)
    return -1 if key in chosen else _RANKED.get(key, ("", 0))[1]
