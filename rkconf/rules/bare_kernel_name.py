"""Whether the kernel is found depends on the login shell's search path.

A command over ssh starts no full login: ``.profile`` is not read, and often the path holds the
system's own folders alone. fish even has a ``math`` of its own, a calculator.

Bad:

    ssh skye.local math -mathlink

Good:

    ssh skye.local /usr/local/bin/math -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.invocation import is_kernel
from rkconf.command.repair import source_span
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field


@rule("RK410", Severity.INFO, Subject.JOURNEY)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for a program without a path."""
    hidden = [problem for problem in journey.problems if problem.rule == "bare-kernel-name"]
    kernel = journey.kernel
    if hidden and len(target.remote_shells) == 1:
        yield Finding(hidden[0].span, hidden[0].message, "write the kernel's whole path", severity=Severity.ERROR)
    elif kernel and journey.connection and _is_searched(kernel.program):
        message = f"{kernel.program.text} is found only where the search path of a plain ssh login leads to it"
        yield Finding(source_span(journey, kernel.program.raw), message, "write its whole path")


def _is_searched(program: Field) -> bool:
    """Return whether a shell looks for this program in the folders of its search path."""
    is_named = bool(program.text) and "/" not in program.text and not program.expansions
    return is_named and (is_kernel(program) or program.text.endswith(".sh"))
