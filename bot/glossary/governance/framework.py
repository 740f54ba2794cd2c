"""NIST's AI Risk Management Framework as data: its parts, and the tags that lead to each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from bot.glossary.normalize import fold_label

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Framework:
    """Titles by id, in the framework's order; ``crosswalk`` leads from other tags to ids."""

    functions: Mapping[str, str]
    characteristics: Mapping[str, str]
    crosswalk: Mapping[str, tuple[str, ...]]

    def parts_of(self, tag: str) -> tuple[str, ...]:
        """Return the ids of the parts that a tag names, whether NIST's own word or a free one."""
        word = fold_label(tag).replace(" ", "_").replace("-", "_")
        if word in self.functions or word in self.characteristics:
            return (word,)
        return self.crosswalk.get(word, ())


@lru_cache(maxsize=1)
def nist_ai_rmf() -> Framework:
    """Return the framework as ``nist_ai_rmf.yml`` has it, with its sources."""
    data = yaml.safe_load((files(__package__) / "nist_ai_rmf.yml").read_text(encoding="utf-8"))
    return Framework(
        functions={one["id"]: one["title"] for one in data["functions"]},
        characteristics={one["id"]: one["title"] for one in data["characteristics"]},
        crosswalk={tag: tuple(parts) for tag, parts in data["crosswalk"].items()},
    )
