"""What Slack can trigger, one line each: the table of contents of everything the bot does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cards.kit.ids import ActionId, CallbackId, FieldId, any_of
from bot.command_name import DEFINE
from handlers import (
    answer_presses,
    ask_back,
    browse,
    clarify,
    decide,
    define,
    define_message,
    errors,
    glossary,
    home,
    home_reviews,
    learned,
    link_previews,
    messages,
    request_term,
    review,
    role,
    scheduled_posts,
    search,
    send_again,
    share,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_bolt.async_app import AsyncApp

    from bot.services.services import Services
    from bot.services.viewer import Viewer
    from bot.slack.client import SlackClient

    # Gets the request's body; what it returns is the body of the ack.
    Answer = Callable[[dict[str, Any], Services, Viewer], Awaitable[str | dict[str, Any]]]
    FollowUp = Callable[[dict[str, Any], Services, Viewer, SlackClient], Awaitable[None]]

COMMANDS: Mapping[str, Answer] = {
    DEFINE: define.answer_define,
    "/glossary": glossary.answer_glossary,
}
# What follows a command's answer, in a task of its own; nobody waits for it.
AFTER_COMMANDS: Mapping[str, FollowUp] = {"/glossary": glossary.draw_statistics}
# Selects with options that load while a person types, by action id.
OPTIONS: Mapping[str, Answer] = {
    ActionId.SEARCH_TERM: search.suggest_terms,
    ActionId.FIND_TERM: search.suggest_terms,
    ActionId.CHOOSE_TERM: search.suggest_terms,
    FieldId.RELATED_TERM: search.suggest_terms,
    ActionId.GIVE_TERM: review.suggest_stewards,
}


def register(app: AsyncApp) -> None:
    """Connect every trigger to its listener."""
    app.action(any_of(ActionId.OPEN_TERM))(answer_presses.open_term)
    app.action(ActionId.NOT_MEANT)(answer_presses.reject_nearest)
    app.action(any_of(ActionId.OPEN_LABEL))(answer_presses.open_label)
    app.action(ActionId.OPEN_FULL_DEFINITION)(answer_presses.open_full_definition)
    app.action(ActionId.CHOOSE_NEXT)(answer_presses.choose_next)
    app.action(ActionId.CHOOSE_ROLE)(answer_presses.choose_role)
    app.action(ActionId.SHOW_IN_MY_WORDS)(answer_presses.show_in_my_words)
    app.action(ActionId.KEEP_ROLE)(role.keep_role)
    app.action(ActionId.SET_ROLE)(role.set_role)
    app.action(ActionId.CHANGE_ROLE)(role.change_role)
    app.action(ActionId.SHARE)(share.share)
    app.action(ActionId.TAKE_BACK)(share.take_back)
    app.action(ActionId.TAKE_BACK_HERE)(share.take_back_here)
    app.action(ActionId.OPEN_SEARCH)(search.open_search)
    app.shortcut(CallbackId.LOOK_UP)(search.open_search)
    app.shortcut(CallbackId.DEFINE_IN_MESSAGE)(define_message.open_mentions)
    app.action(ActionId.SEARCH_TERM)(search.show_chosen_term)
    app.action(ActionId.READ_TERM)(search.read_term)
    app.action(any_of(ActionId.BROWSE))(browse.turn_to)
    app.event("app_home_opened")(home.open_home)
    app.event("app_mention")(messages.answer_mention)
    app.event("message")(messages.answer_direct_message)
    app.event("link_shared")(link_previews.preview_links)
    app.action(ActionId.OPEN_HOME)(home.go_back)
    app.action(ActionId.SET_HOME_ROLE)(home.set_role)
    app.action(ActionId.FIND_TERM)(home.find_term)
    app.action(any_of(ActionId.CONFIRM_AT_HOME))(home_reviews.open_confirmation)
    app.action(any_of(ActionId.SNOOZE_AT_HOME))(home_reviews.snooze_review)
    app.action(ActionId.OPEN_CONFIRMATION)(review.open_confirmation)
    app.view(CallbackId.CONFIRM_REVIEW)(review.submit_confirmation)
    app.action(ActionId.SNOOZE_REVIEW)(review.snooze_review)
    app.action(ActionId.GIVE_TERM)(review.give_term)
    app.action(ActionId.POST_IS_THERE)(scheduled_posts.say_it_is_there)
    app.action(ActionId.POST_NOW)(scheduled_posts.post_now)
    _register_clarifications(app)
    app.error(errors.handle_error)


def _register_clarifications(app: AsyncApp) -> None:
    """Connect what suggests, decides on and asks for changes."""
    app.event("reaction_added")(clarify.answer_reaction)
    app.shortcut(CallbackId.SUGGEST_FOR_MESSAGE)(clarify.open_suggestion_for_message)
    app.action(ActionId.OPEN_SUGGESTION)(clarify.open_suggestion)
    app.action(ActionId.CHOOSE_TERM)(clarify.redraw_form)
    app.action(ActionId.CHOOSE_KIND)(clarify.redraw_form)
    app.action(ActionId.CHOOSE_WORDING)(clarify.redraw_form)
    app.view(CallbackId.SUGGEST)(clarify.submit_suggestion)
    app.action(ActionId.ACCEPT)(decide.accept)
    app.action(ActionId.OPEN_EDIT)(decide.open_edit)
    app.view(CallbackId.EDIT_AND_ACCEPT)(decide.submit_edit)
    app.action(ActionId.OPEN_DECLINE)(decide.open_decline)
    app.view(CallbackId.DECLINE)(decide.submit_decline)
    app.action(ActionId.OPEN_QUESTION)(ask_back.open_question)
    app.view(CallbackId.ASK_BACK)(ask_back.submit_question)
    app.action(ActionId.OPEN_ANSWER)(ask_back.open_answer)
    app.view(CallbackId.ANSWER)(ask_back.submit_answer)
    app.action(ActionId.LEARN_ALIAS)(learned.add_as_name)
    app.action(ActionId.LEARN_PHRASE)(learned.add_as_phrase)
    app.action(ActionId.NOT_THE_SAME)(learned.keep_apart)
    app.action(ActionId.SEND_AGAIN)(send_again.send_again)
    app.action(ActionId.OPEN_REQUEST)(request_term.open_request)
    app.view(CallbackId.REQUEST_TERM)(request_term.submit_request)
    app.action(any_of(ActionId.DRAFT_REQUEST))(request_term.start_draft)
    app.action(any_of(ActionId.OPEN_REQUEST_DECLINE))(request_term.open_decline)
    app.view(CallbackId.DECLINE_REQUEST)(request_term.submit_decline)
