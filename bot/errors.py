"""Every exception that Parlance raises on purpose.

    ParlanceError                 something went wrong that we foresaw
    ├── UserFacingError           its text is a sentence for the person who asked
    └── OperatorError             its text is for the person who runs the bot: what
        │                         happened, where, and what to do next
        ├── SettingsError         the environment is incomplete or contradicts itself
        └── GlossaryError         the glossary directory cannot be used at all

Anything else that is raised is a bug: it is logged with a reference, and the
person is shown that reference and no more.
"""


class ParlanceError(Exception):
    """Base of all errors raised on purpose."""


class UserFacingError(ParlanceError):
    """An expected refusal; people see ``str(error)`` unchanged."""


class OperatorError(ParlanceError):
    """A fault that an operator can mend; ``str(error)`` says how. Printed without a traceback."""


class SettingsError(OperatorError):
    """The settings cannot be used; the message lists every fault at once."""


class GlossaryError(OperatorError):
    """The glossary directory as a whole cannot be used (missing, unreadable, not a directory)."""
