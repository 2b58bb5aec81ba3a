"""One line a diagnostic: ``path:line:column: severity code name: message``."""

from rkconf.diagnostics import Diagnostic
from rkconf.reporters import Paint, Report


def render(report: Report, paint: Paint) -> str:
    """Return the lines; nothing where nothing was found."""
    return "".join(f"{_line(diagnostic, paint)}\n" for diagnostic in report.diagnostics)


def _line(found: Diagnostic, paint: Paint) -> str:
    at = found.source.position(found.span.start)
    severity = paint.severity(found.severity, found.severity)
    return f"{found.source.name}:{at.line}:{at.column}: {severity} {found.code} {found.name}: {found.message}"
