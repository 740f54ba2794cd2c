"""The forms that can be imported, and the module that reads each."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bot.exchange.entry import Reader


class Form(StrEnum):
    """What ``parlance import --format`` takes."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"
    YAML = "yaml"
    PARLANCE = "parlance"
    MARKDOWN = "markdown"
    SKOS = "skos"
    TBX = "tbx"
    DATAHUB = "datahub"
    OPENMETADATA = "openmetadata"
    JSKOS = "jskos"
    DITA = "dita"
    NIST = "nist"


# In this order each is asked whether it recognises a source: special forms before general ones.
_MODULES = {
    Form.PARLANCE: "parlance",
    Form.NIST: "nist",
    Form.OPENMETADATA: "openmetadata",
    Form.DATAHUB: "datahub",
    Form.JSKOS: "jskos",
    Form.DITA: "dita",
    Form.TBX: "tbx",
    Form.SKOS: "skos",
    Form.MARKDOWN: "markdown",
    Form.XLSX: "xlsx",
    Form.JSONL: "jsonl",
    Form.JSON: "json_list",
    Form.YAML: "yaml_list",
    Form.CSV: "delimited",
}


def reader_of(form: Form) -> Reader:
    """Return the reader of a form; its libraries are imported when it reads."""
    return cast("Reader", import_module(f"bot.exchange.readers.{_MODULES[form]}"))
