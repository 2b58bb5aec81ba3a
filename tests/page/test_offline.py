"""The page with its own worker: a first visit with a fix, and a second one without a network."""

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.page.browser import ARRIVED, arrive, opened, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.live, pytest.mark.checkout]

KEPT = f"() => {{ navigator.serviceWorker.ready.then(() => {{ {ARRIVED} }}); }}"


def verdict(page: "Page", origin: str) -> str:
    """Open the page, and return its verdict on the first example."""
    page.goto(f"{origin}check/")
    page.wait_for_selector("#page:not([data-checking])")
    return str(page.locator("#verdict .summary").inner_text())


def mend(page: "Page") -> None:
    """Press the button of a fix, and wait for the verdict on the new text."""
    page.locator(".finding.error .fix").click()
    page.wait_for_selector('#verdict:not([data-worst="error"])')
    page.wait_for_selector("#page:not([data-checking])")


def test_a_second_visit_needs_no_server(browser: "Browser", site: Path, tmp_path: Path) -> None:
    published = shutil.copytree(site, tmp_path / "site")
    with ExitStack() as visits:
        with served(published) as origin:
            page, witness = visits.enter_context(opened(browser, origin))
            first = verdict(page, origin)
            mend(page)
            page.evaluate(KEPT)
            arrive(page)
        # A connection that is still open has nothing to send either.
        shutil.rmtree(published)
        witness.fetched.clear()
        page.goto("about:blank")
        assert verdict(page, origin) == first
        assert "error" in first
        assert witness.fetched == []
