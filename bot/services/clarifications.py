"""Acts on clarifications: each is checked, applied and stored in one go."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.clarifications.audit_events import event_of
from bot.clarifications.checks import find_faults
from bot.clarifications.form_faults import text_fault
from bot.clarifications.model import Refusal, State, actor_of, move
from bot.clarifications.outbox import item_of, tell
from bot.clarifications.outcomes import (
    AlreadySuggested,
    Done,
    Faulty,
    Field,
    FieldFault,
    Joined,
    Refused,
    Stale,
    Suggested,
    TermGone,
    TooMany,
    Unknown,
)
from bot.clarifications.proposal import Kind, Proposal, present_text, stamp_of, text_at_stake
from bot.clarifications.records import Clarification, Decision
from bot.decisions.audit import Act
from bot.decisions.outbox import Notice, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.clarifications.limits import Limits
    from bot.clarifications.outcomes import AcceptOutcome, ActOutcome, SuggestOutcome
    from bot.clarifications.records import Suggestion
    from bot.decisions.outbox import MessageRef, OutboxItem
    from bot.decisions.people import Person
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term
    from bot.storage.clarifications import ClarificationStore


class Clarifications:
    """Takes acts one after the other; of two stewards at once, the first wins.

    ``store`` is where they are read. ``wake`` is called after each act that leaves something to be
    done.
    """

    def __init__(
        self,
        store: ClarificationStore,
        glossary: Glossary,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        limits: Limits,
    ) -> None:
        self.store = store
        self._glossary = glossary
        self._clock = clock
        self._wake = wake
        self._limits = limits

    async def find_faults(self, slug: str, proposal: Proposal) -> tuple[FieldFault, ...]:
        """Return what ``parlance check`` would find in the term after that change."""
        term = self._glossary.get(slug)
        if term is None:
            return (FieldFault(Field.TEXT, "This term is no longer in the glossary."),)
        return await asyncio.to_thread(
            find_faults, term, proposal, self._glossary, self._clock().date()
        )

    def may_accept_own(self, steward: Person) -> bool:
        """Whether this steward may accept what they suggested themselves: there is no other one."""
        return self._limits.may_accept_own or steward.is_only_steward

    async def suggest(  # noqa: PLR0911 -- each is an outcome of its own
        self, person: Person, suggestion: Suggestion, *, is_anyone_appointed: bool = True
    ) -> SuggestOutcome:
        """Store a suggestion, or join it to a like one. The same submission counts once."""
        known = await self.store.get(person.workspace_id, suggestion.submission_id)
        if known is not None:
            return Suggested(known)
        term = self._glossary.get(suggestion.slug)
        if term is None:
            return TermGone(suggestion.slug)
        faults = await self.find_faults(suggestion.slug, suggestion.proposal)
        why_fault = text_fault(suggestion.why, Field.WHY, may_be_empty=True)
        if faults or why_fault:
            return Faulty((*faults, why_fault) if why_fault else faults)
        like = await self._find_like(person, suggestion)
        if like is not None and like.id == suggestion.submission_id:
            return Suggested(like)  # stored in this moment
        if like is not None and person.id in like.asked_for_by:
            return AlreadySuggested(like)
        joined = await self._join(like, person, suggestion.why) if like else None
        if joined is not None:
            return joined
        return await self._add(person, suggestion, term, is_anyone_appointed=is_anyone_appointed)

    async def propose(self, workspace_id: str, slug: str, label: str, why: str) -> bool:
        """Ask the stewards whether a label is another name of the term; say whether it is asked.

        It isn't where it was asked before, or can't be one. The id is that of the question, so
        that two copies of the bot ask once.
        """
        term, proposal = self._glossary.get(slug), Proposal(Kind.ADD_ALIAS, label)
        question = f"learned-{stamp_of(f'{slug}|{label}')}"
        if term is None or await self.store.get(workspace_id, question):
            return False
        if await self.find_faults(slug, proposal):
            return False
        new = Clarification(
            id=question,
            workspace_id=workspace_id,
            slug=slug,
            proposal=proposal,
            why=why,
            suggester_id="",
            suggester_name="",
            suggested_at=self._clock(),
            before=present_text(term, proposal, self._glossary.config),
            state=State.OPEN,
        )
        event = event_of(
            Act.SUGGEST, new, at=new.suggested_at, actor_id="", before=new.before, after=label
        )
        added = await self.store.add(
            new,
            [item_of(new, Task.POST_CARD)],
            event,
            self._limits.of_bot(workspace_id, new.suggested_at),
        )
        if added is True:
            self._wake()
        return added is True

    async def accept(
        self,
        clarification_id: str,
        steward: Person,
        *,
        edited: Proposal | None = None,
        seen: str | None = None,
        reviewed_whole: bool = False,
    ) -> AcceptOutcome:
        """Decide that the change is made, as suggested or as ``edited``.

        ``seen`` is the stamp of the text that the steward saw where the change would be made;
        without it, that of the card.
        """
        found = await self._moved(clarification_id, steward, Act.ACCEPT)
        if not isinstance(found, Clarification):
            return found
        term = self._glossary.get(found.slug)
        if term is None:
            return TermGone(found.slug)
        proposal = edited or found.proposal
        at_stake = text_at_stake(term, self._glossary.config, proposal=proposal)
        if proposal.kind.replaces and stamp_of(at_stake) != (seen or stamp_of(found.before)):
            return Stale(term)
        faults = await self.find_faults(found.slug, proposal)
        if faults:
            return Faulty(faults)
        before = present_text(term, proposal, self._glossary.config)
        decision = Decision(
            steward.id,
            steward.name,
            self._clock(),
            proposal=edited,
            reviewed_whole=reviewed_whole,
        )
        accepted = replace(found, before=before, decision=decision, note="")
        items = [item_of(found, Task.WRITE), item_of(found, Task.UPDATE_CARD)]
        is_own = steward.id == found.suggester_id
        own = {"own": "only steward" if steward.is_only_steward else "allowed"} if is_own else {}
        return await self._save(
            accepted, items, Act.ACCEPT, steward, before=before, after=proposal.text, **own
        )

    async def decline(self, clarification_id: str, steward: Person, *, reason: str) -> ActOutcome:
        """Decide that the change is not made; everybody who asked for it reads the reason."""
        found = await self._moved(clarification_id, steward, Act.DECLINE)
        if not isinstance(found, Clarification):
            return found
        fault = text_fault(reason, Field.REASON)
        if fault:
            return Faulty((fault,))
        decision = Decision(steward.id, steward.name, self._clock(), reason=reason)
        items = [
            item_of(found, Task.UPDATE_CARD),
            *(tell(found, Notice.DECLINED, one, reason) for one in found.asked_for_by),
        ]
        declined = replace(found, decision=decision)
        return await self._save(declined, items, Act.DECLINE, steward, reason=reason)

    async def ask_back(
        self, clarification_id: str, steward: Person, *, question: str
    ) -> ActOutcome:
        """Ask the suggester something, by a direct message."""
        found = await self._moved(clarification_id, steward, Act.ASK_BACK)
        if not isinstance(found, Clarification):
            return found
        fault = text_fault(question, Field.TEXT)
        if fault:
            return Faulty((fault,))
        asked = replace(found, question=question, asked_by=steward.id, answer="")
        items = [
            tell(found, Notice.QUESTION, found.suggester_id, question),
            item_of(found, Task.UPDATE_CARD),
        ]
        return await self._save(asked, items, Act.ASK_BACK, steward, question=question)

    async def answer(
        self,
        clarification_id: str,
        person: Person,
        *,
        text: str,
        question_at: MessageRef | None = None,
    ) -> ActOutcome:
        """Answer a steward's question; the answer lands in the thread of the stewards' card.

        ``question_at`` is the question's message, if known: the answer takes its place.
        """
        found = await self._moved(clarification_id, person, Act.ANSWER)
        if not isinstance(found, Clarification):
            return found
        fault = text_fault(text, Field.TEXT)
        if fault:
            return Faulty((fault,))
        items = [
            replace(item_of(found, Task.THREAD), notice=Notice.ANSWER, words=text),
            item_of(found, Task.UPDATE_CARD),
        ]
        if question_at:
            shown = replace(item_of(found, Task.SHOW_ANSWER), words=question_at.to_words())
            items.insert(0, shown)
        answered = replace(found, answer=text)
        return await self._save(answered, items, Act.ANSWER, person, answer=text)

    async def _find_like(self, person: Person, suggestion: Suggestion) -> Clarification | None:
        likeness = suggestion.proposal.likeness()
        return await self.store.find_like(person.workspace_id, suggestion.slug, likeness)

    async def _add(
        self, person: Person, suggestion: Suggestion, term: Term, *, is_anyone_appointed: bool
    ) -> SuggestOutcome:
        proposal = suggestion.proposal
        new = Clarification(
            id=suggestion.submission_id,
            workspace_id=person.workspace_id,
            slug=suggestion.slug,
            proposal=proposal,
            why=suggestion.why,
            suggester_id=person.id,
            suggester_name=person.name,
            suggested_at=self._clock(),
            before=present_text(term, proposal, self._glossary.config),
            state=State.OPEN,
        )
        items = [item_of(new, Task.POST_CARD)]
        if not is_anyone_appointed:
            items.append(tell(new, Notice.NOBODY_APPOINTED, person.id))
        event = event_of(
            Act.SUGGEST,
            new,
            at=new.suggested_at,
            actor_id=person.id,
            before=new.before,
            after=proposal.text,
            why=suggestion.why,
        )
        allowance = self._limits.allowance(person, new.suggested_at)
        added = await self.store.add(new, items, event, allowance)
        if isinstance(added, TooMany):
            return added
        if added:
            self._wake()
            return Suggested(new)
        # The same form came twice at this moment, or another person sent the same suggestion.
        same = await self.store.get(person.workspace_id, new.id)
        if same is not None:
            return Suggested(same)
        like = await self._find_like(person, suggestion)
        joined = await self._join(like, person, suggestion.why) if like else None
        if joined is not None:
            return joined
        return await self._add(person, suggestion, term, is_anyone_appointed=is_anyone_appointed)

    async def _join(
        self, like: Clarification, person: Person, why: str
    ) -> Joined | AlreadySuggested | TooMany | None:
        """Count a person in; None where it was settled in this moment, and so is like no more."""
        if person.id in like.asked_for_by:
            return AlreadySuggested(like)
        joined = replace(
            like,
            joined_ids=(*like.joined_ids, person.id),
            joined_whys=(*like.joined_whys, *([why] if why else [])),
            version=like.version + 1,
        )
        items = [item_of(like, Task.UPDATE_CARD)]
        now = self._clock()
        event = event_of(Act.JOIN, like, at=now, actor_id=person.id, why=why)
        allowance = self._limits.allowance(person, now)
        saved = await self.store.join(joined, items, event, allowance)
        if isinstance(saved, TooMany):
            return saved
        if saved is None:  # it changed at this moment: look at it again
            known = await self.store.get(like.workspace_id, like.id)
            if known is None or known.state.is_final:
                return None
            return await self._join(known, person, why)
        self._wake()
        return Joined(saved)

    async def _moved(
        self, clarification_id: str, person: Person, act: Act
    ) -> Clarification | Refused | Unknown:
        """Return the clarification in the state that the act leads to, not yet stored."""
        found = await self.store.get(person.workspace_id, clarification_id)
        if found is None:
            return Unknown()
        actor = actor_of(is_suggester=person.id == found.suggester_id, is_steward=person.is_steward)
        state = move(found.state, act, actor, may_accept_own=self.may_accept_own(person))
        if isinstance(state, Refusal):
            return Refused(state, found)
        return replace(found, state=state)

    async def _save(
        self,
        changed: Clarification,
        items: Sequence[OutboxItem],
        act: Act,
        person: Person,
        **said: str,
    ) -> Done | Refused | Unknown:
        event = event_of(act, changed, at=self._clock(), actor_id=person.id, **said)
        saved = await self.store.save(replace(changed, version=changed.version + 1), items, event)
        if saved is None:
            now = await self.store.get(changed.workspace_id, changed.id)
            return Refused(Refusal.DECIDED, now) if now else Unknown()
        self._wake()
        return Done(saved)
