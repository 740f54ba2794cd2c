"""Chooses one language of a glossary that has several."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from bot.exchange.entry import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

USUAL = "en"
NONE = ""  # of a text that isn't marked

T = TypeVar("T")


def main_language(languages: Iterable[str], wanted: str | None) -> str:
    """Return the language to read: the wanted one, else English, else what names are mostly in.

    ``languages`` has the language of each name. Raises Unreadable where none is in the wanted one.
    """
    languages = list(languages)
    if wanted:
        require_language(languages, wanted)
        return wanted
    counts = Counter(language.lower() for language in languages)
    if not counts or any(_is_of(language, USUAL) for language in counts):
        return USUAL
    return max(sorted(counts), key=counts.__getitem__)


def require_language(languages: Iterable[str], wanted: str) -> None:
    """Raise Unreadable where nothing is in a language, a variety of it, or in none that is named.

    The sentence names the languages that there are.
    """
    there = {language.lower() for language in languages}
    if there and in_language(dict.fromkeys(there, True), wanted) is None:
        raise Unreadable(
            f"Nothing is in the language “{wanted}”. Name one of these with --language: "
            f"{', '.join(sorted(there))}."
        )


def in_language(texts: Mapping[str, T], language: str) -> T | None:
    """Return what is in this language, in a variety of it, or in no language that is named."""
    by_key = {key.lower(): text for key, text in texts.items()}
    wanted = language.lower()
    varieties = (key for key in sorted(by_key) if _is_of(key, wanted))
    for key in (wanted, *varieties, wanted.partition("-")[0], "und", NONE):
        if key in by_key:
            return by_key[key]
    return None


def in_any(texts: Mapping[str, T], language: str) -> T | None:
    """Return what is in this language, else what is in the first of the others."""
    found = in_language(texts, language)
    return texts[min(texts)] if found is None and texts else found


def others(texts: Mapping[str, T], language: str) -> dict[str, T]:
    """Return what is in other languages."""
    chosen = in_language(texts, language)
    return {key: text for key, text in texts.items() if text is not chosen}


def chosen_language(languages: Iterable[str], wanted: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the language to read, and what to say of that.

    ``languages`` has the language of each name. Raises Unreadable where none is in the wanted one.
    """
    languages = list(languages)
    language = main_language(languages, wanted)
    return language, language_notes(languages, language)


def language_notes(languages: Iterable[str], chosen: str) -> tuple[str, ...]:
    """Return what to say of a glossary in several languages, or in another than English."""
    there = sorted(filter(None, {language.lower() for language in languages}))
    if there in ([], [USUAL]):
        return ()
    return (f"Names are in {', '.join(there)}; those in “{chosen}” are read.",)


def lacks_language(languages: Iterable[str], language: str) -> str:
    """Return the reason for which an entry without a name in the language is refused."""
    there = ", ".join(sorted(filter(None, languages)))
    return f"has no name in “{language}”" + (f", only in {there}" if there else "")


def _is_of(language: str, wanted: str) -> bool:
    return language == wanted or language.startswith(f"{wanted}-")
