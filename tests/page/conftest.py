"""The fixtures of tests in a browser: the page is built and served once."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.page import browser as browsers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the page, without the documentation, and return the folder of the site."""
    browsers.require()
    from docs.build.__main__ import build

    folder = tmp_path_factory.mktemp("site") / "built"
    build(folder, with_documentation=False)
    return folder


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """Serve the site, and return the address of its root."""
    with browsers.served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser(site: Path) -> Iterator["Browser"]:  # noqa: ARG001 - without a site there is nothing to open
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = browsers.launched(playwright)
        yield made
        made.close()


@pytest.fixture
def page(browser: "Browser", origin: str) -> Iterator["Page"]:
    """Return the page as it is opened, in a new profile; no error may be printed and no other origin asked."""
    with browsers.opened(browser, origin) as (made, _):
        made.goto(f"{origin}check/")
        yield made
