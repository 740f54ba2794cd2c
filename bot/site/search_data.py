"""What search in the browser reads: labels, words of texts, and the rules of the language.

The browser ranks by the same rules as ``bot.glossary.search``: what belongs to the language
(stems, everyday words, how questions begin and end) is shipped from there, so that it has one
home. Texts come as stems, each with its terms and weighted counts (``full_text.counted_stems``).
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from bot.cards.kit.markdown import plain_words
from bot.cards.kit.mrkdwn import shorten
from bot.glossary.language.en.field_words import expansions, long_forms
from bot.glossary.language.en.inflection import FAMILY_ENDINGS, IRREGULAR
from bot.glossary.language.en.word_list import LITTLE_WORDS
from bot.glossary.normalize import BRITISH_WORDS, NUMBERS, OUR_WORDS
from bot.glossary.search.full_text import MAKE_UP, STOP_WORDS, counted_stems, kindred_stems
from bot.glossary.search.query import BETWEEN, CLOSING, OPENING, PLEA, SENTENCE_CLOSING
from bot.site.page import address, term_path
from bot.site.shelf_pages import sorted_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term

VERSION = 1
_DEFINITION = 120  # characters shown under a name


def search_data(glossary: Glossary) -> dict[str, Any]:
    """Return the index as plain data; the order of terms is that of the alphabet."""
    terms = sorted_terms(glossary.terms.values())
    return {
        "version": VERSION,
        "terms": [_row(term) for term in terms],
        "texts": _postings(terms),
        "language": _language(),
    }


def as_json(data: dict[str, Any]) -> bytes:
    """Return the index as JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def as_script(data: dict[str, Any]) -> bytes:
    """Return the index as a script: a page that is opened from a folder can't fetch JSON."""
    # "</" can't end the script's element where somebody writes the file into a page.
    text = as_json(data).replace(b"</", b"<\\/").replace("\u2028".encode(), b"\\u2028")
    return b"window.PARLANCE_SEARCH=" + text.replace("\u2029".encode(), b"\\u2029") + b";\n"


def _row(term: Term) -> list[Any]:
    """Return what is known of a term, in a fixed order; the last values are left out if empty."""
    row = [
        address(term_path(term)),
        term.name,
        term.context or "",
        list(term.aliases),
        list(term.hidden_labels) + [avoided.name for avoided in term.avoid],
        shorten(plain_words(term.definition), _DEFINITION),
        term.status.value,
        list(term.categories),
        list(term.roles),
        list(term.nist_rmf_tags),
    ]
    while not row[-1]:
        row.pop()
    return row


def _postings(terms: Sequence[Term]) -> dict[str, Any]:
    """Return by stem a list of steps from one term to the next, each followed by its count.

    A count of one, as most are, is left out: the step is then negative.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    last: dict[str, int] = defaultdict(lambda: -1)
    lengths = []
    for number, term in enumerate(terms):
        counted = counted_stems(term)
        lengths.append(sum(counted.values()))
        for stem, count in counted.items():
            step = number - last[stem]
            last[stem] = number
            postings[stem] += (-step,) if count == 1 else (step, count)
    return {"lengths": lengths, "stems": dict(sorted(postings.items()))}


def _language() -> dict[str, Any]:
    """Return what the search rules know of English, as the browser needs it."""
    return {
        "little": sorted(LITTLE_WORDS),
        "stop": sorted(STOP_WORDS),
        "kindred": {stem: sorted(kin) for stem, kin in sorted(kindred_stems().items())},
        "irregular": IRREGULAR,
        "families": FAMILY_ENDINGS,
        "numbers": NUMBERS,
        "british": BRITISH_WORDS,
        "our": OUR_WORDS,
        "expansions": expansions(),
        "short": long_forms(),
        "opening": OPENING.pattern,
        "closing": CLOSING.pattern,
        "sentenceClosing": SENTENCE_CLOSING.pattern,
        "plea": PLEA.pattern,
        "between": BETWEEN.pattern,
        "makeUp": MAKE_UP.pattern,
    }
