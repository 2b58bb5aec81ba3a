"""A parallel kernel reads the init files of its machine.

The init files may define symbols that the other kernels lack, print output, or take a long time.
With ``-noinit`` all parallel kernels start in the same state.

Bad:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel > /dev/null 2>&1 &

Good:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &

Exceptions:

You can ignore the finding if your calculation needs the definitions of an init file.

Fix safety:

This fix is safe: the kernel starts and connects in the same way, and gets its definitions from the
kernel that starts it instead of from init files.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import add_argument, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK504", Severity.INFO, Subject.KERNEL, fix=Applicability.SAFE)
def check(kernel: StartedKernel, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a parallel kernel without the flag."""
    if not journey.launch.is_parallel or not kernel.is_known or kernel.link.flag("noinit"):
        return
    fix = safe("add -noinit", add_argument(journey, kernel, "-noinit"))
    message = "without -noinit the kernel reads the init files of its machine"
    yield Finding(source_span(journey, kernel.program.raw), message, "add -noinit after the kernel", fix)
