"""The forms that a glossary can be written in, by the name that ``--format`` takes."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """What ``parlance export`` writes."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    SKOS = "skos"
    JSONLD = "jsonld"
    TBX = "tbx"
    AI_GLOSSARY = "ai-glossary"
