"""The page without a network: the first visit keeps all of its files for the next one."""

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


def test_a_second_visit_needs_no_server(browser: "Browser", site: Path, tmp_path: Path) -> None:
    published = shutil.copytree(site, tmp_path / "site")
    with ExitStack() as visits:
        with served(published) as origin:
            page, witness = visits.enter_context(opened(browser, origin))
            first = verdict(page, origin)
            page.evaluate(KEPT)
            arrive(page)
        # A connection that is still open has nothing to send either.
        shutil.rmtree(published)
        witness.fetched.clear()
        page.goto("about:blank")
        assert verdict(page, origin) == first
        assert "error" in first
        assert witness.fetched == []
