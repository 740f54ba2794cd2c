"""Our words for what sources say in their own: statuses and parts of speech."""

from __future__ import annotations

from bot.glossary.model import PartOfSpeech, Status

_STATUSES = {
    **{status.value: status.value for status in Status},
    **dict.fromkeys(
        "accepted published active final standard preferred released valid current".split(),
        Status.APPROVED.value,
    ),
    **dict.fromkeys(
        "proposed candidate pending new open in-review in-progress submitted".split(),
        Status.DRAFT.value,
    ),
    **dict.fromkeys(
        "retired obsolete superseded withdrawn inactive archived rejected expired historic".split(),
        Status.DEPRECATED.value,
    ),
}
_PARTS_OF_SPEECH = {
    **{part.value: part.value for part in PartOfSpeech},
    **dict.fromkeys(("n", "nn", "s", "sb", "subst", "substantive", "substantiv", "nom"), "noun"),
    **dict.fromkeys(("n pl", "npl", "n m", "n f", "nm", "nf", "s m", "s f", "sm", "sf"), "noun"),
    **dict.fromkeys(("proper noun", "n prop", "sustantivo", "sostantivo", "substantivo"), "noun"),
    **dict.fromkeys(("zelfstandig naamwoord", "znw", "hauptwort", "nomen"), "noun"),
    **dict.fromkeys(("noun phrase", "np", "n phr"), "noun_phrase"),
    **dict.fromkeys(("v", "vb", "vt", "vi", "v t", "v i", "vtr", "vintr", "verb phrase"), "verb"),
    **dict.fromkeys(("verbe", "verbo", "werkwoord", "ww"), "verb"),
    **dict.fromkeys(("adj", "a", "adjektiv", "adjectif", "adjetivo", "aggettivo"), "adjective"),
    **dict.fromkeys(("adjectivo", "bijvoeglijk naamwoord", "bnw"), "adjective"),
}


def status_of(text: str | None) -> str | None:
    """Return our status for a source's word; None for one that says nothing to us."""
    return _STATUSES.get("-".join((text or "").lower().split()))


def part_of_speech_of(text: str | None) -> str | None:
    """Return our part of speech for a source's: "n.", "Adj.", "verbe"; None for others.

    Of several, as in "n., v.", the first that we have counts.
    """
    for one in (text or "").lower().replace("/", ",").split(","):
        words = " ".join(one.replace(".", " ").replace("_", " ").split())
        if found := _PARTS_OF_SPEECH.get(words.replace(" ", "_")) or _PARTS_OF_SPEECH.get(words):
            return found
    return None
