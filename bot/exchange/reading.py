"""Reads a source in a child process that has limits, and checks what comes back.

A parser may be led to fill the memory, to run without end or to fetch addresses that a file
names. So each runs in a process of its own (child.py), and sends its items back over a pipe,
a JSON text a line. What goes wrong there is a sentence here.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from bot.errors import OperatorError
from bot.exchange.entry import Entry, Joined, Look, Refusal
from bot.exchange.forms import Form
from bot.exchange.limits import CPU_SECONDS, LONGEST_LINE, MEMORY, MOST_ENTRIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    from bot.exchange.entry import Item, Options

EXTRA = "pip install 'parlance[exchange]'"
_MEMORY_MIB, _LINE_MIB = MEMORY // 2**20, LONGEST_LINE // 2**20
_LEAST_EXPLAINED = 2  # characters: a shorter last line explains nothing


_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind) for kind in (Look, Entry, Refusal, Joined)
}


def read_source(path: Path, form: Form | None, options: Options) -> Iterator[Form | Item]:
    """Yield the source's form, and what its reader makes of it. None is a form to be recognised.

    Raises OperatorError where the source can't be read, asks for more than the limits, or has
    more entries than can come in.
    """
    request = json.dumps(
        {"path": str(path), "form": form and form.value, "options": asdict(options)}
    ).encode()
    with _child(request) as process:
        assert process.stdout is not None  # noqa: S101 -- as it was started
        count = 0
        for line in _lines(process.stdout):
            kind, _, value = line.partition(b" ")
            if kind == b"Failure":
                raise OperatorError(value.decode().strip())
            if kind == b"Form":
                yield Form(value.decode().strip())
                continue
            adapter = _ADAPTERS[kind.decode()]
            count += kind != b"Look"
            if count > MOST_ENTRIES:
                raise OperatorError(
                    f"{path.name} has more than {MOST_ENTRIES:,} entries, and Slack's users would "
                    "not find their way in so many. Divide it, and import the parts that people "
                    "need."
                )
            yield adapter.validate_json(value)
        _raise_for(process, path)


@contextlib.contextmanager
def _child(request: bytes) -> Iterator[subprocess.Popen[bytes]]:
    """Start the child, and end it with the block, whatever happens in it."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "bot.exchange.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Nothing of ours that a parser could give away; and Ctrl-C is for the parent alone.
        env={"PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"},
        start_new_session=True,
    )
    try:
        assert process.stdin is not None  # noqa: S101 -- as it was started
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(request)
            process.stdin.close()
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _lines(pipe: IO[bytes]) -> Iterator[bytes]:
    while line := pipe.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise OperatorError(
                f"One entry of the source is larger than {_LINE_MIB} MiB. A term has a few KiB: "
                "delete that entry or divide it."
            )
        yield line


def _raise_for(process: subprocess.Popen[bytes], path: Path) -> None:
    """Say why the child ended without an explanation of its own."""
    assert process.stderr is not None  # noqa: S101 -- as it was started
    said = process.stderr.read(100_000).decode(errors="replace").strip()
    code = process.wait()
    if code == 0:
        return
    if code == -signal.SIGXCPU or (code == -signal.SIGKILL and not said):
        raise OperatorError(
            f"Reading {path.name} took more than {CPU_SECONDS} seconds of computing, so it was "
            "stopped. Nothing was written. Divide the file, or save it in a simpler form."
        )
    if "MemoryError" in said or "memory allocation" in said or code in (-6, -11):
        raise OperatorError(
            f"Reading {path.name} needs more than {_MEMORY_MIB} MiB of memory, so it was stopped. "
            "Nothing was written. Divide the file, or save it as CSV."
        )
    last = said.splitlines()[-1] if len(said) > _LEAST_EXPLAINED else f"exit code {code}"
    raise OperatorError(f"{path.name} can't be read: {last}")
