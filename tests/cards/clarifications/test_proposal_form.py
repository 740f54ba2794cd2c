from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cards.clarifications.proposal_form import Filled, ProposalForm, proposal_blocks
from bot.cards.kit.ids import FieldId
from bot.clarifications.proposal import Kind
from bot.glossary.files.config import DEFAULT_CONFIG
from tests.builders import a_term


@pytest.mark.parametrize("field", list(FieldId))
def test_every_input_is_read_without_what_nobody_sees(field: FieldId):
    """This is the one door through which forms come in."""
    typed = {"value": "\x00ca\u200bche\x1b[31m\r\nline\ud800 "}

    filled = Filled.read({"state": {"values": {"block": {field: typed}}}})

    assert "cache[31m\nline" == filled.value(field)


def test_a_control_of_direction_is_left_to_be_refused():
    """Removing it could change the meaning."""
    filled = Filled.read({"state": {"values": {"block": {"text": {"value": "a\u202eb"}}}}})

    assert "a\u202eb" == filled.value("text")


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        (Kind.REWORD_SHORT_DEF, 500),
        (Kind.REWORD_FOR_ROLE, 1000),
        (Kind.ADD_DO, 500),
        (Kind.ADD_ALIAS, 150),
        (Kind.ADD_SOURCE, 1000),
        (Kind.SOMETHING_ELSE, 3000),
    ],
)
def test_an_input_takes_as_much_as_the_check_does(kind: Kind, most: int):
    """Slack counts while a person types."""
    assert [most] == limits_of(
        ProposalForm(a_term(), DEFAULT_CONFIG, kind, DEFAULT_CONFIG.roles[0])
    )


def test_a_text_that_is_too_long_already_is_shown_to_be_reworded():
    """A file may hold more than the check takes."""
    term = replace(a_term(), short_def="x" * 700)

    assert [700] == limits_of(ProposalForm(term, DEFAULT_CONFIG, Kind.REWORD_SHORT_DEF))


def limits_of(form: ProposalForm) -> list[int]:
    elements = [block.to_dict().get("element", {}) for block in proposal_blocks(form)]
    return [one["max_length"] for one in elements if one.get("action_id") == FieldId.TEXT]
