"""JSON lines: one finding per line, as in the JSON report, for programs that read a stream."""

from rkconf.printable import json_text
from rkconf.reporters import Paint, Report


def render(report: Report, paint: Paint) -> str:  # noqa: ARG001 - the interface of all formats
    """Return the lines; empty if there are no findings."""
    return "".join(f"{json_text(found.as_dict())}\n" for found in report.diagnostics)
