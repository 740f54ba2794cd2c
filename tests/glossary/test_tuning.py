from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pytest

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.glossary import Glossary
from tests.bench.lookup import (
    NAMES,
    NAMES_TYPED,
    NOT_ALL_OF_A_NAME,
    PUBLIC_GLOSSARY,
    QUESTIONS,
    WITHOUT_ANSWER,
    Score,
    public_terms,
    read_questions,
    score,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.skipif(
    not PUBLIC_GLOSSARY.is_dir(),
    reason="the public AI glossary is not beside this repository (PARLANCE_SHARED_GLOSSARY)",
)


@pytest.fixture(scope="module")
def glossary():
    return Glossary(DEFAULT_CONFIG, public_terms())


@pytest.fixture(scope="module", params=["tuning", "held_out"])
def scores(request: pytest.FixtureRequest, glossary: Glossary):
    return score(glossary, read_questions(QUESTIONS / f"{request.param}.txt"))


def of_kinds(scores: dict[str, Score], kinds: Iterable[str]):
    return reduce(Score.add, (scores[kind] for kind in kinds))


def test_typed_names_come_first(scores: dict[str, Score]):
    """Exact, alias, inflection, typing error and part of a name: right first in 98 %."""
    names = of_kinds(scores, NAMES)

    assert names.first / names.asked >= 0.98


def test_initialisms_come_first(scores: dict[str, Score]):
    """First letters lead to their term in 92 %."""
    assert scores["initialism"].first / scores["initialism"].asked >= 0.92


def test_descriptions_come_first(scores: dict[str, Score]):
    """A description leads to its term in 60 %."""
    assert scores["description"].first / scores["description"].asked >= 0.6


def test_typed_names_are_shown_at_once(scores: dict[str, Score]):
    """Where a name, an acronym or a form of one was typed, 94 % need no second look."""
    names = of_kinds(scores, (*NAMES_TYPED, *NOT_ALL_OF_A_NAME))

    assert names.at_once / names.asked >= 0.94


def test_typed_names_are_mostly_sure(scores: dict[str, Score]):
    """Of names that were typed in whole, 88 % are answered with confidence."""
    names = of_kinds(scores, NAMES_TYPED)

    assert names.answered_right / names.asked >= 0.88


def test_nothing_is_answered_wrong(scores: dict[str, Score]):
    """No definition is shown as if it were right that is not."""
    assert [] == of_kinds(scores, scores).answered_wrong


def test_the_nearest_is_seldom_wrong(scores: dict[str, Score]):
    """At most 3 % of those shown as the nearest, and 1 % of what the glossary lacks."""
    answerable = of_kinds(scores, set(scores) - set(WITHOUT_ANSWER))
    shown = answerable.nearest_right + len(answerable.nearest_wrong)
    absent = scores["absent"]

    assert len(answerable.nearest_wrong) <= 0.03 * shown, answerable.nearest_wrong
    assert len(absent.nearest_wrong) <= 0.01 * absent.asked, absent.nearest_wrong
