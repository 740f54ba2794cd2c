"""Every id that Slack gives back to us: actions, views, and how several of a kind are numbered.

An id is the contract between a card and the listener that answers its presses,
so it is written here once and nowhere else.
"""

from __future__ import annotations

import re
from enum import StrEnum


class ActionId(StrEnum):
    """The action of a press, a choice or a type-ahead."""

    OPEN_TERM = "open_term"  # show another term in place of this one
    OPEN_LABEL = "open_label"  # a related label with several meanings: offer them
    NOT_MEANT = "not_meant"  # the nearest term is the wrong one: offer the others
    OPEN_FULL_DEFINITION = "open_full_definition"
    CHOOSE_NEXT = "choose_next"  # on an answer: another term, or another role's words
    CHOOSE_ROLE = "choose_role"  # another role's words; on cards that older versions have drawn
    KEEP_ROLE = "keep_role"  # answer in this role's words from now on
    SET_ROLE = "set_role"  # the same, chosen in the help rather than on a term
    CHANGE_ROLE = "change_role"  # the same, on the card that shows the kept one
    SHARE = "share"
    TAKE_BACK = "take_back"  # what was shared, from the private card
    TAKE_BACK_HERE = "take_back_here"  # the same, from the shared card itself
    SHOW_IN_MY_WORDS = "show_in_my_words"  # on a shared card: the answer for the person who presses
    OPEN_SEARCH = "open_search"
    SEARCH_TERM = "search_term"  # the search form's type-ahead
    POST_IS_THERE = "post_is_there"  # a scheduled post of unknown fate arrived
    POST_NOW = "post_now"  # it did not: make it now
    OPEN_CONFIRMATION = "open_confirmation"  # a review: show the text that is to be confirmed
    SNOOZE_REVIEW = "snooze_review"
    GIVE_TERM = "give_term"  # to another steward
    READ_TERM = "read_term"  # from a list: read it in a form of its own, and keep the list
    BROWSE = "browse"  # go to a page of a category, a role, or the due reviews
    FIND_TERM = "find_term"  # the Home tab's type-ahead
    SET_HOME_ROLE = "set_home_role"  # keep a role, chosen in the Home tab
    OPEN_HOME = "open_home"  # from a shelf in the Home tab back to the overview
    CONFIRM_AT_HOME = "confirm_at_home"  # a review that a steward takes up in the Home tab
    SNOOZE_AT_HOME = "snooze_at_home"
    OPEN_SUGGESTION = "open_suggestion"  # the form for suggesting a clarification
    CHOOSE_TERM = "choose_term"  # in that form, where it is not known which term is meant
    CHOOSE_KIND = "choose_kind"  # in that form, and in a steward's: what kind of change
    CHOOSE_WORDING = "choose_wording"  # there: which role's wording
    ACCEPT = "accept"
    OPEN_EDIT = "open_edit"  # edit and accept
    OPEN_DECLINE = "open_decline"
    OPEN_QUESTION = "open_question"  # ask back
    OPEN_ANSWER = "open_answer"  # to a steward's question
    LEARN_ALIAS = "learn_alias"  # what people asked for becomes another name
    LEARN_PHRASE = "learn_phrase"  # it finds the term from now on, and is never shown
    NOT_THE_SAME = "not_the_same"  # it's something else: don't propose it again
    SEND_AGAIN = "send_again"  # a message that could not be delivered
    OPEN_REQUEST = "open_request"  # for a term that is missing
    DRAFT_REQUEST = "draft_request"  # start the file of a requested term
    OPEN_REQUEST_DECLINE = "open_request_decline"


class CallbackId(StrEnum):
    """The modal that a view is."""

    FULL_DEFINITION = "full_definition"
    SEARCH = "search"
    LOOK_UP = "look_up"  # the global shortcut
    DEFINE_IN_MESSAGE = "define_in_message"  # the message shortcut, and what it opens
    CONFIRM_REVIEW = "confirm_review"
    HOME = "home"
    SUGGEST = "suggest"
    SUGGEST_FOR_MESSAGE = "suggest_clarification"  # the message shortcut
    EDIT_AND_ACCEPT = "edit_and_accept"
    DECLINE = "decline"
    ASK_BACK = "ask_back"
    ANSWER = "answer"
    REQUEST_TERM = "request_term"
    DECLINE_REQUEST = "decline_request"


class FieldId(StrEnum):
    """An input of a form, which is read when the form is sent."""

    TEXT = "text"
    URL = "url"
    RELATED_TERM = "related_term"  # a type-ahead
    WHY = "why"
    REVIEWED_WHOLE = "reviewed_whole"
    LABEL = "label"  # of a term that is missing
    WHERE = "where"
    URGENCY = "urgency"


_ASKED = "asked"
_ASKED_LIMIT = 200  # of a question in a block's id; Slack takes 255 characters in all


def asked_block(query: str, number: int = 0) -> str:
    """Return the id of a row whose terms are offered for a question, so that presses tell it."""
    return f"{_ASKED}:{number}|{query[:_ASKED_LIMIT]}"


def asked_in(block_id: str) -> str:
    """Return the question for which the terms of a row are offered; nothing for another row."""
    head, _, query = block_id.partition("|")
    return query if head.partition(":")[0] == _ASKED else ""


def numbered(action_id: ActionId, number: int) -> str:
    """Return the id of one of several elements of a kind, as ids differ within a message."""
    return f"{action_id}:{number}"


def any_of(action_id: ActionId) -> re.Pattern[str]:
    """Return what matches an action's id, numbered or not."""
    return re.compile(rf"{action_id}(:\d+)?\Z")
