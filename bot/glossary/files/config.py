"""Reads ``glossary.yml``: the glossary's name, its roles, its stewards and rules."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.glossary.files.channels import read_channel
from bot.glossary.files.document import LARGEST_FILE, read_mapping
from bot.glossary.files.fields import Fields
from bot.glossary.files.problems import Report, quoted
from bot.glossary.model import Category, GlossaryConfig, Role, SiteConfig, Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.glossary.files.problems import Problem

SHORTEST_CADENCE, LONGEST_CADENCE = 1, 3650  # days
SLACK_USER_ID = re.compile(r"[UW][A-Z0-9]{7,}")

DEFAULT_CONFIG = GlossaryConfig(
    name="Glossary",
    default_role="product",
    roles=(
        Role(
            id="product",
            title="Product",
            summary="Decides what gets built, for whom, and when it is good enough to ship.",
            audience="exec",
            takeaway="Ask how this changes what people can rely on in the product, and write "
            "the answer into the acceptance criteria.",
            also=("PM", "PO", "product manager", "product owner"),
        ),
        Role(
            id="engineering",
            title="Engineering",
            summary="Builds and runs the systems.",
            audience="engineer",
            takeaway="Check what this means for interfaces, failure modes and cost before it "
            "reaches production.",
            also=(
                "dev",
                "developer",
                "engineer",
                "eng",
                "software engineer",
                "programmer",
                "coder",
                "SRE",
                "SWE",
                "devops",
                "tech lead",
                "sysadmin",
            ),
        ),
        Role(
            id="data_science",
            title="Data Science",
            summary="Prepares data, trains and measures models.",
            audience="engineer",
            takeaway="Decide which measurement would show this going wrong, and take it before "
            "and after each change.",
            also=(
                "DS",
                "data scientist",
                "data analyst",
                "ML people",
                "ML engineer",
                "AI researcher",
                "researcher",
                "statistician",
            ),
        ),
        Role(
            id="policy",
            title="Policy",
            summary="Sets the rules a company follows, and answers to the public for them.",
            audience="exec",
            takeaway="See whether a rule already covers this, and who answers for it.",
            also=(
                "public policy",
                "policymaker",
                "policy maker",
                "gov affairs",
                "government affairs",
                "public affairs",
                "regulatory affairs",
                "compliance",
            ),
        ),
        Role(
            id="legal",
            title="Legal",
            summary="Reads the law, the contracts and the claims.",
            audience="exec",
            takeaway="Establish which duties and contract terms attach to this before anyone "
            "promises anything about it.",
            also=(
                "lawyer",
                "attorney",
                "counsel",
                "in-house counsel",
                "general counsel",
                "solicitor",
                "paralegal",
            ),
        ),
        Role(
            id="security",
            title="Security",
            summary="Protects systems, data and people against misuse.",
            audience="engineer",
            takeaway="Ask what an attacker could do with this, and which control would stop or "
            "show it.",
            also=(
                "infosec",
                "secops",
                "appsec",
                "cybersecurity",
                "CISO",
                "security engineer",
                "pentester",
            ),
        ),
        Role(
            id="communications",
            title="Communications",
            summary="Explains to customers, staff and the press.",
            audience="exec",
            takeaway="Say this in words that stay true when somebody checks them.",
            also=(
                "comms",
                "communication",
                "communicator",
                "marketing",
                "marketer",
                "PR",
                "public relations",
                "spokesperson",
                "press office",
            ),
        ),
    ),
    categories=(),
    review_every_days={
        Status.DRAFT: 180,
        Status.REVIEWED: 180,
        Status.APPROVED: 365,
        Status.DEPRECATED: 730,
    },
)

_TEXTS = (
    "name",
    "pages_url",
    "default_role",
    "steward_group",
    "fallback_steward",
)
_SITE_ADDRESSES = ("suggest_url", "source_url", "history_url")
_KNOWN = (
    *_TEXTS,
    "stewards_channel",
    "roles",
    "categories",
    "review_every_days",
    "stewards",
    "site",
)


def read_config(path: Path) -> tuple[GlossaryConfig, list[Problem]]:
    """Return the file's values over the defaults, and its problems.

    A file that is not there is no fault. Unusable values keep their defaults.
    """
    report = Report(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return DEFAULT_CONFIG, []
    except OSError as error:
        report.error(1, f"the file cannot be read ({error.strerror})", "make it readable")
        return DEFAULT_CONFIG, report.problems
    # A file of nothing but comments says nothing, and that is in order here.
    node = read_mapping(data, report, may_be_empty=True)
    config = _read(Fields(node, report, _KNOWN)) if node else DEFAULT_CONFIG
    return config, report.problems


def _read(fields: Fields) -> GlossaryConfig:
    texts: dict[str, Any] = {key: text for key in _TEXTS if (text := fields.text(key))}
    if channel := read_channel(fields, "stewards_channel"):
        texts["stewards_channel"] = channel
    pages_url = texts.get("pages_url")
    if pages_url and not pages_url.startswith(("https://", "http://")):
        fields.refuse("pages_url", pages_url, "write an address that begins with https://")
        del texts["pages_url"]
    stewards, _ = fields.text_map("stewards")
    for name, user_id in stewards.items():
        if not SLACK_USER_ID.fullmatch(user_id):
            fields.refuse("stewards", f"{name}: {user_id}", "give a Slack user id (U0123456789)")
    config = replace(
        DEFAULT_CONFIG,
        **texts,
        roles=() if fields.is_empty_list("roles") else _roles(fields) or DEFAULT_CONFIG.roles,
        categories=_categories(fields),
        review_every_days=_cadences(fields),
        site=_site(fields),
        stewards={
            name: user_id for name, user_id in stewards.items() if SLACK_USER_ID.fullmatch(user_id)
        },
    )
    return _with_known_names(config, fields)


def _site(fields: Fields) -> SiteConfig:
    site = fields.section("site", (*_SITE_ADDRESSES, "show_missing"))
    if site is None:
        return SiteConfig()
    addresses = {}
    for key in _SITE_ADDRESSES:
        address = site.text(key)
        if address and not address.startswith(("https://", "http://", "slack://")):
            site.refuse(key, address, "write an address that begins with https://")
        elif address:
            addresses[key] = address
    return SiteConfig(**addresses, show_missing=site.flag("show_missing"))


def _with_known_names(config: GlossaryConfig, fields: Fields) -> GlossaryConfig:
    """Drop a default role or fallback steward that the file does not define."""
    if config.role(config.default_role) is None:
        if fields.has("default_role"):
            ids = ", ".join(role.id for role in config.roles)
            remedy = f"name one of the roles: {ids}" if ids else "delete it; there are no roles"
            fields.refuse("default_role", config.default_role, remedy)
        config = replace(config, default_role=config.roles[0].id if config.roles else "")
    steward = config.fallback_steward
    if steward and steward not in config.stewards and not SLACK_USER_ID.fullmatch(steward):
        fields.refuse(
            "fallback_steward", steward, "name one of `stewards`, or give a Slack user id"
        )
        config = replace(config, fallback_steward=None)
    return config


def _roles(fields: Fields) -> tuple[Role, ...]:
    roles: dict[str, Role] = {}
    for role in fields.sections(
        "roles", ("id", "title", "summary", "audience", "takeaway", "also")
    ):
        role_id = role.text("id")
        if role_id is None or role_id in roles:
            fault = "has no `id`" if role_id is None else f"repeats the id {quoted(role_id)}"
            fields.report.error(role.line, f"a role {fault}", "give each role an id of its own")
            continue
        known = DEFAULT_CONFIG.role(role_id)
        title = role_id.replace("_", " ").capitalize()
        roles[role_id] = Role(
            id=role_id,
            title=role.text("title") or (known.title if known else title),
            summary=role.text("summary") or (known.summary if known else ""),
            audience=role.text("audience") or (known.audience if known else "exec"),
            takeaway=role.text("takeaway") or (known.takeaway if known else ""),
            also=role.texts("also")[0] if role.has("also") else known.also if known else (),
        )
    return tuple(roles.values())


def _categories(fields: Fields) -> tuple[Category, ...]:
    categories: dict[str, Category] = {}
    for shelf in fields.sections(
        "categories", ("name", "description", "advice", "review_every_days")
    ):
        name = shelf.text("name")
        if name is None or name in categories:
            fault = "has no `name`" if name is None else f"repeats the name {quoted(name)}"
            fields.report.error(
                shelf.line, f"a category {fault}", "give each category a name of its own"
            )
            continue
        categories[name] = Category(
            name=name,
            description=shelf.text("description") or "",
            advice=shelf.texts("advice")[0] if shelf.is_list("advice") else _single(shelf),
            review_every_days=shelf.whole_number(
                "review_every_days", SHORTEST_CADENCE, LONGEST_CADENCE
            ),
        )
    return tuple(categories.values())


def _single(shelf: Fields) -> tuple[str, ...]:
    advice = shelf.text("advice")
    return (advice,) if advice else ()


def _cadences(fields: Fields) -> Mapping[Status, int]:
    given = fields.section("review_every_days", tuple(Status))
    if given is None:
        return DEFAULT_CONFIG.review_every_days
    return {
        status: given.whole_number(status, SHORTEST_CADENCE, LONGEST_CADENCE) or default
        for status, default in DEFAULT_CONFIG.review_every_days.items()
    }
