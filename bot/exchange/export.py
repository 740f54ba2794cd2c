"""Writes a glossary out in one of the forms, to a file, a directory or a stream."""

from __future__ import annotations

import contextlib
import importlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import OperatorError
from bot.exchange.formats import ExportFormat

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from bot.exchange.selection import Selection

Written = bytes | Mapping[str, bytes]

_WRITERS = {
    ExportFormat.CSV: "csv_text.write_csv",
    ExportFormat.XLSX: "workbook.write_xlsx",
    ExportFormat.JSON: "json_text.write_json",
    ExportFormat.JSONL: "json_text.write_jsonl",
    ExportFormat.MARKDOWN: "markdown.write_markdown",
    ExportFormat.SKOS: "rdf.write_skos",
    ExportFormat.JSONLD: "rdf.write_jsonld",
    ExportFormat.TBX: "tbx.write_tbx",
    ExportFormat.AI_GLOSSARY: "ai_glossary.write_ai_glossary",
}
# Those that say in which language the terms are.
_IN_A_LANGUAGE = (ExportFormat.SKOS, ExportFormat.JSONLD, ExportFormat.TBX)


def written_out(selection: Selection, form: ExportFormat, language: str) -> Written:
    """Return the glossary in this form: one file's bytes, or several files by path.

    Raises OperatorError where a library is missing, or a text doesn't fit the form.
    """
    module, _, name = _WRITERS[form].partition(".")
    try:
        write: Callable[..., Written] = getattr(
            importlib.import_module(f"bot.exchange.writers.{module}"), name
        )
        return write(selection, language) if form in _IN_A_LANGUAGE else write(selection)
    except ModuleNotFoundError as error:
        raise OperatorError(
            f"Writing {form} needs the library {error.name}: pip install 'parlance[exchange]'."
        ) from error


def save(written: Written, form: ExportFormat, out: Path | None, stream: BinaryIO) -> None:
    """Put what was written into the file or directory ``out``; without one, into the stream.

    A file is replaced as a whole or not at all. Raises OperatorError where the form doesn't go
    there.
    """
    if isinstance(written, Mapping):
        if out is None:
            raise OperatorError(f"{form} is a directory of files: name one with --out.")
        for path, content in written.items():
            _replace(out / path, content)
    elif out is not None:
        if out.is_dir():
            raise OperatorError(f"{out} is a directory, and {form} is one file: name a file.")
        _replace(out, written)
    elif form is ExportFormat.XLSX and stream.isatty():
        raise OperatorError("A terminal can't show a workbook: name a file with --out.")
    else:
        stream.write(written)
        stream.flush()


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
