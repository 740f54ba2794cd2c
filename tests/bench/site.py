"""Measure how long the pages take to build: ``python -m tests.bench.site [TERMS …]``.

Each size in a process of its own, with its time, memory, bytes, and its largest page compressed.
"""

from __future__ import annotations

import gzip
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.site.build import site_files, write_site
from tests.bench.generate import generate_terms

SIZES = (1000, 10_000)


def measure(size: int) -> None:
    """Print the figures for so many generated terms."""
    glossary = Glossary(DEFAULT_CONFIG, generate_terms(size))
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory) / "site"
        started = time.perf_counter()
        count = write_site(site_files(glossary, today=date(2026, 10, 1), url="https://a.b/"), out)
        seconds = time.perf_counter() - started
        pages = [path.read_bytes() for path in (out / "terms").glob("*.html")]
        largest = len(gzip.compress(max(pages, key=len)))
        total = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:6} terms: {count} files, {total / 1e6:.0f} MB in {seconds:.1f} s, {memory:.0f} MB "
        f"of memory, largest page {largest / 1e3:.1f} kB compressed"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].startswith("--of="):
        measure(int(sys.argv[1].removeprefix("--of=")))
    else:
        for size in [int(size) for size in sys.argv[1:]] or SIZES:
            subprocess.run([sys.executable, "-m", "tests.bench.site", f"--of={size}"], check=True)
