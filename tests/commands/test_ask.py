from __future__ import annotations

import io
import json

from bot.commands.ask import answer_lines, lookup_in
from tests.builders import a_glossary, a_term


def test_each_line_says_how_sure_it_is():
    """In one word, with the titles of the terms, the best first."""
    glossary = a_glossary(
        a_term("grounding"),
        a_term("ground truth"),
        a_term("token", context="Security"),
        a_term("token", context="Finance"),
    )
    out = io.StringIO()
    lines = ["grounding\n", "groundedness\n", "token\n", "truth\n", "xyzzy"]
    answer_lines(lookup_in(glossary), lines, out)

    answers = [json.loads(line) for line in out.getvalue().splitlines()]

    assert ["confident", "nearest", "several", "suggest", "none"] == [a["match"] for a in answers]
    assert ["grounding", "ground truth"] == answers[1]["terms"]
    assert ["token (Security)", "token (Finance)"] == answers[2]["terms"]
