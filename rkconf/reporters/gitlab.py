"""The code quality report of GitLab.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from collections.abc import Iterator
from typing import Any

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.fingerprints import Fingerprint, fingerprints
from rkconf.printable import json_pieces
from rkconf.reporters import Paint, Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, paint: Paint) -> Iterator[str]:  # noqa: ARG001 - the interface of all formats
    """Yield a JSON array; empty if there are no findings."""
    known = zip(report.found, fingerprints(report.found), strict=True)
    yield from json_pieces(_issue(found, known_as) for found, known_as in known if found.suppressed is None)
    yield "\n"


def _issue(found: Diagnostic, known_as: Fingerprint) -> dict[str, Any]:
    return {
        "description": f"{found.message} ({found.help})" if found.help else found.message,
        "check_name": f"{found.code} {found.name}",
        "fingerprint": known_as.digest,
        "severity": _SEVERITIES[found.severity],
        "location": {"path": known_as.path, "lines": {"begin": found.source.position(found.span.start).line}},
    }
