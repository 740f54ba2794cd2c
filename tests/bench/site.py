"""Measure how long the pages take to build: ``python -m tests.bench.site [TERMS …]``.

Each size in a process of its own, with its time, memory, bytes, and its largest page compressed.
``python -m tests.bench.site --serve [DIRECTORY]`` times `parlance site serve` on a copy of a
glossary: until the first page is there, and until each of ten changes shows.
"""

from __future__ import annotations

import contextlib
import gzip
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import date
from pathlib import Path
from statistics import median

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from bot.site.build import site_files, write_site
from tests.bench.generate import generate_terms

SIZES = (1000, 10_000)
CHANGES = 10


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


def serve(directory: Path) -> None:
    """Print how long the server takes to open, and to show a change."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(shutil.copytree(directory, Path(temporary) / "glossary"))
        file = next((copy / "terms").glob("*.yml"))
        command = [sys.executable, "-c", "from bot.cli import main; main()", "site", "serve"]
        started = time.perf_counter()
        server = subprocess.Popen([*command, "--glossary", copy, "--port", str(port)])
        address = f"http://127.0.0.1:{port}"
        try:
            _until(f"{address}/", "<h1>")
            opened = time.perf_counter() - started
            times = []
            for number in range(CHANGES):
                time.sleep(1)
                text = file.read_text(encoding="utf-8")
                file.write_text(
                    f"{text.rstrip()}\nnotation: CHANGE-{number}\n".replace(
                        f"notation: CHANGE-{number - 1}\n", ""
                    ),
                    encoding="utf-8",
                )
                changed = time.perf_counter()
                _until(f"{address}/terms/{file.stem}", f"CHANGE-{number}")
                times.append(time.perf_counter() - changed)
        finally:
            server.terminate()
            server.wait()
    print(f"open after {opened:.1f} s; a change shows after {median(times):.2f} s (median of ten)")


def _until(address: str, words: str) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), urllib.request.urlopen(address) as answer:  # noqa: S310 -- our own server
            if words in answer.read().decode():
                return
        time.sleep(0.05)
    raise TimeoutError(address)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(Path(sys.argv[2] if len(sys.argv) > 2 else "data"))
    elif len(sys.argv) > 1 and sys.argv[1].startswith("--of="):
        measure(int(sys.argv[1].removeprefix("--of=")))
    else:
        for size in [int(size) for size in sys.argv[1:]] or SIZES:
            subprocess.run([sys.executable, "-m", "tests.bench.site", f"--of={size}"], check=True)
