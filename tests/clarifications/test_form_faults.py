"""A suggestion form's refusals, each in the form's own words."""

from __future__ import annotations

import pytest

from bot.clarifications.form_faults import form_faults
from bot.clarifications.proposal import Kind, Proposal
from bot.glossary.model import AvoidedName, Status
from tests.builders import a_glossary, a_term

KEY = a_term("key", context="Security", avoid=(AvoidedName("pass word"),), replaced_by="secret")
OLD = a_term("old", status=Status.DEPRECATED, replaced_by="key")
GLOSSARY = a_glossary(
    KEY, OLD, a_term("token", context="Security"), a_term("bank"), a_term("bank", slug="bank-2")
)

ELSEWHERE = "Choose “Something else”, and say what is wrong."


@pytest.mark.parametrize(
    ("proposal", "said"),
    [
        (Proposal(Kind.ADD_ALIAS, "Pass Word"), "That is a name to avoid for this term."),
        (
            Proposal(Kind.ADD_ALIAS, "token (Security)"),
            "That name leads to “token (Security)” already.",
        ),
        (
            Proposal(Kind.ADD_ALIAS, "t\u043eken"),
            "That name leads to “token (Security)” already.",
        ),
        (
            Proposal(Kind.ADD_RELATED, "bank"),
            f"“bank” has 2 meanings that nothing tells apart. {ELSEWHERE}",
        ),
    ],
)
def test_what_the_checks_of_files_would_find_is_said_of_the_form(proposal: Proposal, said: str):
    """Nobody who suggests something knows the file, its fields or its format."""
    (fault,) = form_faults(KEY, proposal, GLOSSARY)

    assert said == fault.message


def test_another_meaning_of_a_name_is_taken():
    """Both have a context that tells them apart."""
    assert [] == list(form_faults(KEY, Proposal(Kind.ADD_ALIAS, "token"), GLOSSARY))


def test_what_was_replaced_is_not_out_of_date():
    """It would be a draft that another term replaces."""
    (fault,) = form_faults(OLD, Proposal(Kind.OUT_OF_DATE), GLOSSARY)

    assert "Another term has replaced this one." in fault.message
