"""Reads one YAML file into nodes that know their lines, and refuses what no glossary needs."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.composer import ComposerError
from yaml.reader import ReaderError

from bot.characters import hidden_in, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.glossary.files.problems import Report

LARGEST_FILE = 1024 * 1024
# The format nests three deep. A file that nests without end would overflow the
# C parser's stack and take the whole process with it.
DEEPEST = 20

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE = "save it again in the encoding UTF-8"
_RARE_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
# A value that begins with a YAML indicator, though people mean it as text.
_MARK = re.compile(r"(?:^[ \t]*|[:,\[{?-][ \t]*)(?:[&*]\S|!)", re.MULTILINE)
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMMENT = re.compile(r"[ \t]*#([^\n]*)")
_COMMENT_BEFORE = re.compile(r":[ \t]*#([^\n]*)\n")
_LEFT_OPEN = re.compile("quoted scalar|flow sequence|flow mapping")


class _TooDeep(yaml.MarkedYAMLError):
    """The file nests deeper than the format ever does."""


# Only the C parser is used; the "safe" loader is its base without any constructor of ours.
class _Loader(yaml.CSafeLoader):
    """Composes nodes, counting how deep they nest."""

    depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, _: object) -> None:
        """Count a step down; composing calls this at each node."""
        self.depth += 1
        if self.depth > DEEPEST and current_node is not None:
            raise _TooDeep(problem_mark=current_node.start_mark)

    def ascend_resolver(self) -> None:
        """Count a step up."""
        self.depth -= 1


def read_mapping(
    data: bytes, report: Report, *, may_be_empty: bool = False, list_key: str = ""
) -> yaml.MappingNode | None:
    """Return the file's one mapping, or None with the reason in the report.

    With ``list_key`` the file may also be the list under this key.
    """
    text = _decode(data, report)
    if text is None:
        return None
    plain = plain_breaks(text)
    if _has_mark(plain, report):
        return None
    try:
        loader = _Loader(plain)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        _explain(error, plain, report)
        return None
    if list_key and isinstance(node, yaml.SequenceNode):
        begin = node.start_mark
        key = yaml.ScalarNode("tag:yaml.org,2002:str", list_key, begin, begin)
        node = yaml.MappingNode("tag:yaml.org,2002:map", [(key, node)], begin, node.end_mark)
    if node is None:
        if not may_be_empty:
            report.error(1, "the file is empty", "write its fields, or delete the file")
    elif not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1
        report.error(line, "the file is not a mapping", "write it as lines of `field: value`")
    else:
        _report_hidden(node, text, report)
        _find_comments(node, text, report)
        return node
    return None


def _report_hidden(node: yaml.Node, text: str, report: Report) -> None:
    """Report invisible characters: literal ones, and those written as an escape."""
    for index, sign in hidden_in(text):
        line = text.count("\n", 0, index) + 1
        report.warning(line, f"there is an invisible {named(sign)}", "delete it")
    if "\\" in text:
        for scalar in _quoted_scalars(node):
            line = scalar.start_mark.line + 1
            written = text[scalar.start_mark.index : scalar.end_mark.index]
            for _, sign in hidden_in(scalar.value):
                if sign not in written:
                    report.warning(line, f"there is an invisible {named(sign)}", "delete it")


def _find_comments(node: yaml.Node, text: str, report: Report) -> None:
    """Note the comment beside each value without quotes, which may have been meant as part of it.

    Also one before a value that begins on the next line: of ``term: #1`` only that line is left.
    """
    if "#" not in text:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _note_comment(value, key.end_mark.index, text, report)
            _find_comments(value, text, report)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _note_comment(item, item.start_mark.index, text, report)
            _find_comments(item, text, report)


def _note_comment(node: yaml.Node, begin: int, text: str, report: Report) -> None:
    if isinstance(node, yaml.ScalarNode) and not node.style:
        found = _COMMENT_BEFORE.match(text, begin, node.start_mark.index)
        found = found or _COMMENT.match(text, node.end_mark.index)
        if found:
            report.comments[node.start_mark.index] = found[1]


def _quoted_scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield the texts in double quotes, the only ones with escapes in YAML."""
    if isinstance(node, yaml.ScalarNode):
        if node.style == '"':
            yield node
        return
    for child in node.value:
        for one in child if isinstance(child, tuple) else (child,):
            yield from _quoted_scalars(one)


def read_data(source: str | bytes) -> Any:  # noqa: ANN401 -- YAML
    """Return what a file says as plain data; raise YAMLError for all that PyYAML stumbles over."""
    try:
        return yaml.safe_load(source)
    except (ValueError, AttributeError, RecursionError) as error:
        # Of the 30th of February, of `!!timestamp 1`, of brackets without end.
        raise yaml.YAMLError(str(error)) from error


def _decode(data: bytes, report: Report) -> str | None:
    if len(data) > LARGEST_FILE:
        report.error(1, "the file is larger than 1 MiB", "shorten it; a term takes a few KiB")
        return None
    if data.startswith(_UTF_16) or b"\0" in data[:4]:
        report.error(1, "the file is not UTF-8 but UTF-16", _SAVE)
        return None
    try:
        # A byte order mark is dropped: libyaml's marks are off by one after it.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        read = data[error.start : error.start + 1].decode("cp1252", errors="replace")
        what = f"the file is not UTF-8 (in Windows-1252 its first other letter is “{read}”)"
        report.error(line, what, _SAVE)
        return None
    if "\x85" in text and "\n" not in text and "\r" not in text:
        what = "the lines end in U+0085, as those of mainframes do"
        report.error(1, what, "save the file with the line breaks LF or CRLF")
        return None
    return text


def plain_breaks(text: str) -> str:
    """Return the text with the line breaks that only YAML knows as spaces, and as long.

    Editors show none there: lines would be counted otherwise than people see them.
    """
    return text if text.isascii() else text.translate(_RARE_BREAKS)


def _has_mark(text: str, report: Report) -> bool:
    """Report the first alias of YAML's, else the first anchor or lone ``!``: the format has none.

    A few lines of aliases can stand for gigabytes, and of ``term: &R D`` only the D is left.
    """
    if not _MARK.search(text):
        return False
    first: tuple[str, int] | None = None
    try:
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                report.error(
                    line,
                    f"the YAML alias *{event.anchor} stands for another part of the file",
                    "write the text out; a text that begins with * needs quotes",
                )
                return True
            first = first or ((mark, line) if (mark := _mark_of(event)) else None)
    except yaml.YAMLError:
        return False  # composing meets the same fault and explains it
    if first:
        mark, line = first
        what = f"YAML takes {mark} for a mark of its own, and leaves it out of the text"
        report.error(line, what, f"delete it; a text that begins with {mark[0]} needs quotes")
    return first is not None


def _mark_of(event: yaml.Event) -> str | None:
    if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
        return None
    if event.anchor:
        return f"&{event.anchor}"
    return "!" if event.tag == "!" else None


def _explain(error: yaml.YAMLError, text: str, report: Report) -> None:
    line = _line_of(error)
    match error:
        # A newer libyaml stops by itself at a thousand, before our count does.
        case _TooDeep() | yaml.MarkedYAMLError(problem="exceeded maximum nesting depth"):
            report.error(line, "the YAML nests too deep", "write it as the format has it")
        case ReaderError():
            found = _NOT_PRINTABLE.search(text)
            line = text.count("\n", 0, found.start()) + 1 if found else 1
            what = f", {named(found[0])}" if found else ""
            report.error(line, f"there is a control character{what}", "delete it")
        case ComposerError(context="expected a single document in the stream"):
            report.error(line, "a second YAML document begins", "keep one in each file; drop `---`")
        case yaml.MarkedYAMLError(problem="found character that cannot start any token"):
            mark = error.problem_mark
            sign = text[mark.index : mark.index + 1] if mark else ""
            if sign == "\t":
                report.error(line, "a tab begins the line", "write spaces in its place")
            else:
                what = f"YAML allows no text to begin with {sign}"
                report.error(line, what, "put the whole text in quotes")
        case _:
            parts = (getattr(error, "context", None), getattr(error, "problem", None))
            what = ", ".join(part for part in parts if part)
            report.error(
                min(line, text.rstrip().count("\n") + 1),
                f"this is not YAML ({what})",
                "check indent, brackets and quotes here and on the line before; "
                "a text with `: ` or ` #` in it needs quotes, and a colon behind a field a space",
            )


def _line_of(error: yaml.YAMLError) -> int:
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1
    # A quote or bracket that is never closed is met at the end of the file; the
    # mistake is where it was opened.
    left_open = _LEFT_OPEN.search(error.context or "")
    mark = error.context_mark if left_open else error.problem_mark
    return mark.line + 1 if mark else 1
