"""Reports for tests: one diagnostic, and its text in each format."""

import json
from pathlib import Path
from typing import Any

import jsonschema

from rkconf.diagnostics import Diagnostic, Fix, Severity
from rkconf.reporters import Report, report_text
from rkconf.source import Source, Span
from tests.conftest import SAMPLES
from tests.forms import SARIF

FOLDER = SAMPLES / "reports"


def sample(form: str) -> Path:
    """Return the sample of a format: the file of its name, or `report` with its name as the ending."""
    report = FOLDER / f"report.{form}"
    return next(FOLDER.glob(f"{form}.*"), report if report.exists() else FOLDER / f"{form}.txt")


HERE = Span(4, 7)


def found(  # noqa: PLR0913 - a diagnostic has as many sides
    message: str = "said",
    *,
    path: str = "init.m",
    data: bytes = b"one\ntwo three\n",
    span: Span = HERE,
    severity: Severity = Severity.ERROR,
    entry: str | None = "skye",
    advice: str = "",
    fix: Fix | None = None,
    suppressed: str | None = None,
) -> Diagnostic:
    return Diagnostic(
        "RK102", "link-mode", severity, message, Source(path, data), span, entry, advice, fix, suppressed=suppressed
    )


def render(form: str, *diagnostics: Diagnostic, **rest: Any) -> str:  # noqa: ANN401 - what a report may have
    paths = tuple(dict.fromkeys(each.source.name for each in diagnostics))
    return report_text(Report(diagnostics, **{"paths": paths, "entries": 1, **rest}), form)


def sarif(*diagnostics: Diagnostic, **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - as render
    log = json.loads(render("sarif", *diagnostics, **rest))
    jsonschema.Draft7Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def fingerprints(run: dict[str, Any]) -> set[str]:
    """Return the fingerprints of the findings of a run of SARIF."""
    return {each["partialFingerprints"]["rkconf/v1"] for each in run["results"]}
