"""Measure the page in Chromium and print ratios: the first verdict, a verdict while one types, and long tasks.

``python -m tests.benchmarks.page`` builds the page, serves it on this machine, and opens it in new profiles.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from docs.build.__main__ import build
from docs.build.compression import describe
from tests.page.browser import ARRIVED, arrive, launched, missing, opened, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_RUNS = 5
_LIMIT = 120_000  # milliseconds until a page counts as one that gives no answer
_EMPTY = f"""<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>empty</title>
<script type="module">
const worker = new Worker("empty.js", {{ type: "module" }});
worker.onmessage = ({{ data }}) => {{ if (data === 2) {ARRIVED} }};
</script>"""
_EMPTY_WORKER = """import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
postMessage(python.runPython("1 + 1"));
"""
# A spy on the page's own worker: when it answered the first check, and how long the later ones took.
_SPY = """
window.sent = new Map(); window.verdicts = [];
const Original = Worker;
window.Worker = class extends Original {
  constructor(...words) {
    super(...words);
    this.addEventListener("message", ({ data }) => {
      if (!sent.has(data.id)) return;
      verdicts.push(performance.now() - sent.get(data.id));
      ARRIVED
    });
  }
  postMessage(request, ...rest) {
    if (request.operation === "lint") sent.set(request.id, performance.now());
    super.postMessage(request, ...rest);
  }
};
""".replace("ARRIVED", ARRIVED)


def _seconds(browser: "Browser", origin: str, path: str, script: str) -> float:
    """Return how long a page of a new profile takes until its answer arrives."""
    with opened(browser, origin) as (page, _):
        page.set_default_timeout(_LIMIT)
        page.add_init_script(script)
        start = perf_counter()
        page.goto(origin + path)
        arrive(page)
        return perf_counter() - start


def _typing(browser: "Browser", page: "Page", origin: str) -> tuple[list[float], list[float]]:
    """Type into the editor of the page, and return the milliseconds of each verdict and of each task of its thread."""
    page.set_default_timeout(_LIMIT)
    page.add_init_script(_SPY)
    page.goto(f"{origin}check/")
    arrive(page)
    # Meanwhile the worker imports what the first check did not need.
    page.wait_for_timeout(10_000)
    page.evaluate("verdicts.length = 0")
    browser.start_tracing(page=page, categories=["toplevel"])
    page.locator(".cm-content").first.click()
    for letter in "ssh -t skye.local math -mathlink >& /dev/null":
        page.keyboard.type(letter)
        page.wait_for_timeout(250)
    page.wait_for_timeout(2_000)
    return page.evaluate("verdicts"), _tasks(json.loads(browser.stop_tracing())["traceEvents"])


def _tasks(events: list[dict[str, Any]]) -> list[float]:
    """Return the milliseconds of processor time of each task of the page's thread: others may use the machine."""
    threads = {(each["pid"], each["tid"]): each["args"]["name"] for each in events if each["name"] == "thread_name"}
    tasks = (each for each in events if each["ph"] == "X" and each["name"].endswith("RunTask"))
    return [each["tdur"] / 1000 for each in tasks if threads.get((each["pid"], each["tid"])) == "CrRendererMain"]


def _measure(browser: "Browser", origin: str) -> Iterator[str]:
    empty: list[float] = []
    first: list[float] = []
    pages: tuple[tuple[list[float], Callable[[], float]], ...] = (
        (empty, lambda: _seconds(browser, origin, "empty/", "")),
        (first, lambda: _seconds(browser, origin, "check/", _SPY)),
    )
    for _ in range(_RUNS):
        for times, measure in pages:
            times.append(measure())
    yield f"first verdict, to 1 + 1 in an empty page     {min(first) / min(empty):6.2f}  target 1.6"
    with opened(browser, origin) as (page, _):
        verdicts, tasks = _typing(browser, page, origin)
    if not verdicts:
        yield "no verdict arrived while typing: the machine has too much other work"
        return
    verdict = median(verdicts) / 1000
    yield f"a verdict while typing, to 1 + 1              {verdict / min(empty):6.3f}  target 0.1"
    yield f"longest of {len(tasks):6,} tasks while typing         {max(tasks):6.1f}  target 50, ms of processor time"
    yield f"least of {_RUNS}: empty {min(empty):.2f} s, first {min(first):.2f} s; typing {verdict * 1000:.0f} ms"


def _write_empty_page(site: Path) -> None:
    """Write the page to compare with: Pyodide as it is published, in a worker, and nothing else."""
    from docs.build.compression import compress
    from docs.build.places import MODULES

    folder = site / "empty"
    folder.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"):
        (folder / name).write_bytes((MODULES / "pyodide" / name).read_bytes())
    (folder / "index.html").write_text(_EMPTY, encoding="utf-8")
    (folder / "empty.js").write_text(_EMPTY_WORKER, encoding="utf-8")
    compress(folder)


def main() -> int:
    """Print the table, and return 1 where a page gives no answer, 2 where something is missing."""
    if missing():
        sys.stderr.write(f"{missing()} not installed\n")
        return 2
    from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch) / "site"
        build(site, with_documentation=False)
        sys.stdout.write(describe(site / "check") + "\n")
        _write_empty_page(site)
        browser = launched(playwright)
        try:
            with served(site) as origin:
                for line in _measure(browser, origin):
                    sys.stdout.write(f"{line}\n")
                    sys.stdout.flush()
        except PlaywrightTimeoutError as error:
            sys.stderr.write(f"a page gave no answer within {_LIMIT // 1000} s: {error.message.splitlines()[0]}\n")
            return 1
        finally:
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
