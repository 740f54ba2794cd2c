"""Log lines, written by a process of its own: logging is set up once for a whole process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = """
import logging, structlog
from bot.logs import set_up_logs
from bot.settings import LogFormat, LogLevel
set_up_logs(LogLevel.INFO, LogFormat.{form})
token = "xoxb-secret"
structlog.get_logger().info("ours", terms=3)
structlog.get_logger().debug("unwanted")
logging.getLogger("somebody.else").info("theirs")
logging.getLogger("slack_bolt.AsyncApp").info("a whole request")
try:
    token.missing()
except AttributeError:
    structlog.get_logger().exception("failed", word="ü")
"""


def written(form: str) -> list[str]:
    ran = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", PROGRAM.format(form=form)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=120,
        check=True,
    )
    return ran.stderr.splitlines()


def test_without_a_terminal_every_line_is_json():
    """Our lines and those of libraries have one form; what nobody needs is left out."""
    lines = [json.loads(line) for line in written("AUTO")]

    assert ["ours", "theirs", "failed"] == [line["event"] for line in lines]
    assert (3, "info", "somebody.else") == (
        lines[0]["terms"],
        lines[0]["level"],
        lines[1]["logger"],
    )
    assert all(line["timestamp"].endswith("Z") for line in lines)


def test_a_traceback_is_logged_without_the_values_of_variables():
    """Among them are tokens and what people typed."""
    for form in ("JSON", "CONSOLE"):
        text = "\n".join(written(form))

        assert "AttributeError" in text
        assert "xoxb-secret" not in text
        assert "ü" in text


def test_on_a_terminal_a_line_holds_nothing_that_it_obeys():
    """People supply part of what is logged; an error's text is part of its traceback."""
    odd = r'structlog.get_logger().info("it \x1b[2J", label="\x9b\u202e"); token = "\x1b]0;"; '
    program = PROGRAM.replace("    token.missing()", f"    {odd}int(token + chr(27))")
    program = program.replace("AttributeError", "ValueError")
    ran = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", program.format(form="CONSOLE")],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )

    assert [] == [sign for sign in ran.stderr if sign in "\x1b\x9b\u202e"]
    assert r"it \u001b[2J" in ran.stderr
