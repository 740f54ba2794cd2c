"""The published JSON Schema of a term's file and of an export (``term.schema.json``)."""

from __future__ import annotations

from importlib.resources import files


def schema_text() -> str:
    """Return the schema as it is published."""
    return (files("bot.exchange") / "term.schema.json").read_text(encoding="utf-8")
