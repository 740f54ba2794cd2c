"""Makes bot/glossary/language/en/english.txt.gz from Debian's package ``scowl``.

python tests/glossary/tuning/make_english.py /usr/share/dict/scowl
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

TARGET = Path(__file__).parents[3] / "bot" / "glossary" / "language" / "en" / "english.txt.gz"
REGIONS = ("english", "american", "british", "british_z", "american_variant_1", "british_variant_1")
COMMON = (10, 20, 35, 40, 50)
ALL = (*COMMON, 55, 60, 70)


def read(directory: Path, kinds: tuple[str, ...], levels: tuple[int, ...]) -> set[str]:
    words: set[str] = set()
    for region in REGIONS:
        for kind in kinds:
            for level in levels:
                path = directory / f"{region}-{kind}.{level}"
                if path.exists():
                    words.update(path.read_text(encoding="latin-1").split())
    return words


def shelve(words: set[str]) -> str:
    """Return one line for each length and first letter, with a space around every word."""
    shelves: dict[tuple[int, str], list[str]] = {}
    for word in sorted(words):
        shelves.setdefault((len(word), word[0]), []).append(word)
    return "\n".join(f" {' '.join(words)} " for words in shelves.values())


def main(directory: Path) -> None:
    plain = re.compile("[a-z]{4,16}")
    common = {w for w in read(directory, ("words",), COMMON) if plain.fullmatch(w)}
    words = {w for w in read(directory, ("words",), ALL) if plain.fullmatch(w)}
    names = read(directory, ("upper", "proper-names"), ALL[:-1])
    words |= {w.lower() for w in names if w.istitle() and plain.fullmatch(w.lower())}
    capitals = read(directory, ("abbreviations", "upper"), ALL)
    initialisms = {w.lower() for w in capitals if re.fullmatch("[A-Z]{3}", w)}
    short = {w for w in read(directory, ("words",), COMMON) if re.fullmatch("[a-z]{3}", w)}
    parts = (common, words - common, initialisms | short)
    text = "\n\n".join(shelve(part) for part in parts)
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print([len(part) for part in parts], TARGET.stat().st_size)  # noqa: T201 - a tool's report


main(Path(sys.argv[1]))
