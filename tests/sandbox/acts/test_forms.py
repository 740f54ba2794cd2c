from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.acts.forms import faults_at_fields, state_of
from bot.sandbox.workspace.elements import with_ids
from tests.sandbox.drawings import a_field, a_menu, an_option


def an_input(element: dict[str, Any], **fields: Any) -> list[dict[str, Any]]:
    label = {"type": "plain_text", "text": "Label"}
    block = {"type": "input", "block_id": "b", "label": label, "element": element, **fields}
    return with_ids([block])


def fault(element: dict[str, Any], value: object, **fields: Any) -> str | None:
    """Return what stands at the only field of a form in which this was entered."""
    blocks = an_input({"action_id": "a", **element}, **fields)
    (entry,) = state_of(blocks)["b"].values()
    entry[next(key for key in entry if key != "type")] = value
    return faults_at_fields(blocks, {"b": {"a": entry}}).get("b")


def test_a_fresh_form_holds_the_initial_values() -> None:
    """What the app fills in is there before anybody types; the rest is empty."""
    chosen = an_option("one")
    blocks = [
        a_field(initial_value="given"),
        {
            "type": "actions",
            "block_id": "menus",
            "elements": [
                a_menu("menu", "one", initial_option=chosen),
                {"type": "checkboxes", "action_id": "boxes", "options": [chosen]},
            ],
        },
    ]

    assert state_of(blocks) == {
        "words": {"typed": {"type": "plain_text_input", "value": "given"}},
        "menus": {
            "menu": {"type": "static_select", "selected_option": chosen},
            "boxes": {"type": "checkboxes", "selected_options": []},
        },
    }


def test_what_was_typed_stays_where_the_ids_are_the_same() -> None:
    """An update with a new initial_value does not overwrite it; another action_id starts fresh."""
    typed = {"words": {"typed": {"type": "plain_text_input", "value": "mine"}}}

    kept = state_of([a_field(initial_value="new")], typed)
    fresh = state_of([a_field(initial_value="new", action_id="other")], typed)

    assert kept["words"]["typed"]["value"] == "mine"
    assert fresh["words"]["other"]["value"] == "new"


@pytest.mark.parametrize(
    ("element", "value", "expected"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "plain_text_input"}, "x", None),
        (
            {"type": "plain_text_input", "min_length": 3},
            "xy",
            "Please enter at least 3 characters.",
        ),
        (
            {"type": "plain_text_input", "max_length": 3},
            "wxyz",
            "Please enter at most 3 characters.",
        ),
        ({"type": "email_text_input"}, "nobody", "Please enter a valid email address."),
        ({"type": "email_text_input"}, "nobody@example.org", None),
        ({"type": "url_text_input"}, "example", "Please enter a valid URL."),
        ({"type": "url_text_input"}, "https://example.org", None),
        ({"type": "number_input", "is_decimal_allowed": False}, "x", "Please enter a number."),
        (
            {"type": "number_input", "is_decimal_allowed": False},
            "1.5",
            "Please enter a whole number.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"},
            "1.5",
            "Please enter a number not below 2.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "1"},
            "1.5",
            "Please enter a number not above 1.",
        ),
        ({"type": "checkboxes", "options": []}, [], "Please complete this required field."),
    ],
)
def test_a_form_is_held_back_until_its_fields_are_right(
    element: dict[str, Any], value: object, expected: str | None
) -> None:
    """Slack checks what the drawing asks for before the app hears of the form."""
    assert fault(element, value) == expected


def test_an_optional_field_may_stay_empty() -> None:
    """Only what is not marked optional must be filled in."""
    assert fault({"type": "plain_text_input"}, "", optional=True) is None
