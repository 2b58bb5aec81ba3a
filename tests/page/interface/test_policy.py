"""The policy of the page holds for its worker too, on a server that sends none."""

from typing import TYPE_CHECKING

import pytest

from tests.page.browser import served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.live, pytest.mark.checkout]

ATTEMPTS = {
    "an address of another origin": "fetch(other, { mode: 'no-cors' })",
    "a script of another origin": "import(other)",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_the_worker_is_refused(page: "Page", intended_faults: list[str], attempt: str, tmp_path: "Path") -> None:
    (tmp_path / "x.js").touch()
    with served(tmp_path) as other:
        intended_faults += ["Content Security Policy", other]
        attempted = f"(other) => {attempt}.then(() => 'allowed', () => 'refused')"
        assert page.workers[0].evaluate(attempted, f"{other}x.js") == "refused"
