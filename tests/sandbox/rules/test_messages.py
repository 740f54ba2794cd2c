from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.rules.messages import faults_in_options, faults_in_view
from tests.sandbox.drawings import a_field, a_modal, a_section, an_option

PLAIN = {"type": "plain_text", "text": "x" * 24}


def test_a_sound_modal_has_no_fault() -> None:
    """Everything at its limit is still allowed."""
    view = a_modal(
        a_section(), a_field(), title=PLAIN, submit=PLAIN, close=PLAIN, private_metadata="x" * 3000
    )

    assert faults_in_view(view) == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (
            {"title": {"type": "plain_text", "text": "x" * 25}},
            "must be less than 25 characters [json-pointer:/view/title/text]",
        ),
        (
            {"private_metadata": "x" * 3001},
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        (
            {"callback_id": "x" * 256},
            "must be less than 256 characters [json-pointer:/view/callback_id]",
        ),
        ({"type": "section"}, "unsupported type: section [json-pointer:/view/type]"),
        (
            {"blocks": [a_section("")]},
            "must be more than 0 characters [json-pointer:/view/blocks/0/text/text]",
        ),
    ],
)
def test_an_unsound_view_is_refused_with_the_reason(fields: dict[str, Any], fault: str) -> None:
    """Whatever Slack refuses in a view, the sandbox refuses."""
    assert faults_in_view(a_modal(a_section(), **fields)) == [fault]


def test_a_modal_with_a_field_needs_a_button_to_send_it() -> None:
    """An input block without a submit text cannot be sent."""
    view = a_modal(a_field())
    del view["submit"]

    assert faults_in_view(view) == [
        "missing required field: submit (the view has an input block) [json-pointer:/view]"
    ]


def test_what_is_no_view_is_refused() -> None:
    """A string or a list in the place of a view is a fault, not a crash."""
    assert faults_in_view("modal") == ["must be an object [json-pointer:/view]"]
    assert faults_in_view([]) == ["must be an object [json-pointer:/view]"]


def test_options_that_an_app_offers_have_limits() -> None:
    """At most a hundred, each with a short text; an answer without any list is a fault."""
    assert faults_in_options({"options": [an_option("x" * 75, "v")] * 100}) == []
    assert faults_in_options({"options": []}) == []
    assert faults_in_options({"options": [an_option("x", "v")] * 101}) == [
        "no more than 100 items allowed [json-pointer:/options]"
    ]
    assert faults_in_options({"options": [an_option("x" * 76, "v")]}) == [
        "must be less than 76 characters [json-pointer:/options/0/text/text]"
    ]
    assert faults_in_options({}) == [
        "must define either `options` or `option_groups` [json-pointer:/]"
    ]
    assert faults_in_options(None)[0] == "must be an object [json-pointer:/]"
