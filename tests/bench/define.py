"""Measure ``/define`` over HTTP against a bare Bolt app, in interleaved pairs.

    python -m tests.bench.define [--glossary DIR] [--pairs N] [--requests N]

Both apps get the same signed requests from a generator in a process of its own,
pinned to another core where there are two. A pair's ratio is ours to Bolt's.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from bot.glossary.files.loader import Loader
from tests.bench.load import SECRET, signed_request

if TYPE_CHECKING:
    from collections.abc import Iterator

CONCURRENCIES = (1, 16, 64)
BAR_RATIO, BAR_MEGABYTES, BAR_SECONDS = 0.9, 120, 1.2
WARM_UP = 500
CORES = sorted(os.sched_getaffinity(0))
APP_CORE, LOAD_CORE = CORES[0], CORES[-1]


class _SlackStandIn(BaseHTTPRequestHandler):
    """Answers auth.test, which is all that either app calls."""

    def do_POST(self) -> None:
        body = json.dumps(
            {"ok": True, "team": "Bench", "team_id": "T0BENCH", "user": "bot", "user_id": "U0BOT",
             "bot_id": "B0BOT", "url": "https://bench.slack.com/"}
        ).encode()  # fmt: skip
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815 -- http.server's name

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@dataclass
class Contender:
    """One of the two apps, and its measurements."""

    name: str
    module: str
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    runs: dict[int, list[dict[str, float]]] = field(default_factory=dict)
    cold_starts: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)

    def start(self, text: str) -> float:
        """Start the process; return the seconds until its first answer."""
        environment = {**os.environ, **self.environment, "PARLANCE_PORT": str(self.port)}
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module],
            env=environment,
            preexec_fn=lambda: os.sched_setaffinity(0, {APP_CORE}),  # noqa: PLW1509 -- one thread
        )
        while not self._answers(text):
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} did not start")
            time.sleep(0.002)
        return time.perf_counter() - started

    def _answers(self, text: str) -> bool:
        head, _, body = signed_request(text).partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        address = f"http://127.0.0.1:{self.port}/slack/events"
        try:
            with urlopen(Request(address, body, headers), timeout=5) as answer:
                body = answer.read()
        except (URLError, ConnectionError):
            return False
        if text.encode() not in body:
            raise SystemExit(f"{self.name} answers {text} with {body[:200]!r}")
        return True

    def stop(self) -> None:
        """End the process and note what memory it took at most."""
        if self.process:
            self.peaks.append(self._peak_megabytes())
            self.process.terminate()
            self.process.wait(10)

    def cpu_seconds(self) -> float:
        """Return the processor time that the process has taken so far."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _peak_megabytes(self) -> float:
        assert self.process
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def measure(self, load: subprocess.Popen[str], concurrency: int, texts: list[str]) -> None:
        """Let the generator ask these texts, and note the result."""
        before = self.cpu_seconds()
        order = {"port": self.port, "concurrency": concurrency, "texts": texts}
        assert load.stdin
        assert load.stdout
        load.stdin.write(json.dumps(order) + "\n")
        load.stdin.flush()
        measured = json.loads(load.stdout.readline())
        measured["cpu"] = (self.cpu_seconds() - before) / len(texts) * 1e6
        self.runs.setdefault(concurrency, []).append(measured)

    def median_of(self, concurrency: int, what: str) -> float:
        """Return the median over all runs."""
        return median(run[what] for run in self.runs[concurrency])


@contextmanager
def generator() -> Iterator[subprocess.Popen[str]]:
    """Start the load generator on its own core."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.load"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {LOAD_CORE}),  # noqa: PLW1509 -- one thread
    ) as load:
        yield load
        assert load.stdin
        load.stdin.close()


def contenders(directory: Path, glossary: Path, api_port: int) -> tuple[Contender, Contender]:
    """Return ours and the bare app, told the same of Slack."""
    slack = {
        "SLACK_API_URL": f"http://127.0.0.1:{api_port}/api/",
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
    }
    ours = {
        **slack,
        "PARLANCE_HTTP": "1",
        "PARLANCE_GLOSSARY": str(glossary),
        "PARLANCE_DATABASE_URL": f"sqlite:///{directory}/parlance.db",
        "PARLANCE_LOG_LEVEL": "error",
    }
    return Contender("parlance", "bot", 3101, ours), Contender(
        "bare Bolt", "tests.bench.bare_bolt", 3102, slack
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--glossary", type=Path, default=Path("data"))
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--requests", type=int, default=3000, help="in each half of a pair")
    options = parser.parse_args()
    names = [term.title for term in Loader(options.glossary).load().terms.values()]
    api = ThreadingHTTPServer(("127.0.0.1", 0), _SlackStandIn)
    threading.Thread(target=api.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as directory, generator() as load:
        ours, bare = contenders(Path(directory), options.glossary, api.server_port)
        ours.start(names[0])  # makes the database, as only the very first start does
        ours.stop()
        for contender in (ours, bare) * 5:
            contender.cold_starts.append(contender.start(names[0]))
            contender.stop()
        pair = [ours, bare]
        for contender in pair:
            contender.start(names[0])
        texts = cycle(names)
        for concurrency in CONCURRENCIES:
            for contender in pair:
                contender.measure(load, concurrency, list(islice(texts, WARM_UP)))
                contender.runs[concurrency].clear()
            for _ in range(options.pairs):
                pair.reverse()
                for contender in pair:
                    contender.measure(load, concurrency, list(islice(texts, options.requests)))
        for contender in pair:
            contender.stop()
    api.shutdown()
    sys.exit(0 if report(ours, bare, len(names)) else 1)


def report(ours: Contender, bare: Contender, term_count: int) -> bool:
    """Print the measurements; return whether every bar holds."""
    print(f"{term_count} terms, a different one each time; medians of {len(ours.runs[1])} pairs")
    print(f"{'':12}{'concurrency':>12}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs':>9}")
    ratios = []
    for concurrency in CONCURRENCIES:
        for contender in (ours, bare):
            row = [contender.median_of(concurrency, what) for what in ("per_second", "p50", "p99")]
            cpu = contender.median_of(concurrency, "cpu")
            print(
                f"{contender.name:12}{concurrency:12}{row[0]:9.0f}{row[1]:9.2f}{row[2]:9.2f}{cpu:9.0f}"
            )
        each = [
            mine["per_second"] / theirs["per_second"]
            for mine, theirs in zip(ours.runs[concurrency], bare.runs[concurrency], strict=True)
        ]
        ratios.append(median(each))
        spread = " ".join(f"{ratio:.2f}" for ratio in sorted(each))
        print(f"{'ratio':12}{concurrency:12}{median(each):9.2f}   of {spread}; bar {BAR_RATIO}")
    cold, peak = median(ours.cold_starts), max(ours.peaks)
    for contender in (ours, bare):
        print(
            f"{contender.name:12} first answer after {median(contender.cold_starts):.2f} s,"
            f" peak memory {max(contender.peaks):.0f} MB"
        )
    print(f"{'bars':12} {BAR_SECONDS} s, {BAR_MEGABYTES} MB")
    return min(ratios) >= BAR_RATIO and cold <= BAR_SECONDS and peak <= BAR_MEGABYTES


if __name__ == "__main__":
    main()
