"""The page in a browser; a test fails if the page logs an error or asks another origin."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests import once
from tests.page import browser as browsers
from tests.page.browser import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PERMISSIONS = ("clipboard-read", "clipboard-write")
OWN = ("blob:", "data:")
"""Addresses that cause no transfer."""

Opened = Callable[..., "Page"]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the page on a server that runs as long as the session."""
    browsers.require()
    from tests.page.interface import site

    folder = once.made(tmp_path_factory, "interface", site.build)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(site.Handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="package")
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    """Return the context of most tests: a new one costs a new process."""
    with browser.new_context(permissions=PERMISSIONS) as made:
        yield made


@pytest.fixture
def intended_faults() -> list[str]:
    """Return the parts of the faults that a test causes: the browser may report one until the page is closed."""
    return []


@pytest.fixture
def faults(intended_faults: list[str]) -> Iterator[list[str]]:
    """Return the list of the faults of a test, which may hold no other ones when the page is closed."""
    found: list[str] = []
    yield found
    assert [each for each in found if not any(part in each for part in intended_faults)] == []


@pytest.fixture
def opened(browser: "Browser", context: "BrowserContext", address: str, faults: list[str]) -> Iterator[Opened]:
    """Return a function that opens the page: with a fragment, and with options in a separate browser context."""
    made = []

    def opened(fragment: str = "", *, until_verdict: bool = True, **options: object) -> "Page":
        own = browser.new_context(permissions=PERMISSIONS, **options) if options else context
        page = own.new_page()
        made.append(own if options else page)
        page.set_default_timeout(PATIENCE)
        watch(page, address, faults)
        page.goto(address + fragment)
        if until_verdict:
            page.wait_for_selector("#page:not([data-checking])")
        return page

    yield opened
    for each in made:
        each.close()


def watch(page: "Page", address: str, faults: list[str]) -> None:
    """Collect what the page must not do: log errors, raise them, and ask another origin."""
    page.on("console", lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((*OWN, address)) else faults.append(request.url))


@pytest.fixture
def page(opened: Opened) -> "Page":
    """Return the page with its first example, checked."""
    return opened()


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Return a function that writes a file."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
