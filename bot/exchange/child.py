"""The process that parses a foreign file: ``python -m bot.exchange.child``, started by reading.py.

Before it opens anything it limits its memory and its time, and gives up the network. If the system
allows, it enters a network namespace without an interface; in any case it refuses every socket that
Python code asks for. It can't write files either: the largest one that it may write has no bytes.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def main() -> None:
    """Read one request from standard input, and write the items, a line each."""
    request = sys.stdin.buffer.read()
    confine()
    answer(request, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    os._exit(0)  # at once: what a library would still tidy up may not be allowed here


def answer(request: bytes, out: BinaryIO) -> None:
    """Write the form of the source that a request names and its items, or what went wrong.

    Each is a line: a word that says what follows (Form, Failure, or an item's class), and a text.
    """
    # Imported after confine(), so that the limits hold for whatever these modules load.
    from bot.errors import OperatorError  # noqa: PLC0415 -- after confine()
    from bot.exchange.entry import Options, Unreadable  # noqa: PLC0415 -- after confine()
    from bot.exchange.forms import Form, reader_of, recognised  # noqa: PLC0415 -- after confine()

    asked = json.loads(request)
    path = Path(asked["path"])
    try:
        form = Form(asked["form"]) if asked["form"] else recognised(path)
        out.write(b"Form " + form.encode() + b"\n")
        for item in reader_of(form).read(path, Options(**asked["options"])):
            _send(out, type(item).__name__, item)
    except (Unreadable, OperatorError) as error:
        _fail(out, str(error))
    except ModuleNotFoundError as error:
        from bot.exchange.reading import EXTRA  # noqa: PLC0415 -- loads pydantic

        _fail(out, f"Reading {path.name} needs the library {error.name}: {EXTRA}")
    except OSError as error:
        _fail(out, f"{path} can't be read: {error.strerror or error}.")
    except RecursionError:
        _fail(out, f"{path.name} nests too deep to be read.")


def confine() -> None:
    """Give up what a parser doesn't need."""
    from bot.exchange.limits import CPU_SECONDS, MEMORY  # noqa: PLC0415 -- starts quickly

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _leave_network()
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    sys.addaudithook(_refuse_sockets)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(kind, (most, most))


def _leave_network() -> None:
    """Enter a network namespace without an interface, where an ordinary user may."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)  # refused in many containers: the hook holds


def _refuse_sockets(event: str, _: object) -> None:
    if event.startswith("socket.") or event in (
        "os.exec",
        "os.posix_spawn",
        "os.fork",
        "os.system",
    ):
        raise PermissionError(f"a parser may not do this: {event}")


def _send(out: BinaryIO, kind: str, item: object) -> None:
    from bot.exchange.entry import as_json  # noqa: PLC0415 -- after confine()

    out.write(kind.encode() + b" " + as_json(item) + b"\n")


def _fail(out: BinaryIO, message: str) -> None:
    out.write(b"Failure " + " ".join(message.split()).encode() + b"\n")


if __name__ == "__main__":
    main()
