"""Lays out the file of a new term, with a comment beside each field."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bot.glossary.files.directory import SUFFIXES
from bot.glossary.files.document import read_data
from bot.glossary.model import PartOfSpeech, Status
from bot.glossary.normalize import spelled
from bot.glossary.slugs import slugify, slugs_for

if TYPE_CHECKING:
    from bot.glossary.model import GlossaryConfig

_LAYOUT = """\
term: {name}
{context}aliases:  # what else people type: abbreviations, expansions, other names
categories:  # {categories}
roles:  # for whom it matters: {roles}
part_of_speech: noun_phrase  # {parts_of_speech}
# One sentence of at most 40 words that you could say aloud. Until this and the long
# definition are written, the bot leaves the term out.
short_def:
# 80 to 220 words: how it works, why it matters, where it goes wrong.
long_def:
audiences:  # the same in other words; a role's id may stand here too, for its own words
{audiences}takeaways:  # what this term asks of each role that is listed above
examples:
  do:  # two to four lines to act on tomorrow
  dont:  # each reads on after "Don't"
governance:
  nist_rmf_tags:
  risk_notes:
relationships:  # names of other terms; "token (Security)" where a name has several meanings
  broader:
  narrower:
  related:
citations:  # - source: and url:, where a careful reader can check it
license: CC BY-SA 4.0
status: {status}
# Left empty until somebody reviews it: last_reviewed: '2026-09-01'
last_reviewed:
"""


def scaffold(name: str, context: str | None, config: GlossaryConfig) -> str:
    """Return the text of a draft that has everything but the words.

    It has no definition yet, so the bot doesn't serve it before a person has written one.
    """
    audiences = dict.fromkeys(role.audience for role in config.roles)
    return _LAYOUT.format(
        name=_scalar(name),
        context=f"context: {_scalar(context)}\n" if context else "",
        categories=", ".join(category.name for category in config.categories) or "your shelves",
        roles=", ".join(role.id for role in config.roles),
        parts_of_speech=", ".join(PartOfSpeech),
        audiences="".join(f"  {audience}:\n" for audience in audiences),
        status=Status.DRAFT,
    )


def create_term_file(terms: Path, name: str, context: str | None, config: GlossaryConfig) -> Path:
    """Write the scaffold of a new term into the directory of terms and return its path.

    Raises FileExistsError rather than touching a file of that name and context, and
    ValueError for a name of nothing that can be seen.
    """
    if not slugify(name, context):
        raise ValueError(f"“{name}” has no letter or digit to name a file with.")
    for slug in slugs_for(name, context):
        path = terms / f"{slug}.yml"
        files = [path.with_name(f"{slug}{suffix}") for suffix in SUFFIXES]
        there = next(filter(Path.exists, files), None)
        if there is None:
            break
        if not is_of_another_term(there.read_bytes(), name):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(there))
    with path.open("x", encoding="utf-8") as file:
        try:
            file.write(scaffold(name, context, config))
            file.flush()
        except OSError:  # a full disk leaves no empty file to be taken for a draft
            path.unlink()
            raise
    return path


def is_of_another_term(source: bytes, name: str) -> bool:
    """Tell whether a file is another name's: "mW" has the file that "MW" would get."""
    try:
        data = read_data(source)
    except (yaml.YAMLError, UnicodeDecodeError):
        return False
    there = data.get("term") if isinstance(data, dict) else None
    return there is not None and spelled(str(there)) != spelled(name)


def _scalar(text: str) -> str:
    """Return the text as YAML on one line, quoted where it must be."""
    dumped = yaml.safe_dump(" ".join(text.split()), allow_unicode=True, width=float("inf"))
    return dumped.removesuffix("...\n").rstrip("\n")
