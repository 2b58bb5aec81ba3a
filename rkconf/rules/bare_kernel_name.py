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
from rkconf.command.repair import place
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK410", Severity.INFO, Subject.JOURNEY)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for a program without a path."""
    kernel = journey.kernel
    if not kernel or "/" in kernel.program.text or not kernel.program.text or not journey.connection:
        return
    if kernel.program.expansions:
        return
    hidden = [problem for problem in journey.problems if problem.rule == "bare-kernel-name"]
    if hidden and len(target.remote_shells) == 1:
        yield Finding(hidden[0].span, hidden[0].message, "write the kernel's whole path", severity=Severity.ERROR)
    elif is_kernel(kernel.program) or kernel.program.text.endswith(".sh"):
        message = f"{kernel.program.text} is found only where the search path of a plain ssh login leads to it"
        yield Finding(place(journey, kernel.program.raw), message, "write its whole path")
