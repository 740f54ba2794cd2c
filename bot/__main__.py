"""The serving process: ``python -m bot``, with all it needs to know in the environment."""

from __future__ import annotations

import gc
import os
import sys

# Nothing that is imported here is ever garbage: looking for some while
# importing costs a tenth of the start.
gc.disable()
# structlog would import it for tracebacks in colour, at the cost of 60 ms and
# 5 MB; ours are plain.
sys.modules["rich"] = None  # type: ignore[assignment]

import contextlib  # noqa: E402 -- after the two lines above, as all below

import uvloop  # noqa: E402

from bot.characters import for_terminal  # noqa: E402
from bot.errors import OperatorError, SettingsError  # noqa: E402
from bot.logs import set_up_logs  # noqa: E402
from bot.runtime.process import run_until_stopped  # noqa: E402
from bot.settings import Connection, Settings  # noqa: E402


def main() -> int:
    """Run the bot until it is stopped; return the exit code."""
    if sys.argv[1:]:
        sys.stderr.write(
            "python -m bot takes no arguments: it reads its settings from the environment and"
            " .env (docs/settings.md).\n`parlance --help` lists the commands.\n"
        )
        return 0 if {"-h", "--help"} & {*sys.argv} else 2
    try:
        settings = Settings()
        set_up_logs(settings.log_level, settings.log_format)
        if settings.connection is Connection.SANDBOX:
            raise SettingsError("No tokens are set; `parlance sandbox` needs none.")
        with contextlib.suppress(KeyboardInterrupt):
            uvloop.run(run_until_stopped(settings, ready=_settle))
    except OperatorError as error:
        sys.stderr.write(f"parlance: {for_terminal(str(error))}\n")
        return 1
    return 0


def _settle() -> None:
    """Collect garbage as usual from here on, leaving out what stays for good."""
    gc.collect()
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    exit_code = main()
    sys.stderr.flush()
    # All is put away. Taking the interpreter apart as well has been seen to
    # spin for ever in its last garbage collection.
    os._exit(exit_code)
