"""The worker in a real browser: the same answers as in Python here."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from docs.build.bundle import POLICY
from docs.page.python import operations
from tests.page.browser import ARRIVED, arrive, opened
from tests.page.test_operations import INPUTS, RECIPES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The worker loads Python once: with --dist loadgroup, one process runs all of these tests.
pytestmark = [pytest.mark.live, pytest.mark.checkout, pytest.mark.xdist_group("worker of the page")]

FORM = {"name": "skye", "host": "skye.local", "network": "tunnel"}
START = f"""(script) => {{
  const worker = new Worker(script, {{ type: "module" }});
  worker.onerror = (event) => {{
    window.failure = event.message;
    {ARRIVED}
  }};
  worker.onmessage = ({{ data }}) => {{
    if ("progress" in data) return;
    answers[data.id] = data;
    if (data.id === last) {ARRIVED}
  }};
  window.ask = (requests) => {{
    delete document.documentElement.dataset.arrived;
    window.answers = {{}};
    window.last = requests.at(-1).id;
    for (const request of requests) worker.postMessage(request);
  }};
}}"""
ONE_OF_EACH_KIND = ("parallel", "file", "specification", "wide characters", "broken TOML")
WAITING = [{"operation": "lint", "input": {"kind": "launch", "text": f"ssh host{number} math"}} for number in range(5)]

Answers = dict[int, dict[str, Any]]


class AskedWorker:
    """A worker that has just been started, in a page with the policy of the site and nothing else."""

    def __init__(self, page: "Page", script: str) -> None:
        self._page = page
        page.evaluate(START, script)
        self.while_loading = self.ask([{**request, "choices": {}} for request in WAITING])
        """The answers to checks that were asked before it was ready."""

    def ask(self, requests: list[dict[str, Any]]) -> Answers:
        """Post requests, and return the answers by the numbers of the requests; the last one must be answered."""
        self._page.evaluate("ask", [{"id": number, **request} for number, request in enumerate(requests)])
        arrive(self._page)
        assert self._page.evaluate("window.failure") is None
        return {int(number): answer for number, answer in self._page.evaluate("answers").items()}


@pytest.fixture(scope="module")
def worker(browser: "Browser", origin: str, site: Path) -> Iterator[AskedWorker]:
    """Start the worker once: loading Python takes most of the time of these tests."""
    with opened(browser, origin) as (page, _):
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html"}
        page.route(
            "**/check/empty.html", lambda route: route.fulfill(headers=headers, body="<link rel=icon href=data:,>")
        )
        page.goto(f"{origin}check/empty.html")
        (script,) = site.glob("check/worker-*.js")
        yield AskedWorker(page, script.name)


def test_only_the_newest_of_waiting_checks_is_answered(worker: AskedWorker) -> None:
    assert set(worker.while_loading) == {len(WAITING) - 1}


def test_a_file_that_does_not_arrive_is_reported_with_the_next_step(browser: "Browser", origin: str) -> None:
    with opened(browser, origin) as (page, witness):
        page.route("**/snapshot.bin.gz", lambda route: route.abort())
        page.goto(f"{origin}check/")
        page.locator("#verdict", has_text="reload the page").wait_for()
        assert witness.errors
        witness.errors.clear()


def test_every_operation_has_the_answer_of_python_here(worker: AskedWorker) -> None:
    requests: list[dict[str, Any]] = [{"operation": "ready"}, {"operation": "explain", "code": "RK303"}]
    for given, choices in (INPUTS[name] for name in ONE_OF_EACH_KIND):
        selected = {"input": given, "choices": choices}
        requests += [{"operation": name, **selected} for name in ("kernels", "trace", "diagram")]
        requests += [{"operation": "fixAll", **selected, "unsafe": unsafe} for unsafe in (False, True)]
        requests += [{"operation": "convert", "input": given, "to": "12"}]
    requests += [{"operation": "render", "form": FORM, "version": version} for version in ("5.2", "14")]
    answers = worker.ask(requests)
    for number, request in enumerate(requests):
        expected = json.loads(operations.answer(json.dumps(request)))
        assert answers[number] == {"id": number, **expected}, request


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe["name"])
def test_each_recipe_has_the_verdict_of_the_command_line(recipe: dict[str, Any], worker: AskedWorker) -> None:
    request = {"operation": "lint", "input": recipe["input"], "choices": recipe["choices"]}
    (answer,) = worker.ask([request]).values()
    # `tests/page/test_operations.py` compares this with `rkconf lint --format json`.
    assert answer["result"] == json.loads(operations.answer(json.dumps(request)))["result"]
