"""One line per finding: ``path:line:column: severity code name: message``."""

from collections.abc import Iterator

from rkconf.diagnostics import Diagnostic
from rkconf.printable import printable
from rkconf.reporters import Paint, Report, consequence_note, location


def render(report: Report, paint: Paint) -> Iterator[str]:
    """Yield the lines; none if there are no findings."""
    return (f"{_line(found, report.consequences(found), paint)}\n" for found in report.causes)


def _line(found: Diagnostic, consequences: int, paint: Paint) -> str:
    where = paint.link(location(found), found.source.name)
    severity = paint.severity(found.severity, found.severity)
    more = f" ({consequence_note(consequences)})" if consequences else ""
    return f"{where}: {severity} {paint.rule(found)}: {printable(found.message)}{more}"
