"""How the sandbox says no: to the app, and to the person at the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from bot.errors import OperatorError, ParlanceError

if TYPE_CHECKING:
    from bot.sandbox.workspace.elements import Json


class SandboxError(OperatorError):
    """The sandbox cannot run: its port is taken, its manifest cannot be used."""


class ApiError(ParlanceError):
    """A Web API call is refused with this error code, as Slack refuses it."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.faults: list[str] = []
        self.extra = extra

    @property
    def reason(self) -> str:
        """The code and every fault behind it, for a developer."""
        return "; ".join([self.code, *self.faults])

    @classmethod
    def about_arguments(cls, code: str, faults: list[str]) -> Self:
        """Return the refusal of something drawn wrongly, with every fault and where it lies."""
        messages = [f"[ERROR] {fault}" for fault in faults]
        error = cls(code, errors=faults, response_metadata={"messages": messages})
        error.faults = faults
        return error

    def to_answer(self) -> Json:
        """Return the body of the answer."""
        return {"ok": False, "error": self.code, **self.extra}


class FileNotShownError(ApiError):
    """A message names a file that Slack can't show yet, or any more: normal life for an app."""


class UnknownToSandboxError(ApiError):
    """The app uses something that Slack may well have and the sandbox doesn't.

    Slack has no such code, so it can't be mistaken for Slack's answer.
    """

    def __init__(self, what: str) -> None:
        sentence = f"The sandbox doesn't know {what}. docs/sandbox.md lists what it knows."
        messages = [f"[ERROR] {sentence}"]
        super().__init__(
            "unknown_to_sandbox", errors=[sentence], response_metadata={"messages": messages}
        )
        self.faults = [sentence]


class ActError(ParlanceError):
    """What a person tried did not work; the sentence is what Slack's client would tell them."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class NotDelivered(ParlanceError):  # noqa: N818 - the name says what happened, as Slack's codes do
    """The app could not be reached, or did not acknowledge in time; ``code`` is Slack's word."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
