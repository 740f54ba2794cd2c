"""What lines of Markdown say of a term besides its meaning: "**Synonyms:** a, b"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.exchange.readers.markdown_text import plain

if TYPE_CHECKING:
    from bot.exchange.readers.markdown_text import Block

BOLD = re.compile(
    r"\s*(?:\[)?(?P<mark>\*\*\*|\*\*|__)(?P<name>(?:(?!(?P=mark)).)+?)(?P=mark)(?:\]\([^)]*\))?"
    r"(?P<aside>\s*\([^()\n]{1,80}\))?[ \t]*"
    r"(?P<sign>:|[.,]\s|[-\u2013\u2014=]+\s|\n|$)?\s*(?P<text>.*)",
    re.DOTALL,
)
FIELDS = {
    "aliases": [
        *"aka alias aliases synonym synonyms synonyme synonymes sinónimo sinónimos".split(),
        *"sinonimo sinonimi sinônimo sinônimos synoniem synoniemen".split(),
        *("also called", "also known as", "aussi appelé", "auch genannt", "ook wel"),
    ],
    "avoid": ["avoid", "do not use", "deprecated"],
    "categories": ["category", "categories", "tags", "area", "domain", "topic"],
    "related": [
        *("related", "related terms", "see also", "see", "siehe auch", "siehe", "voir aussi"),
        *("voir", "véase también", "véase", "vedi anche", "vedi", "ver também", "zie ook", "zie"),
    ],
    "broader": ["broader"],
    "narrower": ["narrower"],
    "citations": [
        "source",
        "sources",
        "reference",
        "references",
        "link",
        "links",
        "quelle",
        "quellen",
    ],
    "context": ["context", "used in", "scope"],
    "license": ["license", "licence"],
    "status": ["status"],
    "do": ["do"],
    "dont": ["don't", "dont"],
    "replaced_by": ["use instead"],
}
FIELD_OF = {word: name for name, words in FIELDS.items() for word in words}
# The last line of a text that begins with a stressed word and a colon.
_LINE = re.compile(
    r"(?:^|\n)[ \t]*(?P<mark>\*\*|__|[_*])(?P<name>[^_*:\n]{2,30}):?(?P=mark):?[ \t]*"
    r"(?P<text>(?:(?!\n[ \t]*[_*]{1,2}[^_*:\n]{2,30}:?[_*]{1,2}:?[ \t]).)*)\Z",
    re.DOTALL,
)
_ASIDE_OF = re.compile(r"^(?P<name>.*\S)\s*\((?P<aside>.*)\)$")
_LISTS = ("aliases", "avoid", "categories", "related", "broader", "narrower")
_REVIEWED = re.compile(r"last reviewed (\d{4}-\d{2}-\d{2})")
_LINK = re.compile(r"\[([^\]]+)\]\(<?(https?://[^)>\s]+)>?\)")


def particulars_in(block: Block) -> dict[str, Any]:
    """Return the fields that a list says of a term: "**Synonyms:** a, b"; none for another list."""
    if block.kind != "bullet_list":
        return {}
    texts = [token.content for token in block.tokens if token.type == "inline"]
    found: dict[str, Any] = {}
    for text in texts:
        match = BOLD.match(text)
        name = match and FIELD_OF.get(plain(match["name"]).casefold().rstrip(":"))
        if not match or not name:
            return {}
        put(found, name, match["text"].strip())
    return found


def particulars_behind(text: str) -> tuple[str, dict[str, Any]]:
    """Return a text without the lines at its end that say a field, and these fields.

    Such a line is "_Avoid_: one (because), two".
    """
    found: dict[str, Any] = {}
    while (match := _LINE.search(text)) and (
        name := FIELD_OF.get(match["name"].strip().casefold())
    ):
        put(found, name, " ".join(match["text"].split()))
        text = text[: match.start()]
    return text.strip(), found


def put(fields: dict[str, Any], name: str, text: str) -> None:
    """Add to the fields what a cell or a line says of one."""
    if name == "avoid":
        fields.setdefault(name, []).extend(map(_avoided, _labels_in(text)))
    elif name in _LISTS:
        labels = _labels_in(text)
        holder = fields if name in ("aliases", "avoid", "categories") else _section(fields)
        holder.setdefault(name, []).extend(labels)
    elif name == "citations":
        links = [{"source": plain(title), "url": url} for title, url in _LINK.findall(text)]
        address = re.search(r"https?://\S+", text)
        plainly = {"source": plain(text), **({"url": address[0]} if address else {})}
        fields.setdefault("citations", []).extend(links or [plainly])
    elif name in ("do", "dont"):
        fields.setdefault("examples", {}).setdefault(name, []).append(text)
    elif name == "status":
        fields["status"] = plain(text).partition(",")[0].strip().lower()
        if reviewed := _REVIEWED.search(text):
            fields["last_reviewed"] = reviewed[1]
    else:
        fields[name] = plain(text)


def _labels_in(text: str) -> list[str]:
    """Return labels that stand between semicolons or commas, not those inside brackets."""
    separator = ";" if ";" in text else ","
    parts = re.split(rf"{separator}(?![^(]*\))", text.rstrip().removesuffix("."))
    return [label for one in parts if (label := plain(one))]


def _avoided(label: str) -> str | dict[str, str]:
    found = _ASIDE_OF.match(label)
    return {"name": found["name"], "because": found["aside"]} if found else label


def _section(fields: dict[str, Any]) -> dict[str, list[str]]:
    section: dict[str, list[str]] = fields.setdefault("relationships", {})
    return section
