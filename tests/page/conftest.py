"""The fixtures of tests in a browser: one driver for all of them, and the page, built once and served."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import once
from tests.page import browser as browsers

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# Playwright runs an event loop in this thread until its driver stops, and a second driver, or any other use of asyncio,
# fails meanwhile. So there is one driver, and it stops before the tests of other packages.
@pytest.fixture(scope="package")
def browser() -> Iterator["Browser"]:
    """Start Chromium."""
    browsers.require()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = browsers.launched(playwright)
        yield made
        made.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the page, without the documentation, and return the folder of the site."""
    browsers.require()
    from docs.build.__main__ import build

    return once.made(tmp_path_factory, "page", lambda folder: build(folder, with_documentation=False))


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """Serve the site, and return the address of its root."""
    with browsers.served(site) as address:
        yield address
