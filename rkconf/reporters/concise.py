"""One line a diagnostic: ``path:line:column: severity code name: message``."""

from rkconf.diagnostics import Diagnostic
from rkconf.reporters import Paint, Report, location, printable


def render(report: Report, paint: Paint) -> str:
    """Return the lines; nothing where nothing was found."""
    return "".join(f"{_line(diagnostic, paint)}\n" for diagnostic in report.diagnostics)


def _line(found: Diagnostic, paint: Paint) -> str:
    where = paint.link(location(found), found.source.name)
    severity = paint.severity(found.severity, found.severity)
    return f"{where}: {severity} {found.code} {found.name}: {printable(found.message)}"
