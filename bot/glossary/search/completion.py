"""Type-ahead: which terms the letters typed so far may lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.glossary.normalize import clean, words_of
from bot.glossary.search.label_index import spelling
from bot.glossary.search.near_hits import best, by_term, near_labels

if TYPE_CHECKING:
    from bot.glossary.search.label_index import LabelIndex

# Labels looked at that begin as typed; Slack shows at most a hundred options.
_MOST_STARTING = 300


def complete(text: str, names: LabelIndex, limit: int) -> list[str]:
    """Return the slugs of the terms that the text may lead to, best first.

    First the labels that begin so, names before aliases; then those that contain the words.
    """
    words = words_of(clean(text))
    if not words:
        return []
    starting = names.labels_starting(spelling(words), _MOST_STARTING)
    starting.sort(key=lambda label: (not label.is_name, label.key))
    slugs = dict.fromkeys(label.slug for label in starting)
    if len(slugs) < limit:
        near = by_term(near_labels(words, names))
        slugs.update(dict.fromkeys(best(near, limit)))
    return list(slugs)[:limit]
