# ruff: noqa: E501 - a table of rules reads best with one rule a line
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.models import blocks as sdk

from bot.sandbox.rules.blocks import Surface, faults_in_blocks
from tests.sandbox.drawings import a_button, a_field, a_menu, a_section, an_option

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def an_input(kind: str, **element: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": {"type": kind, **element}}


CONFIRM = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}  # fmt: skip

SOUND: list[Json] = [
    a_section(),
    a_section(accessory=a_button("Go", "go", value="x" * 2000, style="primary")),
    {"type": "section", "fields": [plain("x" * 2000)] * 10},
    a_section(accessory={"type": "image", "image_url": "https://example.org/x.png", "alt_text": "X"}),
    {"type": "divider"},
    {"type": "header", "text": plain("x" * 150)},
    *[{"type": "header", "text": plain("x"), "level": level} for level in (1, 4)],
    {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "X", "title": plain("T")},
    actions(*[a_button("Go", f"go_{n}") for n in range(25)]),
    actions(a_menu("menu", *"abc", initial_option=an_option("a"), confirm=CONFIRM)),
    actions({"type": "overflow", "action_id": "more", "options": [an_option(o) for o in "abcde"]}),
    actions({"type": "external_select", "action_id": "find", "min_query_length": 1}),
    actions({"type": "datepicker", "initial_date": "2026-11-23"}, {"type": "datetimepicker"}),
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "*x*"}] * 10},
    a_field(multiline=True, min_length=1, max_length=3000),
    an_input("checkboxes", options=[an_option(str(n)) for n in range(10)]),
    an_input("multi_static_select", options=[an_option(str(n)) for n in range(100)]),
    an_input("number_input", is_decimal_allowed=False, min_value="1"),
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "link", "url": "https://example.org"}],
                    }
                ],
            },
        ],
    },
]  # fmt: skip


@pytest.mark.parametrize("block", SOUND, ids=lambda block: str(block["type"]))
def test_a_sound_block_has_no_fault(block: Json) -> None:
    """Whatever Slack takes, the sandbox takes."""
    assert faults_in_blocks([block], Surface.MESSAGE) == []
    assert faults_in_blocks([block], Surface.MODAL) == []


UNSOUND: list[tuple[Json, str]] = [
    ({}, "missing required field: type [json-pointer:/blocks/0]"),
    ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    (a_section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    (a_section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (a_section(block_id="x" * 256), "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    ({"type": "section", "text": "plain"}, "must be an object [json-pointer:/blocks/0/text]"),
    ({"type": "section", "fields": [plain("x")] * 11}, "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    ({"type": "section", "fields": [plain("x" * 2001)]}, "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
    (a_section(accessory={"type": "plain_text_input", "action_id": "x"}), "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]"),
    ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "header", "text": plain("x"), "level": 5}, "must be between 1 and 4 [json-pointer:/blocks/0/level]"),
    ({"type": "image", "alt_text": "x"}, "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]"),
    (actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (actions(*[a_button("x", str(n)) for n in range(26)]), "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
    (actions(a_button("x" * 76, "x")), "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"),
    (actions(a_button("x", "x", value="x" * 2001)), "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"),
    (actions(a_button("x", "x", style="loud")), "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]"),
    (actions(a_button("x", "x", url="not a url")), "must be a valid URL [json-pointer:/blocks/0/elements/0/url]"),
    (actions(a_button("x", "x" * 256)), "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"),
    (actions(a_button("a", "same"), a_button("b", "same")), "`action_id` already exists in this block: same [json-pointer:/blocks/0]"),
    (actions({"type": "button", "text": {"type": "mrkdwn", "text": "x"}}), "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]"),
    (actions(a_button("x", "x", confirm=CONFIRM | {"title": plain("x" * 101)})), "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]"),
    (actions(a_menu("x")), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]"),
    (actions(a_menu("x", *map(str, range(101)))), "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]"),
    (actions(a_menu("x", "x" * 76)), "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]"),
    (actions(a_menu("x", "a", initial_option=an_option("b"))), "the initial option is not one of the options [json-pointer:/blocks/0/elements/0]"),
    (actions({"type": "static_select", "action_id": "x"}), "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]"),
    (actions({"type": "overflow", "options": [an_option(str(n)) for n in range(6)]}), "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]"),
    (actions({"type": "datepicker", "initial_date": "23.11.2026"}), "must be a date as YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]"),
    (actions({"type": "multi_users_select"}), "unsupported type: multi_users_select [json-pointer:/blocks/0/elements/0/type]"),
    ({"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}, "no more than 10 items allowed [json-pointer:/blocks/0/elements]"),
    ({"type": "context", "elements": [a_button("x", "x")]}, "unsupported type: button [json-pointer:/blocks/0/elements/0/type]"),
    (an_input("button"), "unsupported type: button [json-pointer:/blocks/0/element/type]"),
    (an_input("number_input"), "missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]"),
    (an_input("radio_buttons", options=[an_option(str(n)) for n in range(11)]), "no more than 10 items allowed [json-pointer:/blocks/0/element/options]"),
    (a_field(min_length=5, max_length=4), "min_length must not exceed max_length [json-pointer:/blocks/0/element]"),
    (a_field(initial_value="x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/element/initial_value]"),
    ({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text"}]}]}, "missing required field: text [json-pointer:/blocks/0/elements/0/elements/0]"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "fault"), UNSOUND, ids=[fault for _, fault in UNSOUND])
def test_an_unsound_block_is_refused_with_the_reason_and_the_place(block: Json, fault: str) -> None:
    """Whatever Slack refuses, the sandbox refuses, in its words and with the place."""
    assert faults_in_blocks([block], Surface.MESSAGE) == [fault]


def test_every_fault_is_told_at_once() -> None:
    """A developer mends all of them in one go."""
    blocks = [a_section(""), {"type": "button"}, {"type": "header"}]

    assert len(faults_in_blocks(blocks, Surface.MESSAGE)) == 3


def test_a_message_holds_fifty_blocks_and_a_view_a_hundred() -> None:
    """One more is refused."""
    fifty, hundred = [a_section()] * 50, [a_section()] * 100

    assert faults_in_blocks(fifty, Surface.MESSAGE) == []
    assert faults_in_blocks([*fifty, a_section()], Surface.MESSAGE) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert faults_in_blocks(hundred, Surface.MODAL) == []
    assert faults_in_blocks([*hundred, a_section()], Surface.HOME) == [
        "no more than 100 items allowed [json-pointer:/blocks]"
    ]


def test_block_ids_are_unique_in_a_message() -> None:
    """Slack tells blocks apart by their ids."""
    blocks = [a_section(block_id="same"), a_section(block_id="same")]

    assert faults_in_blocks(blocks, Surface.MESSAGE) == [
        "`block_id` already exists: same [json-pointer:/blocks/1/block_id]"
    ]


def test_the_same_action_id_may_stand_in_several_blocks() -> None:
    """Slack asks for unique action_ids within one block only."""
    blocks = [actions(a_button("a", "same")), actions(a_button("b", "same"))]

    assert faults_in_blocks(blocks, Surface.MESSAGE) == []


def test_only_one_element_takes_the_focus() -> None:
    """A view with two is refused."""
    blocks = [
        an_input("plain_text_input", focus_on_load=True),
        an_input("email_text_input", focus_on_load=True),
    ]

    assert faults_in_blocks(blocks, Surface.MODAL) == [
        "only one element may have `focus_on_load` [json-pointer:/blocks]"
    ]


def test_markdown_stands_in_messages_only() -> None:
    """A modal has no markdown block."""
    block = {"type": "markdown", "text": "# Title"}

    assert faults_in_blocks([block], Surface.MESSAGE) == []
    assert faults_in_blocks([block], Surface.MODAL) == [
        "unsupported type: markdown [json-pointer:/blocks/0/type]"
    ]


def test_the_library_that_draws_cards_and_these_rules_agree() -> None:
    """Two tables written apart from each other say the same where both say something."""
    most = {
        "section text": sdk.SectionBlock.text_max_length,
        "section fields": sdk.SectionBlock.fields_max_length,
        "header": sdk.HeaderBlock.text_max_length,
        "actions": sdk.ActionsBlock.elements_max_length,
        "context": sdk.ContextBlock.elements_max_length,
        "button text": sdk.ButtonElement.text_max_length,
        "button value": sdk.ButtonElement.value_max_length,
        "options": sdk.StaticSelectElement.options_max_length,
        "option text": sdk.Option.label_max_length,
    }
    texts: dict[str, Callable[[int], Json]] = {
        "section text": lambda n: a_section("x" * n),
        "section fields": lambda n: {"type": "section", "fields": [plain("x")] * n},
        "header": lambda n: {"type": "header", "text": plain("x" * n)},
        "actions": lambda n: actions(*[a_button("x", str(i)) for i in range(n)]),
        "context": lambda n: {"type": "context", "elements": [plain("x")] * n},
        "button text": lambda n: actions(a_button("x" * n, "x")),
        "button value": lambda n: actions(a_button("x", "x", value="x" * n)),
        "options": lambda n: actions(a_menu("x", *map(str, range(n)))),
        "option text": lambda n: actions(a_menu("x") | {"options": [an_option("x" * n, "v")]}),
    }

    for what, limit in most.items():
        assert faults_in_blocks([texts[what](limit)], Surface.MESSAGE) == [], what
        assert faults_in_blocks([texts[what](limit + 1)], Surface.MESSAGE) != [], what
