"""JSON lines: one diagnostic a line, each as the JSON report has it, for programs that read as it comes."""

import json

from rkconf.reporters import Paint, Report
from rkconf.reporters.json import describe


def render(report: Report, paint: Paint) -> str:  # noqa: ARG001 - every format takes a paint
    """Return the lines; nothing where nothing was found."""
    return "".join(f"{json.dumps(describe(found))}\n" for found in report.diagnostics)
