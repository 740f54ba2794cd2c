from __future__ import annotations

import pytest

from bot.exchange.sentences import first_sentence, opening


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("Only one", "Only one"),
        ("A tool, e.g. Git, keeps versions. It is old.", "A tool, e.g. Git, keeps versions."),
        ("A fruit, e.g., Apples. More.", "A fruit, e.g., Apples."),
        ("The U.S. Department of Energy pays. So it is.", "The U.S. Department of Energy pays."),
        ("It is law in the U.S. The U.K. has another.", "It is law in the U.S."),
        ("That is, i.e. The one. Two.", "That is, i.e. The one."),
        ("Dr. Smith said so. We agree.", "Dr. Smith said so."),
        ("See Fig. 3 for it. Then go.", "See Fig. 3 for it."),
        ("Version 1.2 is out. Get it.", "Version 1.2 is out."),
        ("Cats, dogs, etc. They live here.", "Cats, dogs, etc."),
        ("Cats, dogs, etc. of all kinds. Two.", "Cats, dogs, etc. of all kinds."),
        ("It holds (e.g. Rows. And cells) a lot. Two.", "It holds (e.g. Rows. And cells) a lot."),
        ("Is it? Yes.", "Is it?"),
        ("Yahoo! is a firm. Two.", "Yahoo! is a firm."),
        ("Runs on node.js everywhere. Two.", "Runs on node.js everywhere."),
        ("J. R. Hartley wrote it. Two.", "J. R. Hartley wrote it."),
        ("He said “go.” Then he left.", "He said “go.”"),
        ("Heading without a stop\n\nThe text.", "Heading without a stop"),
        ("Choose one of\n- this\n- that", "Choose one of"),
        ("砂浜に堆積。次の文。", "砂浜に堆積。"),
        ("Das ist z.B. Eisen. Mehr.", "Das ist z.B. Eisen."),
        ("The law of 5 p.m. applies. Two.", "The law of 5 p.m. applies."),
    ],
)
def test_the_first_sentence_ends_where_a_reader_would_end_it(text: str, first: str) -> None:
    """An abbreviation's full stop ends nothing."""
    assert first == first_sentence(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See mean. Calculated from numbers. More.", "Calculated from numbers."),
        ("See quantifiers. 2. The letter means much.", "The letter means much."),
        ("- One thing.\n- Another.", "One thing."),
        ("# A kit. Two.", "A kit."),
        ("See mean.", "See mean."),
        ("See: it works. Two.", "See: it works."),
        ("Quality. Timeliness. Customer Service.", "Quality. Timeliness. Customer Service."),
        (
            "Quality. Timeliness. It is a firm that does. Two.",
            "Quality. Timeliness. It is a firm that does.",
        ),
        ("Quality. Timeliness.", "Quality. Timeliness."),
        ("Quality.\n\nTimeliness.", "Quality."),
        ("Non-interactive. Hackers use this more loosely.", "Non-interactive."),
        ("A kit. Two.", "A kit."),
    ],
)
def test_a_text_opens_with_the_sentence_that_says_something(text: str, said: str) -> None:
    """A reference to another term, or one word of a motto, says nothing by itself."""
    start, end = opening(text)

    assert said == text[start:end]
