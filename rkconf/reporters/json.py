"""JSON for programs, in the stable form that ``schemas/report.schema.json`` describes."""

from collections.abc import Iterable, Iterator
from typing import Any

from rkconf import __version__
from rkconf.diagnostics import Severity
from rkconf.printable import json_pieces
from rkconf.reporters import Paint, Report


def render(report: Report, paint: Paint) -> Iterator[str]:  # noqa: ARG001 - the interface of all formats
    """Yield one indented JSON object."""
    yield from json_pieces(_document(report, (found.as_dict() for found in report.diagnostics)))
    yield "\n"


def document(report: Report) -> dict[str, Any]:
    """Return the report as `json.dumps` takes it."""
    return _document(report, [found.as_dict() for found in report.diagnostics])


def _document(report: Report, diagnostics: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": 1,
        "rkconf": __version__,
        "diagnostics": diagnostics,
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
