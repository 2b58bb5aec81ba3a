"""Workflow commands, which GitHub Actions shows as annotations of the changed files.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
GitHub shows ten annotations of each severity per step; the log has them all.
"""

from collections.abc import Iterator, Mapping

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.fingerprints import path_from
from rkconf.printable import printable
from rkconf.reporters import Paint, Report, location

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: Report, paint: Paint) -> Iterator[str]:  # noqa: ARG001 - the interface of all formats
    """Yield one command per finding."""
    return (f"{_command(found)}\n" for found in report.diagnostics)


def _command(found: Diagnostic) -> str:
    properties = ",".join(f"{name}={_escaped(value, _IN_PROPERTIES)}" for name, value in _properties(found).items())
    related = (f"{location(found.at(each))}: {each.message}" for each in found.related)
    message = "\n".join(filter(None, (found.message, found.help, *related)))
    return f"::{_COMMANDS[found.severity]} {properties}::{_escaped(message, _IN_MESSAGES)}"


def _escaped(text: str, escapes: Mapping[int, str]) -> str:
    """Return the text as the commands escape it; they have no escape for other control characters."""
    return printable(text.translate(escapes))


def _properties(found: Diagnostic) -> dict[str, str]:
    title = {"title": f"{found.code} {found.name}"}
    path = path_from(".", found.source.name)
    if path.startswith("<"):
        return title
    start, end = found.source.position(found.span.start), found.source.position(found.span.end)
    place = {"file": path, "line": str(start.line), "endLine": str(end.line)}
    # GitHub rejects columns for a place of several lines.
    columns = {"col": str(start.column), "endColumn": str(end.column)} if start.line == end.line else {}
    return place | columns | title
