"""The code quality report of GitLab.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from typing import Any

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.fingerprints import Fingerprint, fingerprints
from rkconf.printable import json_text
from rkconf.reporters import Paint, Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, paint: Paint) -> str:  # noqa: ARG001 - the interface of all formats
    """Return a JSON array; empty if there are no findings."""
    known = zip(report.found, fingerprints(report.found), strict=True)
    issues = [_issue(found, known_as) for found, known_as in known if found.suppressed is None]
    return json_text(issues, indent=2) + "\n"


def _issue(found: Diagnostic, known_as: Fingerprint) -> dict[str, Any]:
    return {
        "description": f"{found.message} ({found.help})" if found.help else found.message,
        "check_name": f"{found.code} {found.name}",
        "fingerprint": known_as.digest,
        "severity": _SEVERITIES[found.severity],
        "location": {"path": known_as.path, "lines": {"begin": found.source.position(found.span.start).line}},
    }
