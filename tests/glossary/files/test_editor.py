from __future__ import annotations

import datetime as dt
import difflib
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.glossary.files.editor import (
    AddItem,
    AnyEdit,
    EditRefusedError,
    RemoveField,
    ReplaceField,
    SetField,
    edit,
)
from bot.glossary.files.parser import parse_term
from bot.glossary.model import Example

SHARED = Path(
    os.environ.get(
        "PARLANCE_SHARED_GLOSSARY",
        Path(__file__).parents[4] / "shared" / "glossaries" / "ai-glossary" / "terms",
    )
)
TODAY = dt.date(2026, 9, 15)
PUBLIC_FILES = sorted(SHARED.glob("*.yml"))

COMMENTED = b"""\
# A term with comments.
term: kv cache  # the name

aliases: [key-value cache, "KV"]   # a flow list
categories:
  - Efficiency   # indented list

  # a comment behind the last item
roles:
  - engineering
short_def: >
  The keys and values that a model keeps
  so that it need not compute them again.

# between two fields
long_def: |
  First paragraph.

  Second paragraph.

audiences:
  exec: "It is memory, \\u201cspent\\u201d to save time."
examples:
  do:
    - 'Measure it''s size.'
  dont:
    - Forget it.
status: draft
last_reviewed: 2025-10-09
"""
BARE = (
    b"term: token\nshort_def: A piece of text.\naliases:\nexamples: {do: [Count them.], dont: []}"
)
EMPTY = b"""\
term: token
short_def: A piece of text.
long_def:
audiences:  # in other words

takeaways: ~
examples: null  # to come
governance:
relationships:
# The end
citations:
"""
HAND_WRITTEN = {
    "commented": COMMENTED,
    "windows": COMMENTED.replace(b"\n", b"\r\n"),
    "byte order mark": b"\xef\xbb\xbf" + COMMENTED,
    "windows with byte order mark": b"\xef\xbb\xbf" + COMMENTED.replace(b"\n", b"\r\n"),
    "no final newline": COMMENTED.rstrip(b"\n"),
    "bare": BARE,
    "empty": EMPTY,
    "empty on windows": EMPTY.replace(b"\n", b"\r\n"),
}
FILES = [pytest.param(text, id=name) for name, text in HAND_WRITTEN.items()]

# Texts that people really type, and texts that break YAML.
TEXTS = st.one_of(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")),
        min_size=1,
        max_size=200,
    ).map(str.strip),
    st.lists(
        st.sampled_from(
            ["plain", "words:", "- dash", "# hash", "'quote'", '"double"', "{a}", "[b]", "yes",
             "null", "1.5", "2025-10-09", "<!channel>", "%", "@x", "a: b", "*b*", "&c", "|", ">",
             "long" * 30, "2025-13-40", "!!int x", "!!timestamp 1"]
        ),
        min_size=1,
        max_size=40,
    ).map(" ".join),
).filter(bool)  # fmt: skip

EDITS = st.one_of(
    st.builds(
        SetField,
        st.sampled_from(
            [
                ("short_def",),
                ("long_def",),
                ("status",),
                ("steward",),
                ("replaced_by",),
                ("audiences", "exec"),
                ("audiences", "legal"),
                ("takeaways", "legal"),
                ("governance", "risk_notes"),
            ]
        ),
        TEXTS,
    ),
    st.builds(
        AddItem,
        st.sampled_from(
            [("aliases",), ("categories",), ("examples", "do"), ("examples", "dont"),
             ("relationships", "related"), ("relationships", "narrower")]
        ),
        TEXTS,
    ),
    st.builds(
        AddItem,
        st.just(("citations",)),
        st.fixed_dictionaries({"source": TEXTS, "url": st.just("https://example.org/a#b")}),
    ),
    st.builds(SetField, st.just(("last_reviewed",)), st.dates()),
    st.builds(SetField, st.just(("review_every_days",)), st.integers(1, 4000)),
    st.builds(
        ReplaceField,
        st.sampled_from(
            [("aliases",), ("roles",), ("examples", "do"), ("avoid",),
             ("relationships", "related"), ("governance", "nist_rmf_tags")]
        ),
        st.lists(TEXTS, min_size=1, max_size=4),
    ),
    st.builds(
        ReplaceField,
        st.sampled_from([("citations",), ("avoid",)]),
        st.lists(
            st.fixed_dictionaries({"name": TEXTS, "because": TEXTS}), min_size=1, max_size=3
        ),
    ),
    st.builds(
        RemoveField,
        st.sampled_from(
            [("status",), ("roles",), ("long_def",), ("audiences", "legal"),
             ("examples", "dont"), ("citations",), ("takeaways",)]
        ),
    ),
)  # fmt: skip


def _lines_changed(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """Return the removed and the added lines."""
    diff = list(
        difflib.ndiff(
            before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True)
        )
    )
    return [d[2:] for d in diff if d[0] == "-"], [d[2:] for d in diff if d[0] == "+"]


def _assert_only_that(before: bytes, after: bytes, change: AnyEdit) -> None:
    """Assert that the data differ in that field alone, and the bytes around it are as they were."""
    expected = yaml.safe_load(before.decode())
    change.apply_to(expected)
    got = yaml.safe_load(after.decode())
    for key in {*expected, *got} - {change.path[0]}:
        assert expected[key] == got[key]
    assert _comments(before) == _comments(after)
    assert before.startswith(b"\xef\xbb\xbf") == after.startswith(b"\xef\xbb\xbf")
    assert before.endswith(b"\n") == after.endswith(b"\n")
    start, end = _entry_span(before.decode(), change.path[0])
    if start is None:  # the key is new: bytes were added in one place, none removed
        common = next(
            (i for i, (old, new) in enumerate(zip(before, after, strict=False)) if old != new),
            len(before),
        )
        assert after.endswith(before[common:])
    else:
        assert before.decode()[:start] == after.decode()[:start]
        assert after.decode().endswith(before.decode()[end:])


def _comments(source: bytes) -> list[str]:
    """Return the comments of a hand-written file, in order; its texts hold no such marks."""
    return [
        line.strip()
        for line in re.findall(
            r"(?m)# (?:A term|the name|a flow|in|a com|between)"
            r"[^\r\n]*",
            source.decode(),
        )
    ]


def _entry_span(text: str, key: str) -> tuple[int | None, int | None]:
    """Return where a top-level key's entry begins, and where the next one does."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    starts = [(node.value, node.start_mark.index) for node, _ in root.value]
    for index, (name, start) in enumerate(starts):
        if name == key:
            return start, starts[index + 1][1] if index + 1 < len(starts) else len(text)
    return None, None


@pytest.mark.parametrize("source", FILES)
@settings(max_examples=60)
@given(change=EDITS)
def test_every_edit_changes_one_field_of_hand_written_files(source: bytes, change: AnyEdit) -> None:
    """Comments, flow lists, block scalars, CRLF, BOM, no final newline: all else stays."""
    _assert_only_that(source, edit(source, change), change)


@pytest.mark.skipif(not PUBLIC_FILES, reason="the public AI glossary is not beside this clone")
@settings(max_examples=400)
@given(data=st.data())
def test_every_edit_changes_one_field_of_public_files(data: st.DataObject) -> None:
    """Files from elsewhere survive every kind of edit."""
    source = data.draw(st.sampled_from(PUBLIC_FILES)).read_bytes()
    change = data.draw(EDITS)

    _assert_only_that(source, edit(source, change), change)


@pytest.mark.skipif(not PUBLIC_FILES, reason="the public AI glossary is not beside this clone")
def test_confirming_a_review_changes_that_line_of_each_public_file() -> None:
    """Of all 112 files, one line each differs afterwards: the date, in the quotes it had."""
    for path in PUBLIC_FILES:
        before = path.read_bytes()
        after = edit(before, SetField(("last_reviewed",), dt.date(2026, 11, 23)))

        assert ["last_reviewed: '2026-11-23'\n"] == _lines_changed(before, after)[1]
        assert 1 == len(_lines_changed(before, after)[0])


@pytest.mark.parametrize("source", FILES[:5])
def test_comments_stay_where_they_were(source: bytes) -> None:
    """A new item goes behind the last one, before the blank line and comment that follow it."""
    line_break = b"\r\n" if b"\r\n" in source else b"\n"

    after = edit(source, AddItem(("categories",), "Serving"))

    added = line_break + b"  - Serving"
    assert source.replace(b"# indented list", b"# indented list" + added) == after


@pytest.mark.parametrize("source", FILES[:5])
def test_a_block_scalar_keeps_its_style(source: bytes) -> None:
    """A folded text stays folded, and what follows it is untouched."""
    line_break = b"\r\n" if b"\r\n" in source else b"\n"
    old = line_break.join(
        [b"The keys and values that a model keeps", b"  so that it need not compute them again."]
    )

    after = edit(source, SetField(("short_def",), "What a model keeps in memory."))

    assert source.replace(old, b"What a model keeps in memory.") == after


def test_a_plain_date_stays_plain() -> None:
    """A file that writes its date without quotes gets the new one without quotes."""
    after = edit(COMMENTED, SetField(("last_reviewed",), dt.date(2026, 1, 2)))

    assert COMMENTED.replace(b"2025-10-09", b"2026-01-02") == after


def test_quotes_are_kept() -> None:
    """A double-quoted text is replaced by a double-quoted one."""
    after = edit(COMMENTED, SetField(("audiences", "exec"), 'Memory "spent".'))

    assert b'  exec: "Memory \\"spent\\"."\n' in after


def test_a_flow_list_grows_in_flow() -> None:
    """An item is added inside the brackets, and the comment behind them stays."""
    after = edit(COMMENTED, AddItem(("aliases",), "kv-cache"))

    assert b'aliases: [key-value cache, "KV", kv-cache]   # a flow list\n' in after


def test_a_missing_key_follows_its_predecessor() -> None:
    """New fields go where the format's order puts them."""
    after = edit(COMMENTED, SetField(("takeaways", "legal"), "Ask who can read it."))

    text = after.decode()
    assert 'time."\ntakeaways:\n  legal: Ask who can read it.\nexamples:' in text


def test_a_field_that_was_left_empty_is_filled() -> None:
    """Nothing behind a key is a mapping not begun yet, and the comments around it stay."""
    after = edit(EMPTY, AddItem(("relationships", "related"), "vector"))

    assert EMPTY.replace(b"relationships:", b"relationships:\n  related:\n  - vector") == after


def test_a_text_that_looks_like_yaml_is_quoted() -> None:
    """Typed YAML is text: it can't become a field."""
    source = b"term: token\nshort_def: A piece of text.\nstatus: draft\n"

    after = edit(source, SetField(("short_def",), "x\nstatus: approved"))

    assert {
        "term": "token",
        "short_def": "x\nstatus: approved",
        "status": "draft",
    } == yaml.safe_load(after)


@pytest.mark.parametrize(
    "text", ["2025-13-40", "2026-01-01 25:00:00", "!!int x", "!!timestamp 1", "[" * 3000]
)
def test_a_text_that_no_yaml_can_hold_unquoted_is_quoted(text: str) -> None:
    """PyYAML takes some for dates or types and stumbles over them, in more ways than one."""
    source = b"term: token\nshort_def: A piece of text.\n"

    after = edit(source, SetField(("short_def",), text))

    assert text == yaml.safe_load(after)["short_def"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"term: [", "isn't valid YAML"),
        (b"- a list", "holds no term"),
        (b"term: \xff", "not UTF-8"),
        (b"term: x\naudiences: none\n", "is not a mapping"),
        (b"term: " + b"[" * 2000, "isn't valid YAML"),
    ],
)
def test_what_cannot_be_edited_is_refused_with_a_reason(source: bytes, words: str) -> None:
    """The steward hears the file's fault, and the bot writes no guess."""
    with pytest.raises(EditRefusedError, match=words):
        edit(source, SetField(("audiences", "exec"), "text"))


@pytest.mark.parametrize(
    "file",
    [
        "term: 2026-02-30\nshort_def: x\n",
        "term: x\nshort_def: y\nfoo: 2026-02-30\n",
        "term: x\nshort_def: y\nfoo: {[a, b]: c}\n",
        "term: x\nshort_def: y\naliases: foo\n",
        "term: x\nshort_def: y\naliases: 'foo: bar'\n",
        "term: no\nshort_def: 1.10\naliases: ~\n",
        'term: x\nshort_def: "a\x85b\u2028c"\n',
        "term: x\rshort_def: y\r",
        '{\n "term": "x",\n "short_def": "y"\n}\n',
        "? term\n: x\n? short_def\n: y\n",
        "---\nterm: x\nlong_def: y\n...\n",
        "\ufeffterm: x\r\nshort_def: |\r\n  a\r\n  b\r\nstatus: draft\r\n",
    ],
)
def test_what_check_passes_can_be_edited(file: str):
    """Whatever is odd in a file, a term in service is one that people can change from Slack."""
    before = parse_term(Path("x.yml"), file.encode(), TODAY).term
    assert before

    for change, said in (
        (SetField(("short_def",), "new: text #1"), {"short_def": "new: text #1"}),
        (SetField(("last_reviewed",), TODAY), {"last_reviewed_on": TODAY}),
        (AddItem(("aliases",), "no"), {"aliases": (*before.aliases, "no")}),
        (AddItem(("examples", "do"), "Do: it"), {"do": (Example("Do: it"),)}),
        (SetField(("audiences", "legal"), "for: law"), {"audiences": {"legal": "for: law"}}),
    ):
        after = parse_term(Path("x.yml"), edit(file.encode(), change), TODAY).term
        assert replace(before, **said) == after
