"""The sandbox's invented people, one for each role, and their channels."""

from __future__ import annotations

from dataclasses import dataclass, field

TEAM_ID = "T0SANDBOX"
TEAM_NAME = "Sandbox"
TEAM_DOMAIN = "sandbox"
PARTNER_TEAM_ID = "T0PARTNER1"
APP_ID = "A0SANDBOX"
BOT_ID = "B0SANDBOX"
BOT_USER_ID = "U0SANDBOX"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody whom the visitor can be; ``name`` is the handle, ``role`` a glossary's role id.

    Half of them are new here: they have never told the bot what they do.
    """

    id: str
    name: str
    real_name: str
    title: str
    role: str
    color: str
    is_new: bool = False
    is_guest: bool = False
    is_steward: bool = False
    team_id: str = TEAM_ID

    @property
    def is_external_user(self) -> bool:
        """Whether this person is from another organization, in a shared channel."""
        return self.team_id != TEAM_ID

    @property
    def team_domain(self) -> str:
        """The name of this person's workspace in addresses."""
        return "partner" if self.is_external_user else TEAM_DOMAIN

    @property
    def dm_id(self) -> str:
        """The conversation between this person and the app."""
        return f"D{self.id[1:]}"


@dataclass(slots=True)
class Channel:
    """A place where messages are stored; ``members`` holds user ids, the bot's among them."""

    id: str
    name: str
    topic: str = ""
    is_private: bool = False
    is_archived: bool = False
    members: list[str] = field(default_factory=list)
    dm_with: str | None = None
    is_shared: bool = False

    @property
    def is_dm(self) -> bool:
        """Whether this is the conversation between one person and the app."""
        return self.dm_with is not None


PEOPLE = (
    Member("U0MAYA0001", "maya", "Maya", "Product manager", "product", "#b5446e", is_new=True),
    Member("U0JONAS002", "jonas", "Jonas", "Software engineer", "engineering", "#3267a8"),
    Member(
        "U0AMARA003", "amara", "Amara", "Data scientist, glossary steward", "data_science",
        "#2f7d5b", is_steward=True,
    ),
    Member(
        "U0WEI00004", "wei", "Wei", "Policy lead, glossary steward", "policy", "#8a5a1f",
        is_steward=True,
    ),
    Member("U0LENA0005", "lena", "Lena", "Senior Counsel", "legal", "#6a4fa3", is_new=True),
    Member("U0TARIQ006", "tariq", "Tariq", "Security engineer", "security", "#a23b32"),
    Member("U0SOFIA007", "sofia", "Sofia", "Communications lead", "communications", "#1f7f8c",
           is_new=True),
    Member("U0GUS00008", "gus", "Gus", "Visiting writer", "communications", "#6b6b6b",
           is_new=True, is_guest=True),
    Member("U0NOOR0009", "noor", "Noor", "Partner, other organization", "product", "#7a5c99",
           team_id=PARTNER_TEAM_ID),
)  # fmt: skip

OWN_PEOPLE = [person for person in PEOPLE if not person.is_external_user]
STAFF = [person.id for person in OWN_PEOPLE if not person.is_guest]
EVERYBODY = [person.id for person in OWN_PEOPLE]
MAYA, JONAS, AMARA, WEI, LENA, TARIQ, SOFIA, GUS = EVERYBODY
NOOR = "U0NOOR0009"


def make_channels() -> list[Channel]:
    """Return the channels of a fresh workspace; the bot belongs to some of them only."""
    bot = BOT_USER_ID
    return [
        Channel("C0GENERAL1", "general", "Company-wide news", members=[*EVERYBODY, bot]),
        Channel(
            "C0PRODUCT2",
            "product",
            "What we build next",
            members=[MAYA, JONAS, AMARA, WEI, SOFIA, GUS, bot],
        ),
        Channel("C0LEGAL003", "legal-desk", "Questions for counsel", members=[LENA, WEI, MAYA]),
        Channel(
            "C0MLPLAT04",
            "ml-platform",
            "Training, serving, evaluation",
            members=[JONAS, AMARA, TARIQ, bot],
        ),
        Channel("C0RANDOM05", "random", "Everything else", members=list(STAFF)),
        Channel(
            "C0STEWARD6",
            "glossary-stewards",
            "Where suggestions are decided",
            is_private=True,
            members=[WEI, AMARA, bot],
        ),
        Channel(
            "C0SHARED07",
            "with-partners",
            "Shared with another organization",
            members=[MAYA, JONAS, LENA, NOOR, bot],
            is_shared=True,
        ),
    ]
