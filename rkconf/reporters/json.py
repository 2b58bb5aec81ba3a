"""JSON for programs, in the stable form that ``schemas/report.schema.json`` describes."""

from typing import Any

from rkconf import __version__
from rkconf.diagnostics import Cause, Diagnostic, Fix, Severity
from rkconf.printable import json_text
from rkconf.reporters import Paint, Report
from rkconf.source import Source


def render(report: Report, paint: Paint) -> str:  # noqa: ARG001 - the interface of all formats
    """Return one indented JSON object."""
    document = {
        "format": 1,
        "rkconf": __version__,
        "diagnostics": [describe(diagnostic) for diagnostic in report.diagnostics],
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
    return json_text(document, indent=2) + "\n"


def describe(found: Diagnostic) -> dict[str, Any]:
    """Return a finding as it is in the JSON report."""
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity,
        "message": found.message,
        "path": found.source.name,
        "entry": found.entry,
        "start": _position(found.source, found.span.start),
        "end": _position(found.source, found.span.end),
        "help": found.help,
        "fix": _fix(found.open_fix),
        **({"follows": found.follows, "cause": _cause(found.cause)} if found.cause else {}),
        **({"related": [_related(found.at(each), each.message) for each in found.related]} if found.related else {}),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    """Return the place of the finding that causes another one."""
    source, span = cause.source, cause.span
    return {"path": source.name, "start": _position(source, span.start), "end": _position(source, span.end)}


def _related(place: Diagnostic, message: str) -> dict[str, Any]:
    """Return a related place of a finding."""
    return {
        "message": message,
        "path": place.source.name,
        "start": _position(place.source, place.span.start),
        "end": _position(place.source, place.span.end),
    }


def _position(source: Source, offset: int) -> dict[str, int]:
    position = source.position(offset)
    return {"line": position.line, "column": position.column, "offset": position.offset}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits]
    return {"applicability": fix.applicability, "description": fix.description, "edits": edits}
