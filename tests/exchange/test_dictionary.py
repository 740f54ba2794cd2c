from __future__ import annotations

import pytest

from bot.exchange.dictionary import prefix_of
from bot.exchange.meanings import divided


@pytest.mark.parametrize(
    ("text", "definition", "part_of_speech"),
    [
        ("n. A kind of kit.", "A kind of kit.", "noun"),
        ("/keir'weir/, n. A kind of kit.", "A kind of kit.", "noun"),
        ("/fu:/, /foo/ Fred, the author.", "Fred, the author.", None),
        ("//, adj. [Firm, Inc.] Fixed.", "Fixed.", "adjective"),
        ("adj. 1. Not live.", "Not live.", "adjective"),
        ("n. [very common] 1. A sink.", "A sink.", "noun"),
        ("n. [from “a tale”]. Not knowing when.", "Not knowing when.", "noun"),
        ("[common] n. A sink.", "A sink.", "noun"),
        ("/r/ [short for [it]] 1. n. A turn.", "A turn.", "noun"),
        ("/bif/, BIFF, n. A newcomer.", "A newcomer.", "noun"),
        ("spam'hows, n. A host.", "A host.", "noun"),
        ("n.,v. To look.", "To look.", "noun"),
        ("vi., n. To look.", "To look.", "verb"),
        ("v. to look at.", "to look at.", "verb"),
        ("n. pl. Many kits.", "Many kits.", "noun"),
        ("n. the state of being.", "the state of being.", "noun"),
        ("adv. In a way.", "In a way.", None),
        ("(n.) A kit.", "A kit.", "noun"),
        ("(noun) a kit.", "a kit.", "noun"),
        ("*n.* A kit.", "A kit.", "noun"),
        ("_noun_ A kit.", "A kit.", "noun"),
        ("Noun: a kit.", "a kit.", "noun"),
        ("verb phrase. To go on.", "To go on.", "verb"),
        ("n. m. Une boîte.", "Une boîte.", "noun"),
        ("Adj. Ohne Licht.", "Ohne Licht.", "adjective"),
        ("n 1: a kit.", "a kit.", "noun"),
        ("n. (also sub-kit) A kit.", "A kit.", "noun"),
        ("(informal) A kit.", "A kit.", None),
        ("1. A kit. 2. A box.", "A kit. 2. A box.", None),
        ("(1) A kit. (2) A box.", "A kit. (2) A box.", None),
        ("[Usenet; common] The sound of it.", "The sound of it.", None),
        ("imp. [from a joke] Stock response.", "Stock response.", None),
    ],
)
def test_a_definition_begins_behind_what_a_dictionary_puts_before_it(
    text: str, definition: str, part_of_speech: str | None
) -> None:
    """Sound, part of speech, usage, origin and the number of a sense are no part of it."""
    prefix = prefix_of(text)

    assert definition == text[prefix.length :]
    assert part_of_speech == prefix.part_of_speech


@pytest.mark.parametrize(
    "text",
    [
        "A kit.",
        "/etc/hosts names machines.",
        "/dev/ holds devices.",
        "N. America and Europe.",
        "n. of participants in a test.",
        "v. small boxes.",
        "V2 of the kit.",
        "[Kubernetes](https://example.org) runs containers.",
        "[a link][1] to it.",
        "[0, 1] is an interval.",
        "[Deprecated] Use the other kit.",
        "[a-z] matches a letter.",
        "(DoD) Data standards.",
        "1. A kit.",
        "3rd generation.",
        "2.5 times as much.",
        "1st letter and 2. something else",
        "Noun phrases are words.",
        "n.",
        "adj. 1.",
        "",
    ],
)
def test_a_text_that_only_looks_like_a_dictionary_is_left_alone(text: str) -> None:
    """Paths, links, intervals, warnings and abbreviations begin definitions too."""
    assert 0 == prefix_of(text).length


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("n. A kit.", "A kit.", ""),
        ("n. A kit. It is old.", "A kit.", "A kit. It is old."),
        ("n. 1. A kit. 2. A box.", "A kit.", "1. A kit. 2. A box."),
        ("n. [old] A kit. Two.", "A kit.", "[old] A kit. Two."),
        ("adv. In a way. Two.", "In a way.", "adv. In a way. Two."),
        (f"n. {'very ' * 50}long.", "", f"{'very ' * 50}long."),
        ("/kit/, n. A kit.", "A kit.", "/kit/, n. A kit."),
        ("A kit.\n\nIt is old.", "A kit.", "It is old."),
        ("n. A kit.\n\nIt is old.", "A kit.", "It is old."),
        ("/kit/ n. A kit.\n\nIt is old.", "A kit.", "/kit/ n. A kit.\n\nIt is old."),
        ("See mean. Of numbers.", "Of numbers.", "See mean. Of numbers."),
    ],
)
def test_what_has_no_field_of_its_own_stays_in_the_long_definition(
    text: str, short: str, long: str
) -> None:
    """A pronunciation or an origin isn't lost; a part of speech has its field."""
    assert (short, long) == divided(text)[:2]
