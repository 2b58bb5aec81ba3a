"""The actions of a person in the editors of the page."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def editor(page: "Page", field: str = "text") -> "Locator":
    """Return the editable element of a field."""
    return page.locator(f"#{field} .cm-content")


def text(page: "Page", field: str = "text") -> str:
    """Return the text of an editor."""
    return "\n".join(editor(page, field).locator(".cm-line").all_inner_texts())


def replace(page: "Page", content: str, field: str = "text") -> None:
    """Replace the text of an editor by pasting, and wait for the verdict."""
    editor(page, field).click()
    page.keyboard.press("Control+a")
    page.evaluate("content => navigator.clipboard.writeText(content)", content)
    with page.expect_response("**/operations"):
        page.keyboard.press("Control+v")
    settled(page)


def settled(page: "Page") -> None:
    """Wait until the page has asked for a verdict on the present text, and has shown it."""
    page.wait_for_selector("#page:not([data-checking])")


def codes(page: "Page") -> set[str]:
    """Return the codes of the findings that are shown."""
    found = page.locator("#findings-list .finding").evaluate_all("all => all.map(one => one.dataset.code)")
    return set(found)
