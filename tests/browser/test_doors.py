"""Ways to the glossary for people who know no command, in a browser: shortcuts and words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.browser.conftest import PAGES
from tests.browser.visitor import Visitor

if TYPE_CHECKING:
    from playwright.async_api import Page

    from bot.sandbox.server import SandboxServer

TERMS = {
    "retrieval-augmented generation": "RAG",
    "embedding": "embeddings",
    "hallucination": "hallucinations",
    "vector database": "vector database",
    "prompt injection": "prompt injection",
}
MESSAGE = (
    "Does the RAG demo still show hallucinations, and who checked the embeddings "
    "in our vector database for prompt injection?"
)
RAG = "retrieval-augmented generation"
SUBCOMMANDS = (
    ("", "this message"),
    ("help", "this message"),
    ("browse", "Browse the glossary"),
    ("browse retrieval", "page 1 of"),
    ("browse cooking", "There's no category or role “cooking” here."),
    ("role", "Terms are explained to you for product."),
    ("role legal", "Terms are now explained to you for legal."),
    ("role king", "There's no role “king” here"),
    ("random", "More"),
    ("overdue", "overdue by"),
    ("backlog", "Everything looked up in the last"),
    ("stats", "How the glossary is used"),
    ("brows foundations", "Did you mean /glossary browse"),
    ("rag", "It is a term, though:"),
)
SHARED = "with-partners"
REFUSAL = "only answers people of its own organization"


async def test_the_terms_in_a_message_are_listed_and_read(
    workspace: SandboxServer, page: Page
) -> None:
    """Each term in brief; one is read above the list, and the way back leads to the list."""
    maya = Visitor(page, workspace)
    await maya.open("maya")
    await maya.send(MESSAGE)
    message = maya.log.get_by_role("article").filter(has_text="Does the RAG demo")
    await maya.call_on(message, "Define these terms")
    await expect(maya.modal).to_contain_text("Only you see this.")
    for term in TERMS:
        await expect(maya.modal.get_by_role("button", name=f"Read {term}")).to_be_visible()
    await expect(maya.modal).to_contain_text("“RAG”")

    await maya.modal.get_by_role("button", name="Read hallucination").click()
    await expect(maya.modal).to_contain_text("For product")
    await maya.modal.get_by_role("button", name="Back").click()
    await expect(maya.modal).to_contain_text("Terms in this message")
    await maya.close_modal()

    await expect(maya.log.get_by_role("article")).to_have_count(1)


async def test_a_message_without_terms_leads_to_the_search(
    workspace: SandboxServer, page: Page
) -> None:
    """The page says so, and any term can be looked up in the same place."""
    maya = Visitor(page, workspace)
    await maya.open("maya")
    await maya.send("Lunch at noon")
    await maya.call_on(maya.last, "Define these terms")
    await expect(maya.modal).to_contain_text("none of the glossary's terms")

    await maya.modal.get_by_text("Type a term or an abbreviation").click()
    await page.keyboard.type("embedd")
    await page.get_by_role("option", name=re.compile("^embedding")).first.click()
    await expect(maya.modal).to_contain_text("For product")


async def test_a_term_is_looked_up_and_read_on_from(workspace: SandboxServer, page: Page) -> None:
    """An abbreviation finds it; another role, a related term, all of that, and back again."""
    lena = Visitor(page, workspace)
    await lena.open("lena")
    await lena.call("Look up a term")
    await lena.modal.get_by_text("Type a term or an abbreviation").click()
    await page.keyboard.type("rag")
    await expect(page.get_by_role("option").first).to_contain_text(RAG)
    await page.keyboard.press("Enter")
    await expect(lena.modal).to_contain_text("For product")

    await lena.modal.get_by_text("Related terms, other roles").click()
    await page.get_by_role("option", name="Engineering", exact=True).click()
    await expect(lena.modal).to_contain_text("For engineering")
    await expect(lena.modal).to_contain_text("Keep this role")

    heading = lena.modal.get_by_role("heading", level=3)
    await lena.modal.get_by_text("Related terms, other roles").click()
    await page.get_by_role("option", name="vector database", exact=True).click()
    await expect(lena.modal).to_contain_text("For engineering")
    await expect(heading).to_have_text("vector database")
    await lena.modal.get_by_text("Related terms, other roles").click()
    await page.get_by_role("option", name="embedding", exact=True).click()
    await expect(heading).to_have_text("embedding")
    await lena.modal.get_by_role("button", name="All about embedding").click()
    await expect(lena.modal).to_contain_text("In full")

    await lena.modal.get_by_role("button", name="Back").click()
    await expect(heading).to_have_text("embedding")
    await lena.modal.get_by_role("button", name="Back").click()
    await expect(heading).to_have_text(f"{RAG} (RAG)")
    await expect(lena.modal.get_by_role("button", name="Back")).to_have_count(0)


async def test_a_mention_is_answered_in_its_thread_and_beside_it(
    workspace: SandboxServer, page: Page
) -> None:
    """The asker alone reads it, and can put it before everybody."""
    jonas = Visitor(page, workspace)
    await jonas.open("jonas", "product")
    await jonas.send("Shall we tune the retriever first?")
    await jonas.last.hover()
    await jonas.last.get_by_role("button", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    await thread.get_by_label("Reply").fill("@Parlance what is RAG, as legal?")
    await thread.get_by_label("Reply").press("Enter")
    answer = thread.get_by_role("article").last
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer).to_contain_text("For legal")
    await expect(answer).to_contain_text("Keep this role")
    await answer.get_by_role("button", name="Share").click()
    await expect(thread).to_contain_text("shared this definition")
    await expect(thread).to_contain_text("Shared in this thread.")
    await thread.get_by_role("button", name="Close thread").click()
    await expect(thread).to_have_count(0)

    await jonas.send("@Parlance embedding")
    await expect(jonas.last).to_contain_text("Only visible to you")
    await expect(jonas.last).to_contain_text("For product")
    await jonas.last.get_by_role("button", name="Share").click()
    await expect(jonas.log).to_contain_text("shared this definition")

    await jonas.send("@Parlance zzyzx")
    await expect(jonas.last).to_contain_text("Nothing in this glossary comes near “zzyzx”.")


async def test_a_direct_message_is_a_conversation(workspace: SandboxServer, page: Page) -> None:
    """A bare term, help, a role, nonsense, and a term to ask for."""
    tariq = Visitor(page, workspace)
    await tariq.open_app("tariq", "Messages")
    await tariq.send("rag")
    await expect(tariq.last).to_contain_text("For product")
    await tariq.send("help")
    await expect(tariq.last).to_contain_text("Look up a term")
    await tariq.send("role legal")
    await expect(tariq.last).to_contain_text("Terms are now explained to you for legal.")
    await tariq.send("RAG")
    await expect(tariq.last).to_contain_text("For legal")
    await tariq.send("role king")
    await expect(tariq.last).to_contain_text("There's no role “king” here")
    await tariq.send("qwertzuiop")
    await expect(tariq.last).to_contain_text("Nothing in this glossary comes near")

    await tariq.last.get_by_role("button", name="Request this term").click()
    await expect(tariq.field("Term").get_by_role("textbox")).to_have_value("qwertzuiop")


async def test_every_subcommand_is_answered_privately(workspace: SandboxServer, page: Page) -> None:
    """So is none, one that is misspelt, and a term that was meant for another command."""
    sofia = Visitor(page, workspace)
    await sofia.open("sofia")
    for typed, said in SUBCOMMANDS:
        await sofia.send(f"/glossary {typed}".strip())
        await expect(sofia.last).to_contain_text(said)
        await expect(sofia.last).to_contain_text("Only visible to you")
        await sofia.last.get_by_role("button", name="Dismiss message").click()

    await sofia.send("/glossary role")
    await sofia.last.get_by_role("button", name="Browse").click()
    await expect(sofia.last).to_contain_text("page 1 of")
    await sofia.last.get_by_role("button", name="Next page of Legal").click()
    await expect(sofia.last).to_contain_text("page 2 of")
    await sofia.last.get_by_role("button", name=re.compile("^Read ")).first.click()
    await expect(sofia.modal).to_contain_text("For legal")


async def test_a_link_being_typed_is_previewed_below_it(
    workspace: SandboxServer, page: Page
) -> None:
    """It comes while one types, stays while the link stands there, and goes with it."""
    maya = Visitor(page, workspace)
    await maya.open("maya")
    preview = page.get_by_label("Preview of a link")
    await maya.composer.fill(f"See {PAGES}embedding")
    await expect(preview).to_contain_text("Don't:")
    await maya.composer.fill(f"Everybody, see {PAGES}embedding")
    await expect(preview).to_contain_text("Don't:")
    await maya.composer.fill("Nothing")
    await expect(preview).to_have_count(0)
    await maya.send(f"See {PAGES}embedding")
    await expect(maya.last.get_by_label("Preview of a link")).to_contain_text("Don't:")
    await expect(preview).to_have_count(1)


async def test_a_link_to_a_page_is_previewed_for_all(workspace: SandboxServer, page: Page) -> None:
    """The definition stands apart from what the person wrote; another address gets none."""
    maya = Visitor(page, workspace)
    await maya.open("maya", "with-partners")
    await maya.send(f"See {PAGES}embedding and {PAGES}unheard-of")
    preview = maya.last.get_by_role("region", name="Preview of a link")
    await expect(preview).to_contain_text("Don't:")
    await expect(preview).to_contain_text("eviewed")
    await expect(preview).to_have_count(1)


async def test_somebody_of_another_organization_is_refused_at_every_door(
    workspace: SandboxServer, page: Page
) -> None:
    """Politely, privately, and without a word of the glossary; what says nothing gets no answer."""
    await workspace.person("maya").say("@Parlance RAG", channel=SHARED)
    answer = await workspace.person("maya").press(
        workspace.person("maya").ephemerals(SHARED)[-1], "Share"
    )
    assert answer.message
    noor = Visitor(page, workspace)
    await noor.open("noor", SHARED)
    post = noor.log.get_by_role("article").filter(has_text="shared this definition")
    refusals = noor.log.get_by_role("article").filter(has_text=REFUSAL)

    await noor.send(f"{PAGES}embedding")
    await post.hover()
    await post.get_by_role("button", name="Add reaction").click()
    await page.get_by_label("Search emoji").fill("memo")
    await page.keyboard.press("Enter")
    await expect(post.get_by_role("button", name="you reacted with :memo:")).to_be_visible()
    await noor.send("/define RAG")
    await expect(noor.last).to_contain_text("is not a valid command")

    await noor.send("@Parlance RAG")
    await expect(refusals).to_have_count(1)
    await post.get_by_role("button", name=re.compile("^All about")).click()
    await expect(refusals).to_have_count(2)
    await noor.call_on(post, "Define these terms")
    await expect(refusals).to_have_count(3)
    await noor.call("Look up a term")
    await expect(noor.modal).to_contain_text(REFUSAL)
    await noor.close_modal()

    await expect(noor.log).not_to_contain_text("Would you like to suggest")
    await expect(page.get_by_role("region", name="Preview of a link")).to_have_count(0)

    await page.get_by_role("button", name="Parlance Connected").click()
    await expect(page.get_by_role("tabpanel")).to_contain_text(REFUSAL)
    await page.get_by_role("tab", name="Messages").click()
    await noor.send("RAG")
    await expect(noor.last).to_contain_text(REFUSAL)
