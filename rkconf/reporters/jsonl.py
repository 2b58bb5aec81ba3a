"""JSON lines: one finding per line, as in the JSON report, for programs that read a stream."""

from collections.abc import Iterator

from rkconf.printable import json_text
from rkconf.reporters import Paint, Report


def render(report: Report, paint: Paint) -> Iterator[str]:  # noqa: ARG001 - the interface of all formats
    """Yield the lines; none if there are no findings."""
    return (f"{json_text(found.as_dict())}\n" for found in report.diagnostics)
