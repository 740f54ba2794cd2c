from __future__ import annotations

from dataclasses import replace

from bot.glossary.files.config import DEFAULT_CONFIG
from bot.glossary.stewards import Stewards
from tests.builders import a_term

ALEX, ROBIN, KIM, STRANGER = "U0ALEX0000", "U0ROBIN000", "U0KIM00000", "U0STRANGER"
CONFIG = replace(DEFAULT_CONFIG, stewards={"Alex": ALEX, "Robin": ROBIN}, fallback_steward="Robin")


def test_nobody_is_appointed_unless_the_glossary_says_so() -> None:
    """A fresh install has no steward, so nobody may decide."""
    stewards = Stewards(DEFAULT_CONFIG)

    assert not stewards.anyone_appointed
    assert not stewards.is_steward(ALEX)
    assert stewards.fallback is None


def test_those_whom_the_glossary_names_may_decide_and_nobody_else() -> None:
    """Stewards by name, and the members of the user group."""
    stewards = Stewards(CONFIG, frozenset({KIM}))

    assert frozenset({ALEX, ROBIN, KIM}) == stewards.ids
    assert not stewards.is_steward(STRANGER)


def test_a_fallback_steward_by_id_may_decide() -> None:
    """The fallback need not be listed a second time."""
    stewards = Stewards(replace(DEFAULT_CONFIG, fallback_steward=KIM))

    assert stewards.is_steward(KIM)
    assert stewards.fallback == KIM


def test_a_terms_steward_is_a_name_or_an_id() -> None:
    """Both forms of the format lead to the same person."""
    stewards = Stewards(CONFIG)

    assert stewards.steward_of(a_term(steward="Alex")) == ALEX
    assert stewards.steward_of(a_term(steward=ALEX)) == ALEX
    assert stewards.steward_of(a_term()) is None


def test_a_term_is_without_steward_when_its_steward_is_not_appointed() -> None:
    """Somebody who may not decide cannot answer for a term."""
    stewards = Stewards(CONFIG)

    assert stewards.steward_of(a_term(steward=STRANGER)) is None
    assert stewards.steward_of(a_term(steward="Nobody known")) is None


def test_who_has_left_slack_decides_nothing() -> None:
    """Their terms are without steward, and they are no fallback either."""
    stewards = Stewards(CONFIG, frozenset({KIM}), departed=frozenset({ROBIN}))

    assert not stewards.is_steward(ROBIN)
    assert stewards.steward_of(a_term(steward="Robin")) is None
    assert stewards.fallback is None


def test_a_steward_is_written_by_name_where_they_have_one() -> None:
    """Files stay readable: the name that glossary.yml gives comes before the id."""
    stewards = Stewards(CONFIG, frozenset({KIM}))

    assert stewards.written_as(ALEX) == "Alex"
    assert stewards.written_as(KIM) == KIM
