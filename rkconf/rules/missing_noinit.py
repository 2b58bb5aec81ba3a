"""A parallel kernel that reads the init files of its machine.

They may define what the other kernels do not have, print, or take their time. With ``-noinit`` all parallel kernels
start alike.

Bad:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel > /dev/null 2>&1 &

Good:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import add_argument, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK504", Severity.INFO, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for the flag."""
    kernel = journey.kernel
    if not journey.launch.is_parallel or not kernel or not kernel.is_known or kernel.link.flag("noinit"):
        return
    fix = safe("add -noinit", add_argument(journey, kernel, "-noinit"))
    message = "without -noinit the kernel reads the init files of its machine"
    yield Finding(source_span(journey, kernel.program.raw), message, "add -noinit behind the kernel", fix)
