"""Measure an import of many terms, and their loading: ``python -m tests.bench.importing [FILE]``.

Each runs in a process of its own. Seconds are those of the clock, and those
of computing; memory is the process's peak.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.shared import NASA

_MEASURED = """
import resource, sys, time
started = time.perf_counter()
{work}
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
unit = 2**20 if sys.platform == "darwin" else 2**10
computing = time.process_time()
print(
    f"{what} {{seconds:6.1f}} s, {{computing:5.1f}} of computing, {{peak // unit:4}} MiB",
    file=sys.stderr,
)
"""
_IMPORT = """
from bot.cli import app
app(["import", {source!r}, "--into", {into!r}], standalone_mode=False)
"""
_LOAD = """
from pathlib import Path
from bot.glossary.files.loader import Loader
from bot.glossary.glossary import Glossary
loaded = Loader(Path({into!r})).load()
Glossary(loaded.config, loaded.terms.values())
"""


def main() -> None:
    """Print the figures: importing, importing the same again, loading and indexing."""
    source = Path(sys.argv[1]) if sys.argv[1:] else NASA
    with tempfile.TemporaryDirectory() as directory:
        into = f"{directory}/into"
        works = (("import", _IMPORT), ("import again", _IMPORT), ("load, index", _LOAD))
        for what, work in works:
            work = work.format(source=str(source), into=into)  # noqa: PLW2901 -- filled in
            code = _MEASURED.format(what=f"{what:14}", work=work)
            subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
