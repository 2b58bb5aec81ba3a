"""A real browser on the built page, and what it must not do there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from docs.build.server import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# A sandbox needs rights that a container does not have; nothing is looked up or updated in the background.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # the shared memory of a container may be too small
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 1_200_000
"""Milliseconds that a step may take on a machine that others use; no test measures time."""


# Playwright waits for an element with a limit, but without one for a script, and its wait for an expression needs code
# from text, which the policy of the page forbids: scripts set this attribute.
_ARRIVED = ":root[data-arrived]"
ARRIVED = "document.documentElement.dataset.arrived = '';"
"""The statement with which a script ends a wait of ``arrive``."""


def missing() -> str:
    """Return what the tests in a browser lack; empty if nothing."""
    programs = {"chromium": Path(CHROMIUM).exists(), "node": shutil.which("node"), "npm": shutil.which("npm")}
    absent = [name for name, found in programs.items() if not found]
    absent += [name for name in ("playwright",) if find_spec(name) is None]
    return ", ".join(absent)


def require() -> None:
    """Skip where something is missing, or fail where ``RKCONF_REQUIRE_LIVE`` demands all of it."""
    absent = missing()
    if absent and os.environ.get("RKCONF_REQUIRE_LIVE") == "1":
        pytest.fail(f"{absent} not installed, and RKCONF_REQUIRE_LIVE wants it")
    if absent:
        pytest.skip(f"{absent} not installed")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, and give the address of its root."""
    made = server(folder)
    thread = Thread(target=made.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_address[1]}/"
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


def arrive(page: "Page") -> None:
    """Wait until a script of the page has run ``ARRIVED``.

    Raises:
        playwright.sync_api.TimeoutError: It has not, within the limit of the page.
    """
    page.wait_for_selector(_ARRIVED, state="attached")


def launched(playwright: "Playwright") -> "Browser":
    """Start Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS), timeout=PATIENCE)


@dataclass
class Witness:
    """The forbidden actions of a page, and the origins of its answers."""

    origin: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    """The addresses that the server had to answer."""

    def watch(self, context: "BrowserContext") -> None:
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: self._hear(message.type, message.text))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", lambda request: self._see(request.url))
        context.on("response", self._answered)

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.errors.append(text)

    def _see(self, address: str) -> None:
        if not address.startswith((self.origin, "data:", f"blob:{self.origin}")):
            self.foreign.append(address)

    def _answered(self, response: Any) -> None:  # noqa: ANN401 - a type of a library that may be absent
        if not response.from_service_worker and response.url.startswith(self.origin):
            self.fetched.append(response.url)


@contextmanager
def opened(browser: "Browser", origin: str) -> Iterator[tuple["Page", Witness]]:
    """Give a page of a new profile; afterwards, no error was printed and no other origin was asked."""
    context = browser.new_context()
    witness = Witness(origin)
    witness.watch(context)
    try:
        yield context.new_page(), witness
        assert witness.errors == []
        assert witness.foreign == []
    finally:
        context.close()
