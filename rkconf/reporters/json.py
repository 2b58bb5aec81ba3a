"""JSON for programs, in the stable form that ``schemas/report.schema.json`` describes."""

from typing import Any

from rkconf import __version__
from rkconf.diagnostics import Severity
from rkconf.printable import json_text
from rkconf.reporters import Paint, Report


def render(report: Report, paint: Paint) -> str:  # noqa: ARG001 - the interface of all formats
    """Return one indented JSON object."""
    return json_text(document(report), indent=2) + "\n"


def document(report: Report) -> dict[str, Any]:
    """Return the report as `json.dumps` takes it."""
    return {
        "format": 1,
        "rkconf": __version__,
        "diagnostics": [diagnostic.as_dict() for diagnostic in report.diagnostics],
        "summary": {
            "files": report.files,
            "entries": report.entries,
            "errors": report.number(Severity.ERROR),
            "warnings": report.number(Severity.WARNING),
            "infos": report.number(Severity.INFO),
            "fixable": report.fixable,
            "suppressed": len(report.suppressed),
        },
    }
