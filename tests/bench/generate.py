"""Write a seeded glossary of any size, for measuring: ``python -m tests.bench.generate DIR COUNT``.

Words are made up of syllables and drawn by Zipf's law behind a head of common
English words, so that rare and frequent words are spread as in real text. The
same count and seed always give the same glossary.
"""

from __future__ import annotations

import random
import sys
import textwrap
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.glossary.model import Citation, Example, PartOfSpeech, Status, Term
from bot.glossary.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED = 20260901
VOCABULARY = 40_000
COMMON = (
    "the of and to in a is that for it as with by on are be this an or from at which can not "
    "has when its used each more than one may such other their these into only between where "
    "model data system process method value result state change rule set group order point "
    "part case way form level type time use name number measure input output test risk cost "
    "team user work plan tool step line field source target signal record review report"
)
# Words that name nothing by themselves do not occur in names.
NAMING_FROM = COMMON.split().index("model")
ONSETS = (
    "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sh sl sp st t th tr v w"
)
VOWELS = "a e i o u ai ea ee io ou"
CODAS = "n r s t l m d nd nt rn st ck x"
ROLES = ("product", "engineering", "data_science", "policy", "legal", "security", "communications")
CATEGORIES = ("Foundations", "Operations", "Finance", "Methods", "Governance")
WORDS_IN_NAME = ((1, 2, 3, 4), (20, 48, 24, 8))
SHARED_NAMES = 0.01  # names given to a second meaning, which then has a context
SHARED_ALIASES = 0.05


class _Writer:
    """Draws words, names and sentences from one seeded source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - measuring wants the same words each time
        self.vocabulary = self._vocabulary()
        ranks = range(1, len(self.vocabulary) + 1)
        # Zipf and Mandelbrot: the shift keeps the commonest word near 5 % of all text.
        self.in_text = list(accumulate(1 / (rank + 2.7) for rank in ranks))
        # Names are drawn flatter: a glossary is about its rarer words.
        self.in_names = list(accumulate(1 / (rank + 200) ** 0.8 for rank in ranks))[NAMING_FROM:]

    def _vocabulary(self) -> list[str]:
        onsets, vowels, codas = ONSETS.split(), VOWELS.split(), CODAS.split()
        words = dict.fromkeys(COMMON.split())
        while len(words) < VOCABULARY:
            syllables = self.chance.choices((1, 2, 3), (15, 55, 30))[0]
            word = "".join(
                self.chance.choice(onsets) + self.chance.choice(vowels) for _ in range(syllables)
            )
            words.setdefault(word + self.chance.choice(codas))
        return list(words)

    def name(self) -> str:
        count = self.chance.choices(*WORDS_IN_NAME)[0]
        words = self.chance.choices(
            self.vocabulary[NAMING_FROM:], cum_weights=self.in_names, k=count
        )
        return " ".join(words)

    def words(self, count: int) -> list[str]:
        return self.chance.choices(self.vocabulary, cum_weights=self.in_text, k=count)

    def sentence(self, words: Sequence[str]) -> str:
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def text(self, subject: str, count: int) -> str:
        """Return sentences of together ``count`` words; the first is about the subject."""
        words = [*subject.split(), "is", *self.words(count)][:count]
        sentences = []
        while words:
            length = min(len(words), self.chance.randint(8, 26))
            sentences.append(self.sentence(words[:length]))
            words = words[length:]
        return " ".join(sentences)


def generate_terms(count: int, seed: int = SEED) -> Iterator[Term]:
    """Yield ``count`` terms with distinct slugs; the first n are the same for every count."""
    writer = _Writer(seed)
    chance = writer.chance
    names: list[str] = []
    slugs: set[str] = set()
    while len(slugs) < count:
        name, context = writer.name(), None
        if names and chance.random() < SHARED_NAMES:
            name, context = chance.choice(names), chance.choice(CATEGORIES)
        slug = slugify(name, context)
        if slug in slugs:
            continue
        slugs.add(slug)
        path = Path(f"{slug}.yml")
        yield Term(slug, name, path=path, context=context, **_fields(writer, name, names))
        names.append(name)


def _fields(writer: _Writer, name: str, earlier: Sequence[str]) -> dict[str, Any]:
    chance = writer.chance
    subject = name.split()
    return {
        "aliases": _aliases(writer, subject, earlier),
        "categories": tuple(chance.sample(CATEGORIES, 2)),
        "roles": tuple(chance.sample(ROLES, chance.randint(1, 5))),
        "part_of_speech": chance.choice(list(PartOfSpeech)),
        "short_def": writer.text(name, chance.randint(12, 30)),
        "long_def": writer.text(name, chance.randint(80, 220)),
        "audiences": {
            "exec": writer.text(name, chance.randint(10, 25)),
            "engineer": writer.text(name, chance.randint(10, 30)),
        },
        "do": tuple(Example(writer.sentence(writer.words(12))) for _ in range(2)),
        "dont": tuple(Example(writer.sentence(writer.words(12))) for _ in range(2)),
        "related": tuple(chance.sample(earlier, min(len(earlier), 3))),
        "citations": (Citation("A generated source", "https://example.org/source"),),
        "license": "CC BY-SA 4.0",
        "status": Status.APPROVED,
        "last_reviewed_on": date(2026, 1, 1) + timedelta(days=chance.randrange(200)),
    }


def _aliases(writer: _Writer, subject: list[str], earlier: Sequence[str]) -> tuple[str, ...]:
    chance = writer.chance
    aliases = []
    if len(subject) > 2 and chance.random() < 0.5:
        aliases.append("".join(word[0] for word in subject).upper())
    if chance.random() < 0.6:
        aliases.append(writer.name())
    if earlier and chance.random() < SHARED_ALIASES:
        aliases.append(chance.choice(earlier))
    return tuple(dict.fromkeys(aliases))


def write_glossary(directory: Path, count: int, seed: int = SEED) -> None:
    """Write ``count`` terms into ``directory``, one YAML file each."""
    directory.mkdir(parents=True, exist_ok=True)
    for term in generate_terms(count, seed):
        (directory / f"{term.slug}.yml").write_text(as_yaml(term), encoding="utf-8")


def as_yaml(term: Term) -> str:
    """Return the term as a file of the format; its texts are plain words and need no quotes."""
    lines = [f"term: {term.name}"]
    if term.context:
        lines.append(f"context: {term.context}")
    lines += _list("aliases", term.aliases)
    lines += _list("categories", term.categories)
    lines += _list("roles", term.roles)
    lines += [
        f"part_of_speech: {term.part_of_speech}",
        _folded("short_def", term.short_def),
        _folded("long_def", term.long_def),
        "audiences:",
        *(_folded(f"  {audience}", text) for audience, text in term.audiences.items()),
        "examples:",
        *_list("  do", [example.text for example in term.do]),
        *_list("  dont", [example.text for example in term.dont]),
        "relationships:",
        *_list("  related", term.related),
        "citations:",
    ]
    for citation in term.citations:
        lines += [f"- source: {citation.source}", f"  url: {citation.url}"]
    lines += [
        f"license: {term.license}",
        f"status: {term.status}",
        f"last_reviewed: '{term.last_reviewed_on}'",
    ]
    return "\n".join(lines) + "\n"


def _list(key: str, items: Sequence[str]) -> list[str]:
    indent = key[: len(key) - len(key.lstrip())]
    return [f"{key}:" if items else f"{key}: []", *(f"{indent}- {item}" for item in items)]


def _folded(key: str, text: str) -> str:
    return textwrap.fill(f"{key}: {text}", width=90, subsequent_indent="    ")


if __name__ == "__main__":
    write_glossary(Path(sys.argv[1]), int(sys.argv[2]))
