"""Everything that people do and Slack tells the bot, one scene for each listener."""

from __future__ import annotations

from typing import TYPE_CHECKING

import handlers
from bot.cards.kit.ids import ActionId, FieldId
from bot.sandbox.workspace.people import TEAM_ID
from tests.flows.reviews import CHANNEL
from tests.flows.world import PAGES, PUBLIC, closed, home_of, labelled, present
from tests.reading import parts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sandbox.driver import Seen
    from tests.flows.world import Trigger, World

    Scene = Callable[[World], Awaitable[Trigger]]

MINE = "Kept. Terms are now explained to you for legal."


async def open_term(world: World) -> Trigger:
    answer = await world.define()
    return world.trigger(
        lambda: world.maya.choose(answer, "choose_next", "sampler"), "Sampler for deciders."
    )


async def reject_nearest(world: World) -> Trigger:
    answer = await world.define("diffusion models process")
    return world.trigger(
        lambda: world.maya.press(answer, "Not what I meant"), "Nothing in this glossary comes near"
    )


async def open_label(world: World) -> Trigger:
    full = await world.maya.press(await world.define(), "More")
    assert full.view
    view = full.view
    button = next(one for one in parts(view.blocks) if one.get("action_id") == "open_term:300")
    button["action_id"] = ActionId.OPEN_LABEL
    return world.trigger(lambda: world.maya.press(view, "sampler"), "Sampler for deciders.")


async def choose_next(world: World) -> Trigger:
    answer = await world.define()
    return world.trigger(
        lambda: world.maya.choose(answer, "choose_next", "sampler"), "Sampler for deciders."
    )


async def open_full_definition(world: World) -> Trigger:
    answer = await world.define()
    return world.trigger(lambda: world.maya.press(answer, "More"), "A long definition")


async def choose_role(world: World) -> Trigger:
    answer = await world.define()
    select = next(one for one in parts(answer.blocks) if one.get("action_id") == "choose_next")
    select["action_id"] = ActionId.CHOOSE_ROLE
    for option in parts(select):
        if "value" in option:
            option["value"] = option["value"].removeprefix("role:")
    return world.trigger(
        lambda: world.maya.choose(answer, ActionId.CHOOSE_ROLE, "Legal"), "Diffusion for counsel."
    )


async def show_in_my_words(world: World) -> Trigger:
    shared = await world.share()
    return world.trigger(lambda: world.maya.press(shared, "In my role's words"), "Share")


async def keep_role(world: World) -> Trigger:
    answer = await world.define()
    as_legal = await world.maya.choose(answer, "choose_next", "Legal")
    return world.trigger(lambda: world.maya.press(as_legal.message, "Keep this role"), MINE)


async def set_role(world: World) -> Trigger:
    helped = await world.define("")
    return world.trigger(lambda: world.maya.choose(helped, "set_role", "Legal"), MINE)


async def change_role(world: World) -> Trigger:
    said = await world.maya.command("/glossary role", channel=PUBLIC)
    return world.trigger(lambda: world.maya.choose(said.message, "Change my role", "Legal"), MINE)


async def share(world: World) -> Trigger:
    answer = await world.define()
    return world.trigger(lambda: world.maya.press(answer, "Share"), "Shared in this channel.")


async def take_back_here(world: World) -> Trigger:
    shared = await world.share()
    card = next(one for one in parts(shared.blocks) if one.get("action_id") == "take_back_here")
    card["value"] = "U0SOMEBODY"
    return world.trigger(lambda: world.maya.press(shared, "Take it back"), "can take this back")


async def take_back(world: World) -> Trigger:
    await world.share()
    private = world.maya.ephemerals()[-1]
    return world.trigger(lambda: world.maya.press(private, "Take it back"), "Taken back.")


async def open_search(world: World) -> Trigger:
    return world.trigger(lambda: world.maya.shortcut("look_up"), "Type a term")


async def open_mentions(world: World) -> Trigger:
    await world.maya.say("Is a diffusion model any good?")
    said = world.maya.messages()[-1]
    return world.trigger(lambda: world.maya.message_shortcut("define_in_message", said), "Read")


async def show_chosen_term(world: World) -> Trigger:
    form = await world.maya.shortcut("look_up")
    return world.trigger(
        lambda: world.maya.choose(form.view, "search_term", "sampler"), "Sampler for deciders."
    )


async def read_term(world: World) -> Trigger:
    await world.maya.say("Is a diffusion model any good?")
    said = world.maya.messages()[-1]
    listed = await world.maya.message_shortcut("define_in_message", said)
    return world.trigger(lambda: world.maya.press(listed.view, "Read"), "Diffusion for deciders.")


async def turn_to(world: World) -> Trigger:
    shelves = (await world.maya.command("/glossary browse", channel=PUBLIC)).message
    shelf = labelled(present(shelves), "Foundations")
    return world.trigger(lambda: world.maya.press(shelves, shelf), "*sampler*")


async def open_home(world: World) -> Trigger:
    return world.trigger(world.maya.open_app, "explained in the words", reads=home_of(world.maya))


async def answer_mention(world: World) -> Trigger:
    return world.trigger(lambda: world.maya.say("@Parlance sampler"), "Sampler for deciders.")


async def answer_direct_message(world: World) -> Trigger:
    return world.trigger(
        lambda: world.maya.say("sampler", channel=world.maya.id), "Sampler for deciders."
    )


async def preview_links(world: World) -> Trigger:
    return world.trigger(
        lambda: world.maya.say(f"{PAGES}terms/sampler"),
        "What sampler means",
        reads=lambda _: world.maya.messages()[-1].words,
    )


async def answer_reaction(world: World) -> Trigger:
    post = await world.share()
    return world.trigger(lambda: world.maya.react(post, "memo"), "Would you like to suggest")


async def go_back(world: World) -> Trigger:
    home = await world.home(world.maya)
    await world.maya.press(home, labelled(home, "Foundations"))
    page = present(world.maya.home())
    return world.trigger(
        lambda: world.maya.press(page, "Back to the overview"),
        "explained in the words",
        reads=home_of(world.maya),
    )


async def set_home_role(world: World) -> Trigger:
    home = await world.home(world.maya)
    return world.trigger(
        lambda: world.maya.choose(home, "My role", "Legal"), MINE, reads=home_of(world.maya)
    )


async def find_term(world: World) -> Trigger:
    home = await world.home(world.maya)
    return world.trigger(
        lambda: world.maya.choose(home, ActionId.FIND_TERM, "sampler"), "Sampler for deciders."
    )


async def confirm_at_home(world: World) -> Trigger:
    home = await world.home(world.wei)
    what = f"Still correct: {world.overdue}"
    return world.trigger(lambda: world.wei.press(home, what), "Still correct?", person=world.wei)


async def snooze_at_home(world: World) -> Trigger:
    home = await world.home(world.wei)
    what = f"Snooze 2 weeks: {world.overdue}"
    return world.trigger(
        lambda: world.wei.press(home, what),
        "is snoozed for two weeks",
        reads=home_of(world.wei),
        person=world.wei,
    )


async def open_confirmation(world: World) -> Trigger:
    card = await world.review()
    return world.trigger(
        lambda: world.wei.press(card, "Still correct"), "Still correct?", person=world.wei
    )


async def submit_confirmation(world: World) -> Trigger:
    form = await world.wei.press(await world.review(), "Still correct")
    return world.trigger(
        lambda: world.wei.submit(form.view), "closed", reads=closed, person=world.wei
    )


async def snooze_review(world: World) -> Trigger:
    card = await world.review()
    return world.trigger(lambda: world.wei.press(card, "Snooze 2 weeks"), "nooze", person=world.wei)


async def give_term(world: World) -> Trigger:
    card = await world.review()
    return world.trigger(
        lambda: world.wei.choose(card, "give_term", "Amara"),
        "Given to",
        reads=lambda answer: "\n".join(
            one.words for one in [*answer.messages, world.wei.messages(CHANNEL)[-1]]
        ),
        person=world.wei,
    )


async def say_it_is_there(world: World) -> Trigger:
    report = await world.lost_post()
    return world.trigger(
        lambda: world.wei.press(report, "It is there"), "says that it is there", person=world.wei
    )


async def post_now(world: World) -> Trigger:
    report = await world.lost_post()
    return world.trigger(
        lambda: world.wei.press(report, "Post it now"), "had it posted now", person=world.wei
    )


async def open_suggestion_for_message(world: World) -> Trigger:
    post = await world.share()
    return world.trigger(
        lambda: world.maya.message_shortcut("suggest_clarification", post),
        "Suggest a clarification",
    )


async def open_suggestion(world: World) -> Trigger:
    answer = await world.define()
    return world.trigger(
        lambda: world.maya.press(answer, "Suggest a clarification"), "Choose what you would change"
    )


async def redraw_form(world: World) -> Trigger:
    opened = await world.maya.press(await world.define(), "Suggest a clarification")
    return world.trigger(
        lambda: world.maya.choose(opened.view, ActionId.CHOOSE_KIND, "add_do"), "Do"
    )


async def submit_suggestion(world: World) -> Trigger:
    form = await world.form()
    return world.trigger(lambda: world.maya.submit(form, {FieldId.TEXT: "Plain."}), "suggest")


async def accept(world: World) -> Trigger:
    await world.suggest()
    home = await world.home(world.wei)
    what = "Accept: diffusion model"

    def undecided(_: Seen) -> str:
        is_there = any(what in str(block) for block in present(world.wei.home()).blocks)
        return "waits" if is_there else "is accepted"

    return world.trigger(
        lambda: world.wei.press(home, what), "is accepted", reads=undecided, person=world.wei
    )


def deciding(button: str, expected: str) -> Scene:
    async def scene(world: World) -> Trigger:
        card = await world.suggest()
        return world.trigger(lambda: world.wei.press(card, button), expected, person=world.wei)

    return scene


def submitting(button: str, text: str) -> Scene:
    async def scene(world: World) -> Trigger:
        form = await world.wei.press(await world.suggest(), button)
        return world.trigger(
            lambda: world.wei.submit(form.view, {FieldId.TEXT: f"{text} {world.round}"}),
            "closed",
            reads=closed,
            person=world.wei,
        )

    return scene


async def send_again(world: World) -> Trigger:
    """Press as a person who may not: a steward would read the card, which the worker draws."""
    card = await world.suggest()
    form = await world.wei.press(card, "Ask back")
    world.bot.slack.refuse_next("chat.postMessage", "channel_not_found")
    await world.wei.submit(form.view, {FieldId.TEXT: "Which one?"})
    world.bot.slack.channel(CHANNEL).members.append(world.maya.id)
    return world.trigger(
        lambda: world.maya.press(card, "Send again"), "Only the glossary's stewards"
    )


def learning(button: str) -> Scene:
    """Press as a person who may not: a steward would read the card, which the worker draws."""

    async def scene(world: World) -> Trigger:
        services = world.bot.services
        await services.clarifications.propose(
            TEAM_ID, "diffusion-model", f"noise undoer {world.round}", "3 people."
        )
        await services.worker.run()
        world.bot.slack.channel(CHANNEL).members.append(world.maya.id)
        card = world.maya.messages(CHANNEL)[-1]
        return world.trigger(lambda: world.maya.press(card, button), "Only the glossary's stewards")

    return scene


async def open_answer(world: World) -> Trigger:
    question = await world.ask_back()
    return world.trigger(lambda: world.maya.press(question, "Answer"), "Which one?")


async def submit_answer(world: World) -> Trigger:
    form = await world.maya.press(await world.ask_back(), "Answer")
    return world.trigger(
        lambda: world.maya.submit(form.view, {FieldId.TEXT: "This one."}), "Thank you"
    )


async def open_request(world: World) -> Trigger:
    nothing = await world.define("flux")
    return world.trigger(lambda: world.maya.press(nothing, "Request this term"), "Request a term")


async def submit_request(world: World) -> Trigger:
    form = await world.maya.press(await world.define("flux"), "Request this term")
    return world.trigger(lambda: world.maya.submit(form.view), "flux")


async def start_draft(world: World) -> Trigger:
    backlog = await world.backlog()
    return world.trigger(
        lambda: world.wei.press(backlog, f"Start a draft of {world.missing}"),
        "A draft of",
        person=world.wei,
    )


async def open_request_decline(world: World) -> Trigger:
    backlog = await world.backlog()
    return world.trigger(
        lambda: world.wei.press(backlog, f"Decline {world.missing}"),
        "Decline a request",
        person=world.wei,
    )


async def submit_request_decline(world: World) -> Trigger:
    form = await world.wei.press(await world.backlog(), f"Decline {world.missing}")
    return world.trigger(
        lambda: world.wei.submit(form.view, {FieldId.TEXT: "From a film."}),
        "is declined",
        person=world.wei,
    )


SCENES: dict[Callable[..., Awaitable[None]], Scene] = {
    handlers.answer_presses.open_term: open_term,
    handlers.answer_presses.reject_nearest: reject_nearest,
    handlers.answer_presses.open_label: open_label,
    handlers.answer_presses.open_full_definition: open_full_definition,
    handlers.answer_presses.choose_next: choose_next,
    handlers.answer_presses.choose_role: choose_role,
    handlers.answer_presses.show_in_my_words: show_in_my_words,
    handlers.role.keep_role: keep_role,
    handlers.role.set_role: set_role,
    handlers.role.change_role: change_role,
    handlers.share.share: share,
    handlers.share.take_back: take_back,
    handlers.share.take_back_here: take_back_here,
    handlers.search.open_search: open_search,
    handlers.define_message.open_mentions: open_mentions,
    handlers.search.show_chosen_term: show_chosen_term,
    handlers.search.read_term: read_term,
    handlers.browse.turn_to: turn_to,
    handlers.home.open_home: open_home,
    handlers.messages.answer_mention: answer_mention,
    handlers.messages.answer_direct_message: answer_direct_message,
    handlers.link_previews.preview_links: preview_links,
    handlers.home.go_back: go_back,
    handlers.home.set_role: set_home_role,
    handlers.home.find_term: find_term,
    handlers.home_reviews.open_confirmation: confirm_at_home,
    handlers.home_reviews.snooze_review: snooze_at_home,
    handlers.review.open_confirmation: open_confirmation,
    handlers.review.submit_confirmation: submit_confirmation,
    handlers.review.snooze_review: snooze_review,
    handlers.review.give_term: give_term,
    handlers.scheduled_posts.say_it_is_there: say_it_is_there,
    handlers.scheduled_posts.post_now: post_now,
    handlers.clarify.answer_reaction: answer_reaction,
    handlers.clarify.open_suggestion_for_message: open_suggestion_for_message,
    handlers.clarify.open_suggestion: open_suggestion,
    handlers.clarify.redraw_form: redraw_form,
    handlers.clarify.submit_suggestion: submit_suggestion,
    handlers.decide.accept: accept,
    handlers.decide.open_edit: deciding("Edit and accept", "Edit"),
    handlers.decide.submit_edit: submitting("Edit and accept", "Plainer still."),
    handlers.decide.open_decline: deciding("Decline", "Decline a suggestion"),
    handlers.decide.submit_decline: submitting("Decline", "It is fine."),
    handlers.ask_back.open_question: deciding("Ask back", "diffusion model"),
    handlers.ask_back.submit_question: submitting("Ask back", "Which one?"),
    handlers.send_again.send_again: send_again,
    handlers.ask_back.open_answer: open_answer,
    handlers.ask_back.submit_answer: submit_answer,
    handlers.learned.add_as_name: learning("Add as another name"),
    handlers.learned.add_as_phrase: learning("Add as a search phrase"),
    handlers.learned.keep_apart: learning("Not the same"),
    handlers.request_term.open_request: open_request,
    handlers.request_term.submit_request: submit_request,
    handlers.request_term.start_draft: start_draft,
    handlers.request_term.open_decline: open_request_decline,
    handlers.request_term.submit_decline: submit_request_decline,
}
