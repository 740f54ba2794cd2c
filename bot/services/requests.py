"""Requests for missing terms: counted by distinct people, drafted or declined by stewards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from bot.characters import skeleton
from bot.clarifications.audit_events import request_event
from bot.clarifications.form_faults import text_fault
from bot.clarifications.model import Refusal
from bot.clarifications.outcomes import (
    AlreadyRequested,
    AlreadyThere,
    Faulty,
    Field,
    FieldFault,
    RequestDone,
    Requested,
    RequestRefused,
    TooMany,
    Unknown,
)
from bot.clarifications.records import Asking, Decision, RequestState, TermRequest, Urgency
from bot.decisions.audit import Act
from bot.decisions.outbox import Notice, OutboxItem, Task
from bot.glossary.normalize import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from bot.clarifications.limits import Limits
    from bot.clarifications.outcomes import RequestActOutcome, RequestOutcome
    from bot.decisions.people import Person
    from bot.decisions.publication import Publisher
    from bot.glossary.glossary import Glossary
    from bot.glossary.model import Term
    from bot.storage.requests import RequestStore

LONGEST_LABEL = 150
BOT = ""  # acts without being a person


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form that was sent: the missing term, where it was met, why it matters, how urgent."""

    submission_id: str
    label: str
    where: str
    why: str
    urgency: Urgency


class TermRequests:
    """Takes requests, and what stewards decide on them."""

    def __init__(  # noqa: PLR0913 -- one for each part it works with
        self,
        *,
        store: RequestStore,
        publisher: Publisher,
        glossary: Glossary,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        limits: Limits,
    ) -> None:
        self.store = store
        self._publisher = publisher
        self._glossary = glossary
        self._clock = clock
        self._wake = wake
        self._limits = limits

    async def request_term(self, person: Person, wanted: Wanted) -> RequestOutcome:
        """Store a request, or count this person in. The same submission counts once."""
        label = " ".join(wanted.label.split())
        faults = tuple(_faults(label, wanted))
        if faults:
            return Faulty(faults)
        there = self._terms_named(label)
        if there:
            return AlreadyThere(there)
        known = await self.store.find_request(person.workspace_id, label)
        if known is not None and person.id in {one.person_id for one in known.asked}:
            return AlreadyRequested(known)
        now = self._clock()
        asking = Asking(person.id, now, wanted.where, wanted.why, wanted.urgency)
        request = TermRequest(
            id=wanted.submission_id,
            workspace_id=person.workspace_id,
            label=label,
            asked=(asking,),
            state=RequestState.OPEN,
        )
        event = request_event(Act.REQUEST, request, at=now, actor_id=person.id, why=wanted.why)
        allowance = self._limits.allowance(person, now)
        added = await self.store.add_asking(request, (), event, allowance)
        if isinstance(added, TooMany):
            return added
        is_new = asking in added.asked or added.id == request.id
        return Requested(added) if is_new else AlreadyRequested(added)

    async def backlog(self, workspace_id: str) -> tuple[TermRequest, ...]:
        """Return the missing terms by number of people, then urgency, then age."""
        return ranked(await self.store.waiting_requests(workspace_id))

    async def start_draft(
        self, request_id: str, steward: Person, *, context: str | None = None
    ) -> RequestActOutcome:
        """Lay out the file of the missing term; where the file is there already, that is it."""
        found = await self._open_for(request_id, steward, drafted_is_late=True)
        if not isinstance(found, TermRequest):
            return found
        path = await self._publisher.start_draft(found.label, context, steward)
        decision = Decision(steward.id, steward.name, self._clock())
        drafted = replace(
            found,
            state=RequestState.DRAFTED,
            slug=PurePath(path).stem,
            decision=decision,
        )
        return await self._save(drafted, (), Act.DRAFT, steward, path)

    async def decline(self, request_id: str, steward: Person, *, reason: str) -> RequestActOutcome:
        """Decide that the term is not added; everyone who asked gets the reason."""
        found = await self._open_for(request_id, steward)
        if not isinstance(found, TermRequest):
            return found
        fault = text_fault(reason, Field.REASON)
        if fault:
            return Faulty((fault,))
        decision = Decision(steward.id, steward.name, self._clock(), reason=reason)
        declined = replace(found, state=RequestState.DECLINED, decision=decision)
        items = tell_everybody(declined, Notice.REQUEST_DECLINED, reason)
        return await self._save(declined, items, Act.DECLINE_REQUEST, steward)

    async def settle(self) -> None:
        """Tell everybody whose term has come into service since they asked."""
        for request in await self.store.waiting_requests():
            terms = self._terms_named(request.label)
            own = self._glossary.get(request.slug) if request.slug else None
            if own is None and not terms:
                continue
            slug = own.slug if own else terms[0].slug
            live = replace(request, state=RequestState.LIVE, slug=slug, version=request.version + 1)
            event = request_event(Act.FULFIL_REQUEST, live, at=self._clock(), actor_id=BOT)
            items = tell_everybody(live, Notice.REQUEST_LIVE)
            if await self.store.save_request(live, items, event):
                self._wake()

    def _terms_named(self, label: str) -> tuple[Term, ...]:
        """Return the terms of that name, else those of the Latin name that looks like it."""
        return self._glossary.resolve(label) or self._glossary.resolve(skeleton(label))

    async def _open_for(
        self, request_id: str, steward: Person, *, drafted_is_late: bool = False
    ) -> TermRequest | RequestRefused | Unknown:
        found = await self.store.get_request(steward.workspace_id, request_id)
        if found is None:
            return Unknown()
        if not steward.is_steward:
            return RequestRefused(Refusal.STEWARDS_ONLY, found)
        in_time = {RequestState.OPEN}
        if not drafted_is_late:
            in_time.add(RequestState.DRAFTED)
        return found if found.state in in_time else RequestRefused(Refusal.DECIDED, found)

    async def _save(
        self,
        changed: TermRequest,
        items: Sequence[OutboxItem],
        act: Act,
        steward: Person,
        path: str = "",
    ) -> RequestActOutcome:
        details = {"path": path} if path else {}
        if changed.decision and changed.decision.reason:
            details["reason"] = changed.decision.reason
        event = request_event(act, changed, at=self._clock(), actor_id=steward.id, **details)
        changed = replace(changed, version=changed.version + 1)
        saved = await self.store.save_request(changed, items, event)
        if saved is None:
            now = await self.store.get_request(changed.workspace_id, changed.id)
            return RequestRefused(Refusal.DECIDED, now) if now else Unknown()
        self._wake()
        return RequestDone(saved, path)


def _faults(label: str, wanted: Wanted) -> Iterator[FieldFault]:
    """Yield the form's faults, each at its input."""
    fault = text_fault(label, Field.TEXT)
    if fault is None and (len(label) > LONGEST_LABEL or not clean(label)):
        fault = FieldFault(Field.TEXT, f"Write a name of at most {LONGEST_LABEL} characters.")
    where = text_fault(wanted.where, Field.WHERE, may_be_empty=True)
    why = text_fault(wanted.why, Field.WHY, may_be_empty=True)
    yield from filter(None, (fault, where, why))


def ranked(requests: Iterable[TermRequest]) -> tuple[TermRequest, ...]:
    """Return the requests, the most wanted first."""
    order = list(Urgency)
    return tuple(
        sorted(
            requests,
            key=lambda one: (
                -len({asking.person_id for asking in one.asked}),
                order.index(one.urgency),
                one.asked[0].at,
            ),
        )
    )


def tell_everybody(request: TermRequest, notice: Notice, words: str = "") -> list[OutboxItem]:
    """Return a direct message to each person who asked."""
    people = dict.fromkeys(one.person_id for one in request.asked)
    return [
        OutboxItem(
            workspace_id=request.workspace_id,
            subject_id=request.id,
            task=Task.TELL,
            notice=notice,
            recipient_id=person_id,
            words=words,
        )
        for person_id in people
    ]
