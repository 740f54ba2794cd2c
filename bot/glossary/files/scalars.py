"""Reads one value of a file as a text, and reports what YAML makes of it against the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from bot.characters import control_in, from_windows, named
from bot.glossary.files.problems import LONGEST_QUOTE, printable, quoted

if TYPE_CHECKING:
    from bot.glossary.files.problems import Report

_TAG = "tag:yaml.org,2002:"
FLAG = f"{_TAG}bool"
_TEXT, NULL, INTEGER, _DATE = f"{_TAG}str", f"{_TAG}null", f"{_TAG}int", f"{_TAG}timestamp"
# What YAML makes of an unquoted word that was meant as text.
MISREAD = {
    FLAG: "yes or no",
    INTEGER: "a number",
    f"{_TAG}float": "a number",
    _DATE: "a date",
}
_COMMENT_SIGN = "# begins a comment in YAML"
QUOTE_IT = "put it in quotes"


def read_text(node: yaml.Node, line: int, name: str, most: int, report: Report) -> str | None:
    """Return the text without the space around it, or None after reporting that it isn't one.

    ``name`` is what the report calls it; more than ``most`` characters are reported, and
    returned all the same. An empty value is an empty text.
    """
    if not isinstance(node, yaml.ScalarNode) or node.tag not in {_TEXT, NULL, *MISREAD}:
        is_colon = isinstance(node, yaml.MappingNode) and not node.flow_style
        what = f"{name} is not a text" + (", because of a `: ` in it" if is_colon else "")
        report.error(line, what, f"write a text; {QUOTE_IT}")
        return None
    if node.tag in MISREAD:
        what = f"YAML reads {quoted(node.value)} in {name} as {MISREAD[node.tag]}"
        report.warning(line, what, QUOTE_IT)
    value = _mended(node.value, line, name, report)
    if has_control(value, line, report):
        return None
    text = "" if node.tag == NULL else value.strip()
    comment = report.comment_at(node)
    if text and comment is not None and (is_meant(comment) or not comment):
        remedy = f"{_COMMENT_SIGN}; put the whole value in quotes, or a space after the #"
        report.warning(line, f"only {quoted(text)} of {name} is read", remedy)
    if len(text) > most:
        report.warning(line, f"{name} has {len(text)} characters", f"shorten it to at most {most}")
    return text


def has_control(text: str, line: int, report: Report) -> bool:
    """Report a control character, which quotes let in as an escape."""
    control = control_in(text)
    if control:
        report.error(line, f"there is a control character, {named(control)}", "delete it")
    return control is not None


def is_meant(comment: str) -> bool:
    """Whether a comment was surely meant as a value: people leave a space after the sign."""
    return bool(comment) and not comment[0].isspace()


def quoting(comment: str) -> str:
    """Return how to write what became a comment as a value."""
    word = _short(comment.strip())
    if not word:
        return f"{_COMMENT_SIGN}; put the value in quotes"
    mark = '"' if "'" in word else "'"
    return f"{_COMMENT_SIGN}; write {word}, or {mark}#{_short(comment)}{mark} in quotes"


def _short(comment: str) -> str:
    return printable(comment.rstrip())[:LONGEST_QUOTE]


def _mended(value: str, line: int, name: str, report: Report) -> str:
    """Return the text with the letters of Windows-1252 put right, and report the first."""
    mended = from_windows(value)
    if mended != value:
        pairs = zip(value, mended, strict=True)
        wrong, right = next(pair for pair in pairs if pair[0] != pair[1])
        what = f"{name} has {named(wrong)}, which is “{right}” in Windows-1252"
        report.warning(line, what, f"write “{right}” in its place")
    return mended
