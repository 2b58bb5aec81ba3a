"""The worker in a real browser: the same answers as in Python here."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from docs.build.bundle import POLICY
from docs.page.python import operations
from tests.page.browser import ARRIVED, arrive, opened
from tests.page.test_operations import INPUTS, RECIPES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.live, pytest.mark.checkout]

FORM = {"name": "skye", "host": "skye.local", "network": "tunnel"}
ASK = f"""([script, requests]) => {{
  const worker = new Worker(script, {{ type: "module" }});
  window.answers = {{}};
  worker.onerror = (event) => {{
    window.failure = event.message;
    {ARRIVED}
  }};
  worker.onmessage = ({{ data }}) => {{
    if ("progress" in data) return;
    answers[data.id] = data;
    if (data.id === requests.at(-1).id) {ARRIVED}
  }};
  for (const request of requests) worker.postMessage(request);
}}"""


@pytest.fixture
def empty(browser: "Browser", origin: str) -> Any:  # noqa: ANN401 - a type of a library that may be absent
    """Return a page with the policy of the site and nothing else."""
    with opened(browser, origin) as (page, _):
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html"}
        page.route(
            "**/check/empty.html", lambda route: route.fulfill(headers=headers, body="<link rel=icon href=data:,>")
        )
        page.goto(f"{origin}check/empty.html")
        yield page


def asked(page: "Page", site: Path, requests: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Post requests to a new worker, and return its answers by their numbers; the last one must be answered."""
    (script,) = site.glob("check/worker-*.js")
    numbered = [{"id": number, **request} for number, request in enumerate(requests)]
    page.evaluate(ASK, [script.name, numbered])
    arrive(page)
    assert page.evaluate("window.failure") is None
    answers = page.evaluate("answers")
    return {int(number): answer for number, answer in answers.items()}


def test_every_operation_has_the_answer_of_python_here(empty: "Page", site: Path) -> None:
    requests: list[dict[str, Any]] = [{"operation": "ready"}, {"operation": "explain", "code": "RK303"}]
    for given, choices in INPUTS.values():
        selected = {"input": given, "choices": choices}
        requests += [{"operation": name, **selected} for name in ("kernels", "trace", "diagram")]
        requests += [{"operation": "fixAll", **selected, "unsafe": unsafe} for unsafe in (False, True)]
        requests += [{"operation": "convert", "input": given, "to": "12"}]
    requests += [{"operation": "render", "form": FORM, "version": version} for version in ("5.2", "14")]
    answers = asked(empty, site, requests)
    for number, request in enumerate(requests):
        expected = json.loads(operations.answer(json.dumps(request)))
        assert answers[number] == {"id": number, **expected}, request


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe["name"])
def test_each_recipe_has_the_verdict_of_the_command_line(recipe: dict[str, Any], empty: "Page", site: Path) -> None:
    request = {"operation": "lint", "input": recipe["input"], "choices": recipe["choices"]}
    (answer,) = asked(empty, site, [request]).values()
    # `tests/page/test_operations.py` compares this with `rkconf lint --format json`.
    assert answer["result"] == json.loads(operations.answer(json.dumps(request)))["result"]


def test_only_the_newest_of_waiting_checks_is_answered(empty: "Page", site: Path) -> None:
    texts = [f"ssh host{number}.local math" for number in range(5)]
    requests = [{"operation": "lint", "input": {"kind": "launch", "text": text}, "choices": {}} for text in texts]
    assert set(asked(empty, site, requests)) == {4}


def test_every_link_of_the_page_stays_on_the_site_or_is_known(page: "Page", origin: str) -> None:
    addresses = page.evaluate("[...document.querySelectorAll('a[href]')].map((each) => each.href)")
    assert addresses
    assert [each for each in addresses if not each.startswith((origin, "https://github.com/rkconf/"))] == []
