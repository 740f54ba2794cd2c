"""Forms of one word: its singular, and the base that its verb forms and their noun share.

Light on purpose. A stemmer for full text may join words that are only related
("precise" and "precision", "general" and "generalization"); an answer may not.
"""

from __future__ import annotations

import re
from functools import lru_cache

IRREGULAR = {
    "analyses": "analysis",
    "appendices": "appendix",
    "criteria": "criterion",
    "hypotheses": "hypothesis",
    "indices": "index",
    "matrices": "matrix",
    "people": "person",
    "vertices": "vertex",
}
_VOWEL = re.compile("[aeiouy]")
_ES = re.compile("(?:s|x|z|ch|sh)es$")
# "caches" may be of "cache" or of "cach": both lose the e, so that they meet.
_SILENT_E = re.compile("(?<=(?:..[sxz]|.ch|.sh))e$")
_NO_PLURAL = re.compile("(?:ss|us|is|ias)$")
_ENDINGS = ("tion", "val", "ing", "ed")
_VERB_ENDINGS = ("ing", "ed", "er")
# The longest first, each with what it leaves: "quantization" and "quantizer" share "quantiz".
FAMILY_ENDINGS = (
    ("ization", "iz"),
    *((ending, "") for ending in "ability ibility".split()),
    *((ending, "") for ending in "able ible ness ment ance ence ancy ency ory".split()),
    *((ending, "") for ending in "ion ive ing ent ant".split()),
    *((ending, "") for ending in "ed er or al ly".split()),
)
_MOST_ENDINGS = 2  # "ground-ed-ness"
_SHORTEST_FAMILY_STEM = 4
_AGENT = re.compile("(?:eer|tor|ter)$")

# Below these lengths a word is too short to carry the ending: "bus", "ring", "action".
_SHORTEST_PLURAL = 4
_SHORTEST_VERB_STEM = 3
_SHORTEST_NOUN_STEM = 5


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Return the word without its plural ending.

    >>> singular("policies"), singular("biases"), singular("loss")
    ('policy', 'bias', 'loss')
    """
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or _NO_PLURAL.search(word):
        return _SILENT_E.sub("", word)
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return f"{word[:-3]}y"
    return word[:-2] if _ES.search(word) else word[:-1]


@lru_cache(maxsize=20_000)
def base(word: str) -> str:
    """Return what the forms of a verb and the noun of its action have in common.

    >>> base("quantized") == base("quantization"), base("precise") == base("precision")
    (True, False)
    """
    word = singular(word)
    if not word.endswith(_ENDINGS):
        return _bare(word)
    for suffix, left, shortest in (
        ("ization", "iz", _SHORTEST_VERB_STEM),
        ("tion", "t", _SHORTEST_NOUN_STEM - 1),
        ("val", "v", _SHORTEST_NOUN_STEM - 1),
        ("ing", "", _SHORTEST_VERB_STEM),
        ("ed", "", _SHORTEST_VERB_STEM),
    ):
        stem = word[: -len(suffix)]
        if word.endswith(suffix) and len(stem) >= shortest and _VOWEL.search(stem):
            # "engineering" is not what an "engineer" is; "feed" and "embed" carry no ending.
            if _AGENT.search(stem) or word.endswith(("eed", "mbed")):
                return word
            return _bare(stem + left)
    return _bare(word)


@lru_cache(maxsize=20_000)
def family(word: str) -> str:
    """Return what a word shares with those made of it: by -er, -or, -ness, -ency, -able, -ment.

    Looser than ``base``: relatives are near, and may still be two things ("decoder", "decoding").

    >>> family("groundedness") == family("grounding"), family("regularizer"), family("token")
    (True, 'regulariz', 'token')
    """
    stem = singular(word)
    for _ in range(_MOST_ENDINGS):
        for ending, left in FAMILY_ENDINGS:
            shorter = stem[: -len(ending)] + left
            if stem.endswith(ending) and len(shorter) >= _shortest_stem(ending):
                stem = shorter
                break
        else:
            break
    return _bare(stem)


def _shortest_stem(ending: str) -> int:
    return _SHORTEST_VERB_STEM if ending in _VERB_ENDINGS else _SHORTEST_FAMILY_STEM


def is_bare(word: str) -> bool:
    """Tell whether the word carries no ending of a verb or of an action's noun."""
    return base(word) == _bare(singular(word))


def _bare(stem: str) -> str:
    if len(stem) > _SHORTEST_VERB_STEM and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return stem.removesuffix("e") if len(stem) > _SHORTEST_VERB_STEM else stem
