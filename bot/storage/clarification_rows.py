"""Clarifications and requests as rows, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bot.characters import skeleton
from bot.clarifications.model import State
from bot.clarifications.proposal import Kind, Proposal
from bot.clarifications.records import (
    Asking,
    Clarification,
    Decision,
    RequestState,
    TermRequest,
    Urgency,
)

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

# Columns of their own; the card's are written only where the card is.
_COLUMNS = {"workspace_id", "id", "slug", "state", "version", "card_channel_id", "card_ts"}
_REQUEST_COLUMNS = {"workspace_id", "id", "state", "version"}


def digest(likeness: str) -> str:
    """Return what stands for a text of any length in an index."""
    return sha256(likeness.encode()).hexdigest()


def clarification_row(clarification: Clarification) -> dict[str, Any]:
    """Return the row, but for where the card is."""
    values = asdict(clarification)
    is_final = clarification.state.is_final
    return {
        "workspace_id": clarification.workspace_id,
        "id": clarification.id,
        "slug": clarification.slug,
        "likeness": None if is_final else digest(clarification.proposal.likeness()),
        "state": clarification.state.value,
        "version": clarification.version,
        "said": _plain({key: one for key, one in values.items() if key not in _COLUMNS}),
    }


def read_clarification(row: RowMapping) -> Clarification:
    """Return the clarification of a row."""
    said = dict(row["said"])
    said["proposal"] = _proposal(said["proposal"])
    said["joined_ids"] = tuple(said["joined_ids"])
    # Rows from before these columns existed have neither.
    said["joined_whys"] = tuple(said.get("joined_whys", ()))
    said["edited"] = _proposal(edited) if (edited := said.get("edited")) else None
    said["suggested_at"] = datetime.fromisoformat(said["suggested_at"])
    said["decision"] = _decision(said["decision"])
    return Clarification(
        workspace_id=row["workspace_id"],
        id=row["id"],
        slug=row["slug"],
        state=State(row["state"]),
        version=row["version"],
        card_channel_id=row["card_channel_id"],
        card_ts=row["card_ts"],
        **said,
    )


def request_row(request: TermRequest) -> dict[str, Any]:
    """Return the row of a request."""
    said = {key: one for key, one in asdict(request).items() if key not in _REQUEST_COLUMNS}
    return {
        "workspace_id": request.workspace_id,
        "id": request.id,
        "folded_label": None if request.state.is_over else skeleton(request.label),
        "state": request.state.value,
        "version": request.version,
        "said": _plain(said),
    }


def read_request(row: RowMapping) -> TermRequest:
    """Return the request of a row."""
    said = dict(row["said"])
    said["asked"] = tuple(
        Asking(
            **{
                **one,
                "at": datetime.fromisoformat(one["at"]),
                "urgency": Urgency(one["urgency"]),
            }
        )
        for one in said["asked"]
    )
    said["decision"] = _decision(said["decision"])
    return TermRequest(
        workspace_id=row["workspace_id"],
        id=row["id"],
        state=RequestState(row["state"]),
        version=row["version"],
        **said,
    )


def _proposal(said: dict[str, Any]) -> Proposal:
    return Proposal(**{**said, "kind": Kind(said["kind"])})


def _decision(said: dict[str, Any] | None) -> Decision | None:
    if said is None:
        return None
    proposal = _proposal(said["proposal"]) if said["proposal"] else None
    at = datetime.fromisoformat(said["at"])
    return Decision(**{**said, "at": at, "proposal": proposal})


def _plain(value: Any) -> Any:  # noqa: ANN401 -- whatever a record holds
    """Return the value as JSON takes it."""
    match value:
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case datetime():
            return value.astimezone(UTC).isoformat()
        case _:
            return value
